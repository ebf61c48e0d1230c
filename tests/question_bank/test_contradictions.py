"""Replies with what they contradict, for the learned reader to be trained on."""

import random

import pytest
from pydantic import ValidationError

from question_bank.contradictions import MOST, Reply, examples, replies

REPLY = Reply(
    language="en", about="a/1", question="How many?", reply="3,000.", earlier=("We had 12,000", "On a T4"),
    contradicts=(0,),
)  # fmt: skip


def test_a_reply_is_read_behind_its_question_beside_what_was_said_before():
    (example,) = examples([REPLY], random.Random(1))
    assert example.answer == "How many?\n3,000."
    assert {(asked.statement, asked.label) for asked in example.asked} == {
        ("contradicts: We had 12,000", 1.0), ("contradicts: On a T4", 0.0)
    }  # fmt: skip


def test_of_a_long_talk_all_that_is_contradicted_is_asked_and_some_of_the_rest():
    long = REPLY.model_copy(update={"earlier": tuple(f"part {n}" for n in range(60)), "contradicts": (3, 59)})
    (example,) = examples([long], random.Random(1))
    assert len(example.asked) == MOST
    assert [asked.label for asked in example.asked].count(1.0) == 2


@pytest.mark.parametrize("place", [-1, 2])
def test_a_place_that_is_not_there_is_refused(place):
    with pytest.raises(ValidationError, match="names a place"):
        Reply(**{**REPLY.model_dump(), "contradicts": (place,)})


def test_a_candidate_is_held_out_with_all_replies():
    assert len({REPLY.model_copy(update={"about": f"a/{n}"}).held for n in range(50)}) == 1


def test_the_bank_s_replies_contradict_and_do_not_and_a_tenth_is_held_out():
    found = list(replies())
    assert 0.2 < sum(bool(one.contradicts) for one in found) / len(found) < 0.5
    assert 0.05 < sum(one.held for one in found) / len(found) < 0.15
    assert {one.language for one in found} == {"zh", "en"}
