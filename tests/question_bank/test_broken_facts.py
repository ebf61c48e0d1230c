"""Turns beside facts, for the learned reader to be trained on."""

import random

from evaluators.response import Turn
from question_bank.broken_facts import examples, held, turns_of
from question_bank.dialogues import NEVER_TRAINED_ON, Dialogue, Expected

TEXTS = (
    "I put the detector on phones.",
    "With which engine?",
    "It runs with Core ML on Android phones, on a Pixel.",
    "How long did that take?",
    "Two weeks.",
)


def dialogue(name="x", *, labelled=True):
    roles = ("candidate", "interviewer")
    return Dialogue(
        id=name,
        language="en",
        dialogue=tuple(Turn(role=roles[place % 2], text=text) for place, text in enumerate(TEXTS)),
        overall="contradicted" if labelled else "substantiated",
        findings=(Expected(turn=2, kind="impossible_fact"),) if labelled else (),
        part="fitting",
    )


def test_a_turn_denies_the_reason_of_its_finding_and_another_leaves_it_alone():
    broken, other = turns_of(dialogue())
    assert broken.said == (TEXTS[1], TEXTS[2])
    assert "Core ML does not run on Android phone." in broken.denied
    assert broken.left == ()
    assert other.denied == ()
    assert set(broken.denied) <= set(other.left)


def test_what_is_not_labelled_is_not_taken_for_denied():
    assert all(not one.denied for one in turns_of(dialogue(labelled=False)))


def test_all_that_is_denied_is_asked_and_some_of_what_is_left_alone():
    found = list(turns_of(dialogue()))
    many = found[1]._replace(left=tuple(f"fact {n}" for n in range(30)))
    first, second = examples([found[0], many], random.Random(1))
    assert first.answer == f"{TEXTS[1]}\n{TEXTS[2]}"
    assert {(one.statement, one.label) for one in first.asked} == {
        (f"contradicts: {fact}", 1.0) for fact in found[0].denied
    }
    assert len(second.asked) == 9
    assert {one.label for one in second.asked} == {0.0}


def test_a_fifth_of_the_dialogues_is_held_out():
    assert 0.1 < sum(held(dialogue(f"d{n}")) for n in range(200)) / 200 < 0.3


def test_so_is_every_dialogue_that_no_reader_is_trained_on():
    assert all(held(dialogue(f"{NEVER_TRAINED_ON}b-{n}")) for n in range(20))
