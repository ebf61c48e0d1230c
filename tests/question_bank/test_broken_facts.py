"""Turns beside facts, for the learned reader to be trained on."""

from evaluators.response import Turn
from question_bank.broken_facts import held, turns_of
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


def test_a_fifth_of_the_dialogues_is_held_out():
    assert 0.1 < sum(held(dialogue(f"d{n}")) for n in range(200)) / 200 < 0.3


def test_so_is_every_dialogue_that_no_reader_is_trained_on():
    assert all(held(dialogue(f"{start}b-{n}")) for start in NEVER_TRAINED_ON for n in range(20))
