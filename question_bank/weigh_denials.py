"""Fits what `evaluators.honesty.denied_facts` weighs by: ``python -m question_bank.weigh_denials``.

Reads the dialogues for fitting on which the reader was not trained with facts (`broken_facts.held`); that takes some
ten minutes. Prints the weights, and what comes of each threshold on dialogues that the weights were not fitted on, a
tenth at a time.
"""

from collections.abc import Iterator

from evaluators.concept.reader.client import Worker
from evaluators.honesty import consistency
from evaluators.honesty.denied_facts import Traits, held_against, weighings
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from question_bank.broken_facts import held
from question_bank.dialogues import Dialogue, dialogues
from question_bank.regression import Case, command


def cases(worker: Worker) -> Iterator[Case]:
    """Every turn of the dialogues that the reader may find to deny a fact."""
    chosen = [dialogue for _, dialogue in dialogues() if dialogue.part == "fitting" and held(dialogue)]
    for number, dialogue in enumerate(chosen):
        yield from (Case(number, *each) for each in _told(dialogue, worker))


def _told(dialogue: Dialogue, worker: Worker) -> Iterator[tuple[Traits, bool]]:
    reading = read(dialogue.dialogue, None)
    doubts = impossible(reading)
    found = {doubt.turn for doubt in (*doubts, *consistency.find(reading))}
    false = {label.turn for label in dialogue.findings if label.kind == "impossible_fact"}
    for one, weighed in zip(reading.said[1:], weighings(held_against(reading, doubts, worker)), strict=True):
        if one.turn not in found and not one.corrects:
            yield weighed, one.turn in false


if __name__ == "__main__":
    command(Traits._fields, cases)
