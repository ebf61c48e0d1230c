"""Intersection over union of every box of one list with every box of another."""

from collections.abc import Iterator

import numpy as np

from evaluators.program.case_judging import Case, CaseTask


def reference(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """(n, m); 0 where the union is empty."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    common = np.clip(high - low, 0, None).prod(-1)
    areas = [(boxes[:, 2:] - boxes[:, :2]).prod(-1) for boxes in (a, b)]
    union = areas[0][:, None] + areas[1][None] - common
    found = np.zeros(common.shape)
    np.divide(common, union, out=found, where=union > 0)
    return found


def boxes(draw: np.random.Generator, count: int, place: float = 6) -> np.ndarray:
    """Boxes of some size whose corners lie within `place` of each other."""
    corner = draw.uniform(0, place, size=(count, 2))
    return np.concatenate([corner, corner + draw.uniform(2, 8, size=(count, 2))], axis=1)


def cases(draw: np.random.Generator) -> Iterator[Case]:
    """Boxes that overlap; boxes apart in one direction or in both; boxes that touch, nest, or have no area."""
    inside = np.array([[0.0, 0, 10, 10], [2, 2, 6, 7]])
    apart = np.array([[0.0, 0, 2, 2], [5, 5, 7, 9], [0, 5, 2, 9], [-8, -9, -5, -6]])
    flat = np.array([[1.0, 1, 1, 1], [0, 3, 4, 3]])
    tables = [
        ("correct", boxes(draw, 5, 2), boxes(draw, 7, 2)),
        ("correct", boxes(draw, 4, 2), boxes(draw, 4, 2)),
        ("disjoint", apart[:2], apart[2:]),
        ("disjoint", boxes(draw, 6), boxes(draw, 9) + 20),  # apart in both directions
        ("disjoint", boxes(draw, 4), boxes(draw, 3) + np.array([-20.0, 0, -20, 0])),
        ("edges", inside, inside[::-1].copy()),
        ("edges", inside[:1], inside[:1]),
        ("edges", np.array([[0.0, 0, 2, 2]]), np.array([[2.0, 0, 4, 2], [2, 2, 3, 3]])),
        ("edges", flat, inside),
        ("edges", flat, flat),
        ("edges", -inside[:, [2, 3, 0, 1]], -inside[:, [2, 3, 0, 1]]),
    ]
    for criterion, a, b in tables:
        yield Case(criterion, [a, b], reference(a, b))


judge = CaseTask("box_iou_matrix", cases).judge
