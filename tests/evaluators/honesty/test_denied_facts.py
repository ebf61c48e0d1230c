"""Turns that deny a known fact, with a reader whose opinions are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.concept.reader.client import Opinion
from evaluators.honesty import denied_facts
from evaluators.honesty.denied_facts import (
    AT_ONCE,
    LEAST,
    MOST,
    MOST_FACTS,
    Beside,
    Denied,
    Traits,
    denials,
    held_against,
    probability,
    weighings,
)
from evaluators.honesty.findings import impossible
from evaluators.honesty.known_facts import things
from evaluators.honesty.reading import read
from evaluators.response import Turn

OPENING = "I put the detector on phones."
BREAKS = "It runs with Core ML on Android phones, on a Pixel."
DENIES = "Apple has shipped it for those since 2020, it came with the system."
KNOWN = "coremltools converts"
"""What one of the facts begins with that are known of what the talk names."""
NAMES = "For Core ML nothing was converted."
AGAIN = "As I said, Core ML takes the checkpoint as it is."
SURE = 1.0


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


def told(*replies):
    texts = [OPENING, *(text for reply in replies for text in ("And then?", reply))]
    roles = ("candidate", "interviewer")
    return read([Turn(role=roles[place % 2], text=text) for place, text in enumerate(texts)], None)


def found(worker, *replies, known=()):
    reading = told(*replies)
    doubts = impossible(reading)
    turns = {doubt.turn for doubt in doubts}
    return doubts, list(denials(reading, doubts, turns | set(known), worker))


def test_a_turn_is_held_against_the_reasons_of_what_others_were_found_to_deny():
    reading = told(BREAKS, DENIES)
    doubts = impossible(reading)
    _, itself, other = held_against(reading, doubts, Known(0.7))
    assert other.reasons.probability == 0.7
    assert other.reasons.fact in {(doubt.reason, doubt.source) for doubt in doubts}
    assert itself.reasons == Denied()


def test_and_against_what_is_known_of_what_it_names_or_is_asked_about_a_few_at_once():
    worker = Known(0.7, KNOWN)
    _, beside = held_against(told(NAMES), (), worker)
    assert beside.named.probability == 0.7
    fact, source = beside.named.fact
    assert fact.en.startswith(KNOWN)
    assert source
    shown = [statements for reply, statements in worker.asked if reply == f"And then?\n{NAMES}"]
    assert shown
    assert all(0 < len(statements) <= AT_ONCE for statements in shown)


def test_a_fact_is_told_to_the_reader_once():
    worker = Known(SURE)
    held_against(told("Core ML, yes, with CoreML it runs."), (), worker)
    statements = [statement for reply, some in worker.asked for statement in some if "yes" in reply]
    assert statements
    assert len(set(statements)) == len(statements)


def test_however_much_is_named_no_dialogue_is_held_against_more_facts_than_can_be_read_in_good_time():
    worker = Known(0.0)
    everything = " ".join(name for thing in things().values() for name in thing.names)
    held_against(told(*[everything] * 7), (), worker)
    assert sum(len(statements) for _, statements in worker.asked) <= MOST_FACTS


def test_turns_that_deny_known_facts_one_after_the_other_are_found_though_no_rule_found_anything():
    broken, denied = found(Known(SURE, KNOWN), NAMES, AGAIN)
    assert broken == []
    assert [(doubt.turn, doubt.kind, doubt.quote) for doubt in denied] == [
        (2, "impossible_fact", NAMES),
        (4, "impossible_fact", AGAIN),
    ]
    assert all(doubt.reason.en.startswith(KNOWN) and doubt.source for doubt in denied)


def test_a_turn_that_stands_by_what_another_was_found_to_deny_is_found():
    broken, (denied,) = found(Known(SURE), BREAKS, DENIES)
    assert {doubt.turn for doubt in broken} == {2}
    assert (denied.turn, denied.kind, denied.quote) == (4, "impossible_fact", DENIES)
    assert denied.source


@pytest.mark.parametrize("worker", [Known(None), Known(0.3)])
def test_nothing_is_found_where_the_reader_is_not_sure_or_cannot_read(worker):
    assert found(worker, NAMES, AGAIN) == ([], [])


def test_neither_a_correction_nor_what_has_a_finding_is_held_against_a_candidate():
    assert [doubt.turn for doubt in found(Known(SURE), NAMES, AGAIN, known={4})[1]] == [2]
    assert found(Known(SURE), "Sorry, I meant Core ML.", "Sorry, I mean it was Core ML.")[1] == []


def test_the_turns_around_are_weighed_and_none_before_the_opening_or_behind_the_last():
    beside = [Beside(Denied(chance), Denied()) for chance in (0.5, 0.9, 0.0)]
    least, half, most = (weighings([Beside(Denied(chance), Denied())] * 2)[0].named for chance in (LEAST, 0.5, 0.9))
    assert half == 0
    assert weighings(beside) == [Traits(most, least, half, least), Traits(least, least, most, least)]


def test_more_certainty_than_the_reader_can_have_tells_no_more():
    (most,), (sure,) = (weighings([Beside(Denied(chance), Denied())] * 2) for chance in (MOST, 1.0))
    assert most == sure


values = st.floats(-5, 5)


@given(st.tuples(values, values, values, values), st.integers(0, 3))
def test_each_trait_speaks_for_a_denial(traits, place):
    more = [value + (0.1 if at == place else 0) for at, value in enumerate(traits)]
    assert 0 < probability(Traits(*traits)) < probability(Traits(*more)) < 1


def test_a_single_opinion_that_is_not_near_certain_is_not_enough():
    least = weighings([Beside(Denied(), Denied())] * 2)[0].named
    (alone,) = weighings([Beside(Denied(), Denied()), Beside(Denied(0.8), Denied())])
    assert alone == Traits(alone.named, least, least, least)
    assert probability(alone) < denied_facts.DENIES
