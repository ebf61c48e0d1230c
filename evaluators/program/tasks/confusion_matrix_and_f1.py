"""Confusion matrix and the F1 of each class, 0 where it is not defined."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from evaluators.program.case_judging import Case, CaseTask
from evaluators.program.judging import array


def reference(true: np.ndarray, predicted: np.ndarray, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows are true classes, columns predicted ones; F1 = 2 TP / (2 TP + FP + FN)."""
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (true, predicted), 1)
    hits, due = np.diag(matrix), matrix.sum(axis=0) + matrix.sum(axis=1)
    return matrix, np.divide(2 * hits, due, out=np.zeros(classes), where=due > 0)


def agrees(got: Any, case: Case) -> bool:
    """Of the two results, the one that the criterion is about; for ``edges`` both, the matrix either way round."""
    if not isinstance(got, tuple | list) or len(got) != 2:
        return False
    matrix, f1 = case.expected
    right = {
        "matrix": lambda: _same(got[0], matrix),
        "f1": lambda: _same(got[1], f1),
        "edges": lambda: (_same(got[0], matrix) or _same(got[0], matrix.T)) and _same(got[1], f1),
    }
    return right[case.criterion]()


def _same(got: Any, expected: np.ndarray) -> bool:
    found = array(got)
    return found is not None and found.shape == expected.shape and np.allclose(found, expected, atol=1e-4)


def cases(draw: np.random.Generator) -> Iterator[Case]:
    """Predictions that are right in part; classes that never occur or are never predicted; no sample at all."""

    def case(criterion: str, true: np.ndarray, predicted: np.ndarray, classes: int) -> Case:
        # A division by zero that NumPy only warns of shows in its result.
        return Case(criterion, [true, predicted, classes], reference(true, predicted, classes))

    for classes, size in ((3, 40), (2, 20), (5, 80)):
        true = np.concatenate([np.arange(classes), draw.integers(0, classes, size=size)])
        wrong = draw.random(len(true)) < 0.4
        wrong[:classes] = False  # every class is hit once, so that each F1 is defined
        predicted = np.where(wrong, draw.integers(0, classes, size=len(true)), true)
        yield case("matrix", true, predicted, classes)
        yield case("f1", true, predicted, classes)
    yield case("edges", np.array([0, 0, 1]), np.array([0, 1, 1]), 3)  # class 2 is nowhere
    yield case("edges", np.array([0, 1, 2, 2]), np.array([0, 1, 1, 0]), 3)  # never predicted
    yield case("edges", np.array([0, 0, 1]), np.array([0, 2, 1]), 3)  # never true
    yield case("edges", np.array([0, 1, 0, 1]), np.array([1, 0, 1, 0]), 2)  # nothing right
    yield case("edges", np.array([0, 0]), np.array([0, 0]), 1)
    yield case("edges", np.array([], dtype=int), np.array([], dtype=int), 2)


judge = CaseTask("confusion_matrix_and_f1", cases, agrees, forms=("plain", "numpy", "torch")).judge
