"""Logistic regression: how what is known of a turn is weighed, and how that fares on dialogues that it has not seen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from evaluators.concept.reader import client
from evaluators.concept.reader.client import Worker

PARTS = 10
PENALTY = 5.0
"""Of the squares of the weights, each for a trait with a deviation of one, beside the sum of the losses."""

THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


class Case(NamedTuple):
    """A turn."""

    dialogue: int
    traits: Sequence[float]
    label: bool
    """Whether there is to be a finding."""


def command(names: Sequence[str], cases: Callable[[Worker], Iterable[Case]]) -> None:
    """Read the cases with the learned reader, fit, print.

    Raises:
        SystemExit: there is no reader.
    """
    client.start()
    worker = client.worker()
    if worker is None:
        raise SystemExit("The reader's model is missing.")
    for line in report(names, list(cases(worker))):
        print(line)  # noqa: T201 - a command's output


def report(names: Sequence[str], cases: Sequence[Case]) -> Iterator[str]:
    """The weights of the traits called `names`, and what comes of each threshold.

    The latter on dialogues that the weights were not fitted on, a tenth at a time.
    """
    values = torch.tensor([case.traits for case in cases], dtype=torch.float64)
    marks = torch.tensor([float(case.label) for case in cases], dtype=torch.float64)
    weights, bias = fitted(values, marks)
    yield from (f"{name}={weight:.3f}" for name, weight in zip(names, weights.tolist(), strict=True))
    yield f"BIAS = {bias:.3f}; {len(cases)} turns, {int(marks.sum())} labelled"
    chances = unseen(values, marks, torch.tensor([case.dialogue for case in cases]))
    for threshold in THRESHOLDS:
        called = chances >= threshold
        yield f"from {threshold}: {int(marks[called].sum())} found, {int((1 - marks[called]).sum())} wrongly"


def fitted(values: Tensor, marks: Tensor) -> tuple[Tensor, float]:
    """The weights and the bias of a logistic regression with `PENALTY`.

    Args:
        values: A row a turn, a column a trait.
        marks: 1 where there is to be a finding, else 0.

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


def unseen(values: Tensor, marks: Tensor, dialogues: Tensor) -> Tensor:
    """The probability of each turn by weights that its dialogue had no share in.

    Args:
        values: As in `fitted`.
        marks: As in `fitted`.
        dialogues: A number a turn; those with the same one are kept together.

    """
    parts = dialogues % PARTS
    found = torch.zeros_like(marks)
    for part in range(PARTS):
        weights, bias = fitted(values[parts != part], marks[parts != part])
        found[parts == part] = torch.sigmoid(values[parts == part] @ weights + bias)
    return found
