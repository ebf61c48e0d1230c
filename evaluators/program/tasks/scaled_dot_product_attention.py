"""Scaled dot-product attention (Vaswani et al. 2017, section 3.2.1), with an optional causal mask."""

from collections.abc import Iterator

import numpy as np

from evaluators.program.case_judging import Case, CaseTask


def reference(q: np.ndarray, k: np.ndarray, v: np.ndarray, *, causal: bool) -> np.ndarray:
    """softmax(q k^T / sqrt(d)) v, over the keys; with `causal`, those after the query's own place left out."""
    scores = q @ np.swapaxes(k, -1, -2) / np.sqrt(q.shape[-1])
    if causal:
        scores = np.where(np.tri(scores.shape[-1], dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    attended: np.ndarray = weights / weights.sum(axis=-1, keepdims=True) @ v
    return attended


TABLE: list[tuple[str, tuple[int, ...], tuple[int, int], tuple[int, int], tuple[bool, ...]]] = [
    ("correct", (2,), (5, 5), (8, 8), ()),
    ("correct", (3,), (6, 6), (4, 4), ()),
    ("correct", (1,), (3, 3), (16, 16), (False,)),
    ("shapes", (2, 3), (5, 5), (8, 8), ()),
    ("shapes", (2,), (3, 7), (4, 4), ()),
    ("shapes", (2, 2), (4, 6), (4, 10), ()),
    ("shapes", (2,), (1, 1), (4, 4), ()),
    ("causal", (2,), (5, 5), (8, 8), (True,)),
    ("causal", (2, 3), (7, 7), (4, 6), (True,)),
    ("causal", (1,), (1, 1), (4, 4), (True,)),
]
"""Criterion, leading dimensions, (L, S), (d, d_v), and what is said of the mask."""


def cases(draw: np.random.Generator) -> Iterator[Case]:
    """Batches; then heads, other lengths and other widths; then the mask."""
    for criterion, lead, (queries, keys), (width, values), causal in TABLE:
        sizes = ((queries, width), (keys, width), (keys, values))
        q, k, v = (draw.normal(size=(*lead, *size)) * 2 for size in sizes)
        yield Case(criterion, [q, k, v, *causal], reference(q, k, v, causal=any(causal)))


judge = CaseTask("scaled_dot_product_attention", cases, forms=("torch",)).judge
