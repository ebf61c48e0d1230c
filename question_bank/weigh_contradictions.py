"""Fits what `evaluators.honesty.weighing` weighs by: ``python -m question_bank.weigh_contradictions``.

Reads 723 of the dialogues for fitting, on none of which the reader was trained; that takes some ten minutes. For each,
``dialogues/first_sight.json`` has the turns in which the rules found a contradiction before they were mended by it: of
what they find there today hardly anything is wrong, and they would be trusted too much. Prints the weights, and what
comes of each threshold on dialogues that the weights were not fitted on, a tenth at a time.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from evaluators.concept.reader import client
from evaluators.concept.reader.client import Worker
from evaluators.honesty.agreement import NOTICED, opinions_on, telling
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from evaluators.honesty.weighing import Traits, traits
from question_bank.dialogues import FIRST_SIGHT, Dialogue, dialogues

PARTS = 10
PENALTY = 5.0
"""Of the squares of the weights, each for a trait with a deviation of one, beside the sum of the losses."""
THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


class Case(NamedTuple):
    """A turn that can be called contradictory."""

    dialogue: int
    traits: Traits
    contradicts: bool


def main() -> None:
    """Read, fit, print."""
    client.start()
    worker = client.worker()
    if worker is None:
        raise SystemExit("The reader's model is missing.")
    found = list(cases(worker))
    values = torch.tensor([case.traits for case in found], dtype=torch.float64)
    marks = torch.tensor([float(case.contradicts) for case in found], dtype=torch.float64)
    parts = torch.tensor([case.dialogue % PARTS for case in found])
    weights, bias = fitted(values, marks)
    for name, weight in zip(Traits._fields, weights.tolist(), strict=True):
        print(f"{name}={weight:.3f}")  # noqa: T201 - a command's output
    print(f"BIAS = {bias:.3f}; {len(found)} turns, {int(marks.sum())} contradict")  # noqa: T201 - as above
    unseen = torch.zeros_like(marks)
    for part in range(PARTS):
        others, bias = fitted(values[parts != part], marks[parts != part])
        unseen[parts == part] = torch.sigmoid(values[parts == part] @ others + bias)
    for threshold in THRESHOLDS:
        called = unseen >= threshold
        right, wrong = int(marks[called].sum()), int((1 - marks[called]).sum())
        print(f"from {threshold}: {right} found, {wrong} wrongly")  # noqa: T201 - as above


def cases(worker: Worker) -> Iterator[Case]:
    """Every turn of the dialogues that can be called contradictory."""
    first_sight: dict[str, list[int]] = json.loads(FIRST_SIGHT.read_text("utf-8"))
    chosen = [dialogue for _, dialogue in dialogues() if dialogue.id in first_sight]
    for number, dialogue in enumerate(chosen):
        yield from (Case(number, *each) for each in _told(dialogue, frozenset(first_sight[dialogue.id]), worker))


def _told(dialogue: Dialogue, doubted: frozenset[int], worker: Worker) -> Iterator[tuple[Traits, bool]]:
    reading = read(dialogue.dialogue, None)
    opinions = opinions_on(reading, doubted, worker)
    false = {doubt.turn for doubt in impossible(reading) if doubt.kind == "impossible_fact"}
    open_to_it = {one.turn for one in telling(reading)} - false
    contradict = {label.turn for label in dialogue.findings if label.kind == "inconsistent"}
    for one in reading.said:
        opinion = (opinions or {}).get(one.turn)
        if opinion and (one.turn in doubted or (one.turn in open_to_it and opinion.forward >= NOTICED)):
            yield traits(opinion, one, doubted=one.turn in doubted), one.turn in contradict


def fitted(values: Tensor, marks: Tensor) -> tuple[Tensor, float]:
    """The weights and the bias of a logistic regression with `PENALTY`.

    Args:
        values: A row a turn, a column a trait.
        marks: 1 where the turn contradicts, else 0.

    """
    mean, deviation = values.mean(0), values.std(0)
    scaled = (values - mean) / deviation
    line = torch.zeros(values.shape[1] + 1, dtype=torch.float64, requires_grad=True)
    steps = torch.optim.LBFGS([line], max_iter=500, line_search_fn="strong_wolfe")

    def loss() -> float:
        steps.zero_grad()
        value = binary_cross_entropy_with_logits(scaled @ line[1:] + line[0], marks, reduction="sum")
        value = value + PENALTY * (line[1:] ** 2).sum()
        value.backward()
        return float(value.detach())

    steps.step(loss)
    weights = line.detach()[1:] / deviation
    return weights, float(line.detach()[0] - (weights * mean).sum())


if __name__ == "__main__":
    main()
