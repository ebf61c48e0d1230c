"""Turns that deny a known fact, with a reader whose opinions are known."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.concept.reader.client import Opinion as Said
from evaluators.honesty import suspected
from evaluators.honesty.against import Exchange
from evaluators.honesty.denied_facts import (
    AT_ONCE,
    BELIEVED,
    DENIES,
    LEAST,
    LIKELY,
    MOST,
    MOST_IN_ALL,
    RULED_OUT,
    TELLS_FROM,
    Beside,
    Opinion,
    Traits,
    denials,
    evidence,
    heard,
    held_against,
    log_odds,
    probability,
    weighings,
)
from evaluators.honesty.denied_facts import SURE as POINTED_AT
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.findings import impossible
from evaluators.honesty.known_facts import things
from evaluators.honesty.reading import read
from evaluators.response import Turn
from evaluators.text import Text

OPENING = "I put the detector on phones."
BREAKS = "It runs with Core ML on Android phones, on a Pixel."
DENIES_IT = "Apple has shipped it for those since 2020, it came with the system."
KNOWN = "coremltools converts"
"""What one of the facts begins with that are known of what the talk names."""
NAMES = "For Core ML nothing was converted."
AGAIN = "As I said, Core ML takes the checkpoint as it is."
SURE, RATHER = 1.0, 0.55
FACT = (Text(zh="事实", en="A fact."), "a source")


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
        return [Said(self.probability * one.startswith(self.beginning), None) for one in statements]


def told(*replies):
    return talk(OPENING, *(text for reply in replies for text in ("And then?", reply)))


def talk(*texts):
    roles = ("candidate", "interviewer")
    return read([Turn(role=roles[place % 2], text=text) for place, text in enumerate(texts)], None)


def found(worker, *replies, known=()):
    reading = told(*replies)
    doubts = impossible(reading)
    turns = {doubt.turn for doubt in doubts}
    return doubts, list(denials(reading, doubts, turns | set(known), worker))


def opinions(*chances):
    return [Opinion(log_odds(chance), FACT) for chance in chances]


def test_a_turn_is_held_against_the_reasons_of_what_others_were_found_to_deny():
    reading = told(BREAKS, DENIES_IT)
    doubts = impossible(reading)
    _, itself, other = held_against(reading, doubts, Known(0.7))
    assert {opinion.odds for opinion in other.reasons} == {log_odds(0.7)}
    assert {opinion.fact for opinion in other.reasons} <= {(doubt.reason, doubt.source) for doubt in doubts}
    assert {opinion.fact[0].en for opinion in other.reasons} == {doubt.reason.en for doubt in doubts}
    assert itself.reasons == []


def test_and_against_what_is_known_of_what_it_names_or_is_asked_about_a_few_at_once():
    worker = Known(0.7, KNOWN)
    _, beside = held_against(told(NAMES), (), worker)
    surest = max(beside.named, key=lambda opinion: opinion.odds)
    assert surest.odds == log_odds(0.7)
    assert surest.fact[0].en.startswith(KNOWN)
    assert surest.fact[1]
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
    assert sum(len(statements) for _, statements in worker.asked) <= MOST_IN_ALL


def test_turns_that_deny_known_facts_one_after_the_other_are_asked_about_though_no_rule_found_anything():
    broken, denied = found(Known(SURE), NAMES, AGAIN)
    assert broken == []
    assert [(doubt.turn, doubt.kind, doubt.quote) for doubt in denied] == [
        (2, "impossible_fact", NAMES),
        (4, "impossible_fact", AGAIN),
    ]
    assert all(doubt.unsure and doubt.source for doubt in denied)


def test_a_turn_that_stands_by_what_another_was_found_to_deny_is_found_for_the_same_reason():
    broken, (denied,) = found(Known(SURE, "Core ML"), BREAKS, DENIES_IT)
    assert {doubt.turn for doubt in broken} == {2}
    assert (denied.turn, denied.kind, denied.quote) == (4, "impossible_fact", DENIES_IT)
    assert (denied.reason, denied.source) in {(doubt.reason, doubt.source) for doubt in broken}


def test_beside_what_a_rule_found_less_certainty_is_enough():
    last = 4
    assert last not in {doubt.turn for doubt in found(Known(RATHER, "Core ML "), NAMES, AGAIN)[1]}
    assert last in {doubt.turn for doubt in found(Known(RATHER, "Core ML "), BREAKS, AGAIN)[1]}


def test_a_fact_at_which_words_point_is_asked_about_where_the_reader_is_sure_though_no_rule_found_anything():
    reading = talk("DETR is one I know from inside.", "And from there to boxes?", "NMS at 0.45 IoU.")
    nms = "DETR does not use non-maximum suppression."
    assert impossible(reading) == []
    (doubt,) = denials(reading, (), (), Known(POINTED_AT, nms))
    assert (doubt.turn, doubt.kind, doubt.reason.en, doubt.unsure) == (2, "impossible_fact", nms, True)
    assert doubt.source
    assert list(denials(reading, (), (), Known(POINTED_AT - 0.01, nms))) == []
    assert list(denials(reading, (), {2}, Known(POINTED_AT, nms))) == []


class ReadsTheSecond(Known):
    """A worker that fails at the facts of the first of two readings of a turn."""

    def read(self, reply, statements, of):
        said = super().read(reply, statements, of)
        return said if len(self.asked) > 1 else None


def test_where_some_facts_could_not_be_read_a_finding_has_the_fact_that_was_denied(monkeypatch):
    reading = talk("DETR is one I know from inside.", "And from there to boxes?", "NMS at 0.45 IoU.")
    suspects = [
        Doubt("impossible_fact", 2, f"quote {n}", Text(zh=f"事实 {n}", en=f"Fact {n}.")) for n in range(AT_ONCE + 1)
    ]
    monkeypatch.setattr(suspected, "of_turn", lambda *_: tuple(suspects))
    (doubt,) = denials(reading, (), (), ReadsTheSecond(SURE, f"Fact {AT_ONCE}"))
    assert (doubt.quote, doubt.reason.en) == (f"quote {AT_ONCE}", f"Fact {AT_ONCE}.")


def test_what_a_rule_found_is_as_sure_as_the_reader_lets_it_be_unless_it_follows_by_counting():
    told, doubt = Exchange("Why?", BREAKS), Doubt("impossible_fact", 2, BREAKS, *FACT)
    assert heard(told, doubt, Known(BELIEVED)) == doubt
    assert heard(told, doubt, Known(None)) == doubt
    assert heard(told, doubt, Known(BELIEVED - 0.01)) == replace(doubt, unsure=True)
    assert heard(told, doubt, Known(RULED_OUT - 0.01)) is None
    counted = replace(doubt, follows=True)
    assert heard(told, counted, Known(0.0)) == counted


@pytest.mark.parametrize("worker", [Known(None), Known(RULED_OUT - 0.01)])
def test_nothing_is_found_where_no_fact_seems_denied_or_none_could_be_read(worker):
    assert found(worker, NAMES, AGAIN) == ([], [])


def test_neither_a_correction_nor_what_has_a_finding_is_held_against_a_candidate():
    assert [doubt.turn for doubt in found(Known(SURE), NAMES, AGAIN, known={4})[1]] == [2]
    assert found(Known(SURE), "Sorry, I meant Core ML.", "Sorry, I mean it was Core ML.")[1] == []


def test_opinions_add_up_and_those_that_are_made_of_most_facts_tell_nothing():
    nothing = 1 / (1 + 2.718281828459045**-TELLS_FROM)
    assert evidence([]) == evidence(opinions(LEAST, nothing - 0.01)) == 0
    assert evidence(opinions(0.5)) < evidence(opinions(0.5, 0.5)) < evidence(opinions(0.5, 0.6, 0.1))


def test_the_turns_around_are_weighed_and_none_before_the_opening_or_behind_the_last():
    beside = [Beside(opinions(chance), opinions(*reasons)) for chance, *reasons in ((0.5,), (0.9, 0.2, 0.8), (LEAST,))]
    half, most = evidence(opinions(0.5)), evidence(opinions(0.9))
    assert weighings(beside) == [Traits(most, log_odds(0.8), half, 0), Traits(0, log_odds(LEAST), most, 0)]


def test_more_certainty_than_the_reader_can_have_tells_no_more():
    assert log_odds(MOST) == log_odds(1.0)
    assert log_odds(LEAST) == log_odds(0.0) < log_odds(LIKELY) == 0


values = st.floats(0, 5)


@given(st.tuples(values, values, values, values), st.integers(0, 3))
def test_each_trait_speaks_for_a_denial(traits, place):
    more = [value + (0.1 if at == place else 0) for at, value in enumerate(traits)]
    assert 0 < probability(Traits(*traits)) < probability(Traits(*more)) < 1


def test_a_single_opinion_is_not_enough_however_sure():
    (alone,) = weighings([Beside([], []), Beside(opinions(SURE), [])])
    assert probability(alone) < DENIES
