"""Greedy non-maximum suppression: the best box stays, what overlaps it too much goes, and so on."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from evaluators.program.case_judging import Case, CaseTask
from evaluators.program.judging import ints


def iou(a: np.ndarray, b: np.ndarray) -> float:
    """Of two boxes with an area."""
    common = np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None).prod()
    return float(common / ((a[2:] - a[:2]).prod() + (b[2:] - b[:2]).prod() - common))


def reference(boxes: np.ndarray, scores: np.ndarray, threshold: float) -> list[int]:
    """Indices kept, best score first."""
    kept: list[int] = []
    for one in np.argsort(-scores):
        if all(iou(boxes[one], boxes[other]) <= threshold for other in kept):
            kept.append(int(one))
    return kept


def agrees(got: object, case: Case) -> bool:
    """The same boxes; for ``order``, different ones with falling scores, whichever they are."""
    found = [] if isinstance(got, list | tuple) and not got else ints(got)
    if found is None:
        return False
    if case.criterion != "order":
        return sorted(found) == sorted(case.expected)
    scores = case.arguments[1]
    if len(found) < 2 or min(found) < 0 or max(found) >= len(scores):
        return False
    return all(scores[one] > scores[following] for one, following in pairwise(found))


def crowd(draw: np.random.Generator, count: int, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """Boxes around a few places and, apart from them, a chain; distinct scores.

    In the chain the best box suppresses the second, which therefore does not suppress the third: a program that lets
    suppressed boxes suppress fails on every crowd, and not just where chance has it so.
    """
    places = draw.uniform(0, 40, size=(4, 2))[draw.integers(0, 4, size=count)]
    corner = places + draw.uniform(0, 5, size=(count, 2))
    boxes = np.concatenate([corner, corner + draw.uniform(5, 10, size=(count, 2))], axis=1)
    side = draw.uniform(5, 10)
    step = 0.75 * side * (1 - threshold) / (1 + threshold)  # a shift by side * (1 - t) / (1 + t) leaves an IoU of t
    chain = 100 + np.array([[k * step, 0, k * step + side, side] for k in range(3)])
    scores = draw.permutation(np.linspace(0.05, 0.95, count + 3))
    scores[count:] = -np.sort(-scores[count:])
    return np.concatenate([boxes, chain]), scores


def clear(boxes: np.ndarray, threshold: float) -> bool:
    """Whether no pair lies so near the threshold that rounding decides."""
    return all(abs(iou(a, b) - threshold) > 1e-3 for a in boxes for b in boxes)


def cases(draw: np.random.Generator) -> Iterator[Case]:
    """Crowds under several thresholds; no box, one box, equal boxes, boxes apart, a chain of overlaps."""

    def case(criterion: str, boxes: np.ndarray, scores: np.ndarray, threshold: float) -> Case:
        return Case(criterion, [boxes, scores, threshold], reference(boxes, scores, threshold))

    given = 0
    while given < 6:
        threshold = (0.5, 0.3, 0.1)[given % 3]
        boxes, scores = crowd(draw, 11, threshold)
        if clear(boxes, threshold):
            given += 1
            yield case("correct", boxes, scores, threshold)
            yield case("order", boxes, scores, threshold)
    square = np.array([0.0, 0, 4, 4])
    row = np.array([square + step * np.array([1.0, 0, 1, 0]) for step in range(6)])
    apart = np.array([square, square + 10, square + 20])
    yield case("edges", np.zeros((0, 4)), np.zeros(0), 0.5)
    yield case("edges", square[None], np.array([0.7]), 0.5)
    yield case("edges", np.array([square] * 4), np.array([0.2, 0.9, 0.4, 0.3]), 0.5)
    yield case("edges", apart, np.array([0.3, 0.9, 0.6]), 0.5)
    # 0 suppresses 1, which therefore does not suppress 2
    yield case("edges", row, np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4]), 0.5)


judge = CaseTask("non_maximum_suppression", cases, agrees).judge
