"""k nearest neighbours by majority vote."""

import random
from collections import Counter
from typing import Any

import numpy as np
import torch

from evaluators.program.judging import Answer, Program, Record, ints
from evaluators.program.network_judging import begin

NAME = "knn_predict"
Case = tuple[np.ndarray, np.ndarray, np.ndarray, int]
"""Training samples, their classes, test samples, k."""


def allowed(train_x: np.ndarray, train_y: np.ndarray, test_x: np.ndarray, k: int) -> list[set[int]]:
    """For each test sample, the classes with most votes among its k nearest."""
    found = []
    for point in test_x:
        nearest = np.argsort(((train_x - point) ** 2).sum(axis=1), kind="stable")[:k]
        votes = Counter(train_y[nearest].tolist())
        most = max(votes.values())
        found.append({label for label, count in votes.items() if count == most})
    return found


def judge(program: Program, record: Record, rng: random.Random) -> None:
    """Ordinary data, then ties and edges; NumPy or torch, whichever the program takes."""
    if begin(program, record, NAME, ("runs", "correct", "ties_and_edges")) is None:
        return
    draw = np.random.default_rng(rng.getrandbits(32))
    first = ordinary(draw)
    as_torch = not right(ask(program, first, as_torch=False), first) and ask(program, first, as_torch=True).given
    got = ask(program, first, as_torch=as_torch)
    if got.given:
        record.met("runs")
    else:
        record.missed("runs", got.trouble, evidence=got.trouble, note="raises")
    for case in [first, *(ordinary(draw) for _ in range(14)), first]:
        compare(program, record, "correct", case, as_torch=as_torch)
    for case in edges(draw):
        compare(program, record, "ties_and_edges", case, as_torch=as_torch)


def ordinary(draw: np.random.Generator) -> Case:
    """Overlapping clouds of classes whose numbers are not evenly spaced."""
    n, d = int(draw.integers(20, 40)), int(draw.integers(2, 5))
    labels = draw.choice(np.array([0, 1, 2, 5]), size=n)
    train_x = draw.normal(size=(n, d)) + 0.5 * labels[:, None]
    return train_x, labels.astype(np.int64), draw.normal(size=(9, d)) + 1.0, int(draw.choice(np.array([1, 3, 5, 7])))


def edges(draw: np.random.Generator) -> list[Case]:
    """Ties, k = n, k > n, one training sample, one test sample."""
    train_x = draw.normal(size=(5, 2))
    test_x = draw.normal(size=(4, 2))
    two = np.array([[0.0, 0.0], [1.0, 0.0]])
    return [
        (two, np.array([0, 4]), np.array([[0.4, 0.1], [0.6, 0.0]]), 2),
        (train_x[:4], np.array([3, 1, 1, 3]), test_x, 4),
        (train_x, np.array([0, 1, 1, 2, 1]), test_x, 5),
        (train_x, np.array([2, 2, 0, 0, 2]), test_x, 50),
        (train_x[:1], np.array([6]), test_x, 1),
        (train_x[:1], np.array([6]), test_x, 3),
        (train_x, np.array([0, 1, 0, 1, 0]), test_x[:1], 3),
    ]


def ask(program: Program, case: Case, *, as_torch: bool) -> Answer:
    """One call, in one of the two libraries."""
    train_x, train_y, test_x, k = case
    if as_torch:
        tensors: list[Any] = [
            torch.tensor(train_x, dtype=torch.float32),
            torch.tensor(train_y),
            torch.tensor(test_x, dtype=torch.float32),
        ]
        return program.ask("call", NAME, *tensors, k)
    return program.ask("call", NAME, train_x, train_y, test_x, k)


def right(got: Answer, case: Case) -> bool:
    """Whether each answer is one of those with most votes."""
    labels = ints(got.value) if got.given else None
    due = allowed(*case)
    return (
        labels is not None
        and len(labels) == len(due)
        and all(label in one for label, one in zip(labels, due, strict=True))
    )


def compare(program: Program, record: Record, criterion: str, case: Case, *, as_torch: bool) -> None:
    """One call against the reference."""
    got = ask(program, case, as_torch=as_torch)
    if right(got, case):
        record.met(criterion)
        return
    train_x, train_y, test_x, k = case
    told = f"n={len(train_x)}, train_y={train_y.tolist()}, m={len(test_x)}, k={k}"
    record.wrong(
        criterion, told, [sorted(one) for one in allowed(*case)], got, "wrong_class" if got.given else "raises"
    )
