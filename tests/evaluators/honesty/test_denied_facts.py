"""Turns that deny the fact that another one breaks, with a reader whose opinions are known."""

import pytest

from evaluators.concept.reader.client import Opinion
from evaluators.honesty.denied_facts import DENIES, denials
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from evaluators.response import Turn

OPENING = "I put the detector on phones."
BROKEN = "It runs with Core ML on Android phones, on a Pixel."
DENIED = "Apple has shipped it for those since 2020, it came with the system."


class Known:
    """A worker that says the same of every statement."""

    version = "7"

    def __init__(self, probability):
        self.probability = probability
        self.asked = []

    def read(self, reply, statements, of):
        assert of == "contradictions"
        self.asked.append((reply, statements))
        return [Opinion(self.probability, None) for _ in statements] if self.probability is not None else None


def found(worker, *replies, known=()):
    texts = [OPENING, *(text for reply in replies for text in ("And then?", reply))]
    roles = ("candidate", "interviewer")
    reading = read([Turn(role=roles[place % 2], text=text) for place, text in enumerate(texts)], None)
    doubts = impossible(reading)
    turns = {doubt.turn for doubt in doubts}
    return doubts, list(denials(reading, doubts, turns | set(known), worker))


def test_a_turn_that_denies_the_fact_is_found_for_the_same_reason():
    worker = Known(DENIES)
    broken, (denied,) = found(worker, BROKEN, DENIED)
    assert {doubt.turn for doubt in broken} == {2}
    assert (denied.turn, denied.kind, denied.quote) == (4, "impossible_fact", DENIED)
    assert (denied.reason, denied.source) in {(doubt.reason, doubt.source) for doubt in broken}
    ((reply, statements),) = worker.asked
    assert reply == f"And then?\n{DENIED}"
    assert statements == list(dict.fromkeys(f"contradicts: {doubt.reason.en}" for doubt in broken))


@pytest.mark.parametrize("probability", [None, DENIES - 0.01])
def test_it_is_not_where_the_reader_is_not_sure_or_cannot_read_it(probability):
    assert found(Known(probability), BROKEN, DENIED)[1] == []


def test_nobody_is_asked_about_who_broke_no_fact():
    worker = Known(1.0)
    assert found(worker, "It runs with TFLite on a Pixel.", DENIED) == ([], [])
    assert worker.asked == []


def test_neither_the_opening_nor_a_correction_nor_what_has_a_finding_is_held_against_it():
    worker = Known(1.0)
    assert found(worker, BROKEN, DENIED, known={4})[1] == []
    assert found(Known(1.0), BROKEN, "Sorry, I meant TFLite.")[1] == []
