"""Replies beside all that was said before, for the learned reader to be trained on."""

import random

import pytest

from question_bank.contradictions import Clash, Reply, Told
from question_bank.turn_bags import LEFT_WEIGHT, MOST, OWN_WEIGHT, examples, told_apart

REPLY = Reply(
    language="en", about="a/1", question="How many?", reply="3,000.",
    earlier=(Told(question="And the data?", text="We had 12,000."), Told(text="On a T4.")),
    contradicts=(Clash(place=0, quote="12,000"),),
)  # fmt: skip
FITTING = REPLY.model_copy(update={"reply": "All of them.", "contradicts": ()})
LONG = "The images came from four sites and were labelled by three people over two months. " * 2


def read(reply, seeds=20):
    return [example for seed in range(seeds) for example in examples([reply], random.Random(seed))]


def opinions(example):
    return {asked.statement.removeprefix("contradicts: "): (asked.label, asked.weight) for asked in example.asked}


def test_of_a_reply_that_contradicts_it_is_told_what_and_the_rest_is_judged_together():
    onward = [example for example in read(REPLY) if example.answer == "How many?\n3,000."]
    assert len(onward) == 20
    for example in onward:
        assert example.any_of_them is True
        contradicted, other = opinions(example).items()
        assert contradicted[0] in {"And the data? → We had 12,000.", "We had 12,000."}
        assert contradicted[1] == (1.0, OWN_WEIGHT)
        assert other == ("On a T4.", (0.0, 0.0))


EARLIER = (REPLY.earlier[0], Told(question="Which GPU?", text="A T4."), Told(question="Then?", text="Done."))


@pytest.mark.parametrize(("contradicts", "fewest"), [((), 1), ((1,), 2), ((0,), 3)])
def test_a_part_of_the_talks_begin_later_but_with_all_that_is_contradicted(contradicts, fewest):
    clashes = tuple(Clash(place=place) for place in contradicts)
    reply = REPLY.model_copy(update={"earlier": EARLIER, "contradicts": clashes})
    onward = [set(opinions(each)) for each in read(reply, 60) if each.answer.startswith("How many?")]
    assert onward.count({"And the data? → We had 12,000.", "Which GPU? → A T4.", "Then? → Done."}) > 30
    later = [each for each in onward if each & {"We had 12,000.", "A T4.", "Done."}]
    assert len(later) > 10
    assert min(map(len, later)) == fewest


def test_a_reply_that_fits_contradicts_nothing_that_was_said_before():
    onward = [example for example in read(FITTING) if example.answer == "How many?\nAll of them."]
    for example in onward:
        assert example.any_of_them is False
        assert set(opinions(example).values()) == {(0.0, LEFT_WEIGHT)}


def test_the_statement_that_is_contradicted_also_stands_as_the_reply():
    turned = [example for example in read(REPLY) if "12,000" in example.answer]
    assert len(turned) == 20
    for example in turned:
        assert example.any_of_them is True
        assert opinions(example) == {"How many? → 3,000.": (1.0, OWN_WEIGHT)}


def test_half_of_the_replies_that_fit_are_also_read_from_an_earlier_statement():
    turned = [example for example in read(FITTING, 60) if "All" not in example.answer]
    assert 15 < len(turned) < 45
    assert {example.answer for example in turned} == {"And the data?\nWe had 12,000.", "We had 12,000.", "On a T4."}
    assert {example.any_of_them for example in turned} == {False}


def test_of_a_reply_in_passages_it_is_not_told_which_of_them_contradicts():
    reply = REPLY.model_copy(update={"reply": LONG * 2})
    turned = [example for example in read(reply) if "12,000" in example.answer]
    assert {example.any_of_them for example in turned} == {True}
    assert {asked.weight for example in turned for asked in example.asked} == {0.0}


def test_of_a_long_talk_what_is_contradicted_is_kept():
    told = tuple(Told(text=f"part {n}") for n in range(60))
    reply = REPLY.model_copy(update={"earlier": told, "contradicts": (Clash(place=0),)})
    onward = [example for example in read(reply, 5) if len(example.asked) > 1]
    assert len(onward) == 5
    for example in onward:
        assert len(example.asked) == MOST
        assert opinions(example)["part 0"] == (1.0, OWN_WEIGHT)


def test_replies_of_a_turn_are_told_apart_beside_the_words_that_decide_from_either_side():
    told = REPLY.earlier[0].model_copy(update={"text": f"{LONG}We had 12,000."})
    contradicts = REPLY.model_copy(update={"earlier": (told, REPLY.earlier[1])})
    fits = contradicts.model_copy(update={"reply": "12,000.", "contradicts": ()})
    onward, turned = set(), set()
    for seed in range(20):
        pair = list(told_apart([fits, contradicts], random.Random(seed)))
        assert [example.any_of_them for example in pair] == [False, True]
        assert {one.criterion for example in pair for one in example.asked} == {"a/1"}
        (onward if pair[0].answer.startswith("How many?") else turned).add(tuple(pair))
    (onward_fits, onward_contradicts), *others = onward
    assert not others
    assert [one.statement for one in onward_fits.asked] == [one.statement for one in onward_contradicts.asked]
    assert all("12,000" in one.statement for one in onward_fits.asked)
    (pair,) = turned
    assert {example.answer for example in pair} == {f"And the data?\n{told.text}"}
    assert [one.statement for example in pair for one in example.asked] == [
        "contradicts: How many? → 12,000.",
        "contradicts: How many? → 3,000.",
    ]
