"""Fits what `evaluators.honesty.weighing` weighs by: ``python -m question_bank.weigh_contradictions``.

Reads 1,139 of the dialogues for fitting, on none of which the reader was trained; that takes ten minutes of one core.
What the rules find there counts as they found it at first sight. Prints the weights, and what comes of each threshold
on dialogues that the weights were not fitted on, a tenth at a time.
"""

from collections.abc import Iterator
from itertools import pairwise

from evaluators.concept.reader.client import Worker
from evaluators.honesty.agreement import opinions_on, uncorrected
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from evaluators.honesty.weighing import Traits, traits
from question_bank.dialogues import Dialogue, to_weigh_by
from question_bank.regression import Case, command


def cases(worker: Worker) -> Iterator[Case]:
    """Every turn of the dialogues that can be called contradictory."""
    for number, (dialogue, doubted) in enumerate(to_weigh_by()):
        yield from (Case(number, *each) for each in _told(dialogue, doubted, worker))


def _told(dialogue: Dialogue, doubted: frozenset[int], worker: Worker) -> Iterator[tuple[Traits, bool]]:
    reading = read(dialogue.dialogue, None)
    opinions = opinions_on(reading, doubted, worker) or {}
    false = {doubt.turn for doubt in impossible(reading) if doubt.kind == "impossible_fact"}
    open_to_it = {one.turn for one in uncorrected(reading)} - false
    contradict = {label.turn for label in dialogue.findings if label.kind == "inconsistent"}
    for before, one in pairwise(reading.said):
        opinion = opinions.get(one.turn)
        if opinion and opinion.earlier and (one.turn in doubted or one.turn in open_to_it):
            weighed = traits(opinion, opinions.get(before.turn), one, doubted=one.turn in doubted)
            yield weighed, one.turn in contradict


if __name__ == "__main__":
    command(Traits._fields, cases)
