"""Mean cross-entropy of logits and class labels, in a form that does not overflow."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from evaluators.program.case_judging import Case, CaseTask
from evaluators.program.judging import array


def reference(logits: np.ndarray, labels: np.ndarray) -> float:
    """Mean over the batch of logsumexp(z) - z[y]."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return float((np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]).mean())


def agrees(got: Any, case: Case) -> bool:
    """One number, in any type that holds one."""
    found, due = array(got), case.expected
    return found is not None and found.size == 1 and abs(found.item() - due) <= 1e-4 * max(1.0, abs(due))


def cases(draw: np.random.Generator) -> Iterator[Case]:
    """Ordinary logits; one sample, one class, equal logits; logits so large that exp overflows or vanishes."""

    def case(criterion: str, logits: np.ndarray, labels: list[int]) -> Case:
        known = np.array(labels)
        return Case(criterion, [logits, known], reference(logits, known), quiet=criterion == "stable")

    for n, c in ((4, 3), (8, 10), (5, 2)):
        yield case("correct", draw.normal(size=(n, c)) * 2, draw.integers(0, c, size=n).tolist())
    yield case("edges", draw.normal(size=(1, 5)), [3])
    yield case("edges", np.zeros((3, 4)), [0, 1, 3])
    yield case("edges", draw.normal(size=(3, 1)), [0, 0, 0])
    yield case("edges", draw.normal(size=(4, 4)) - 20, [1, 1, 1, 1])
    yield case("stable", np.array([[1000.0, 0.0, -1000.0], [0.0, 1000.0, 999.0]]), [0, 2])
    yield case("stable", np.array([[-1000.0, -1001.0, -1002.0]]), [1])
    yield case("stable", np.array([[1e4, -1e4], [0.0, 1e4]]), [1, 0])


judge = CaseTask("softmax_cross_entropy", cases, agrees).judge
