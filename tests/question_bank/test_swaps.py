"""Replies that swap two things, for the learned reader to be trained on."""

import json

import pytest

from evaluators.honesty import known_facts
from question_bank.swaps import Swap, swaps

SWAP = Swap(language="en", things=("lora", "bert"), question="Which?", swapped=("That.", "This."), right=("It.",))


def test_each_reply_stands_behind_the_question():
    assert list(SWAP.replies()) == [
        (("Which?", "That."), True),
        (("Which?", "This."), True),
        (("Which?", "It."), False),
    ]


def test_the_same_things_are_held_out_together():
    for things in known_facts.things():
        one, other = (SWAP.model_copy(update={"things": pair}) for pair in (("bert", things), (things, "bert")))
        assert one.held == other.held


def test_a_thing_of_which_nothing_is_known_is_refused(tmp_path):
    line = json.dumps(SWAP.model_dump() | {"things": ["no_such_thing"]})
    (tmp_path / "x.jsonl").write_text(line + "\n")
    with pytest.raises(ValueError, match="no_such_thing"):
        list(swaps(tmp_path))


def test_the_bank_s_swaps_are_in_both_languages_and_a_tenth_is_held_out():
    found = list(swaps())
    assert {one.language for one in found} == {"zh", "en"}
    assert 0.03 < sum(one.held for one in found) / len(found) < 0.2
    for one in found:
        texts = [*one.swapped, *one.right]
        assert len(set(texts)) == len(texts)
