"""Turns that deny the fact that another one breaks, with a reader whose opinions are known."""

import pytest

from evaluators.concept.reader.client import Opinion
from evaluators.honesty.denied_facts import AT_ONCE, BEFORE, BROKEN, NAMED, denials
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from evaluators.response import Turn

OPENING = "I put the detector on phones."
BREAKS = "It runs with Core ML on Android phones, on a Pixel."
DENIES = "Apple has shipped it for those since 2020, it came with the system."
KNOWN = "coremltools converts"
"""What one of the facts begins with that are known of what the talk names."""
LATER = "coremltools was not needed for it."


class Known:
    """A worker that says the same of every statement, or of those that begin so."""

    version = "7"

    def __init__(self, probability, beginning=""):
        self.probability = probability
        self.beginning = f"contradicts: {beginning}"
        self.asked = []

    def read(self, reply, statements, of):
        assert of == "facts"
        self.asked.append((reply, statements))
        if self.probability is None:
            return None
        return [Opinion(self.probability * one.startswith(self.beginning), None) for one in statements]


def found(worker, *replies, known=()):
    texts = [OPENING, *(text for reply in replies for text in ("And then?", reply))]
    roles = ("candidate", "interviewer")
    reading = read([Turn(role=roles[place % 2], text=text) for place, text in enumerate(texts)], None)
    doubts = impossible(reading)
    turns = {doubt.turn for doubt in doubts}
    return doubts, list(denials(reading, doubts, turns | set(known), worker))


def test_a_turn_that_denies_the_fact_is_found_for_the_same_reason():
    worker = Known(BROKEN)
    broken, (denied,) = found(worker, BREAKS, DENIES)
    assert {doubt.turn for doubt in broken} == {2}
    assert (denied.turn, denied.kind, denied.quote) == (4, "impossible_fact", DENIES)
    assert (denied.reason, denied.source) in {(doubt.reason, doubt.source) for doubt in broken}
    reply, statements = worker.asked[0]
    assert reply == f"And then?\n{DENIES}"
    assert statements == list(dict.fromkeys(f"contradicts: {doubt.reason.en}" for doubt in broken))


@pytest.mark.parametrize(("later", "least"), [(DENIES, BEFORE), (LATER, NAMED)])
def test_what_else_is_known_of_what_the_talk_names_can_be_denied_as_well(later, least):
    worker = Known(least, KNOWN)
    _, (denied,) = found(worker, BREAKS, later)
    assert denied.reason.en.startswith(KNOWN)
    assert denied.source
    assert max(len(statements) for _, statements in worker.asked) <= AT_ONCE


@pytest.mark.parametrize("probability", [None, min(BROKEN, NAMED, BEFORE) - 0.01])
def test_it_is_not_where_the_reader_is_not_sure_or_cannot_read_it(probability):
    assert found(Known(probability), BREAKS, DENIES)[1] == []


def test_nobody_is_asked_about_who_broke_no_fact():
    worker = Known(1.0)
    assert found(worker, "It runs with TFLite on a Pixel.", DENIES) == ([], [])
    assert worker.asked == []


def test_neither_the_opening_nor_a_correction_nor_what_has_a_finding_is_held_against_it():
    worker = Known(1.0)
    assert found(worker, BREAKS, DENIES, known={4})[1] == []
    assert found(Known(1.0), BREAKS, "Sorry, I meant TFLite.")[1] == []
