"""Expected dialogues, and how they are counted."""

import pytest

from evaluators.concept.reader.client import Opinion
from evaluators.response import Turn
from question_bank.dialogues import Dialogue, Expected, dialogues, table
from question_bank.loader import load

CLASH = ("We trained on 12,000 images.", "How many images was that?", "It was 3,000 images in all.")


class Known:
    """A worker that sees a contradiction in everything, or in nothing."""

    version = "7"

    def __init__(self, probability):
        self.probability = probability

    def read(self, _reply, statements, **_):
        return [Opinion(self.probability, None) for _ in statements]

    def stances(self, sentences):
        return [{} for _ in sentences]


def of(overall, *findings):
    roles = ("candidate", "interviewer")
    turns = tuple(Turn(role=roles[place % 2], text=text) for place, text in enumerate(CLASH))
    found = tuple(Expected(turn=turn, kind="inconsistent") for turn in findings)
    return "deployment", Dialogue(id="x", language="en", dialogue=turns, overall=overall, findings=found, part="test")


@pytest.fixture(scope="module")
def bank():
    return load()


def rows(bank, labelled, worker=None):
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table(bank, [labelled], worker).splitlines()]


def test_a_contradiction_that_is_one_is_counted_for_precision_and_recall(bank):
    head, _, row = rows(bank, of("contradicted", 2))
    assert dict(zip(head, row, strict=False))["honest called contradicted"] == "0/0"
    assert row == ["test, rules", "1", "100.0 %", "0/0", "0/0", "0/0", "1/1", "1/1"]


def test_an_honest_candidate_called_contradicted_is_counted_and_one_saved_by_the_reader_is_not(bank):
    _, _, both, rules = rows(bank, of("substantiated"), Known(0.0))
    assert rules[2:4] + rules[6:] == ["0.0 %", "1/1", "0/1", "0/0"]
    assert both[2:4] + both[6:] == ["100.0 %", "0/1", "0/0", "0/0"]


def test_every_labelled_turn_is_the_candidate_s_and_every_dialogue_contradicted_has_a_finding():
    found = [dialogue for _, dialogue in dialogues()]
    assert {dialogue.part for dialogue in found} == {"fitting", "test", "second talk"}
    for dialogue in found:
        assert all(dialogue.dialogue[label.turn].role == "candidate" for label in dialogue.findings)
        assert bool(dialogue.before) == (dialogue.part == "second talk")
        serious = any(label.kind in {"impossible_fact", "inconsistent"} for label in dialogue.findings)
        assert serious == (dialogue.overall == "contradicted")
