"""Beam search over a given scoring function: finished hypotheses keep their place in the beam."""

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from evaluators.program.case_judging import Case, CaseTask
from evaluators.program.judging import ints, is_int

START, END = 0, 1
Table = list[list[Any]]
"""``[prefix, {token: log-probability}]`` of every prefix that may be asked for."""


def reference(table: Table, width: int, length: int, *, aside: bool = False) -> tuple[list[int], float]:
    """The best of the hypotheses left at the end, and its log-probability.

    With `aside`, as it is often mistaken: those that have ended are put aside and need no place in the beam.
    """
    following = {tuple(prefix): tokens for prefix, tokens in table}
    beam: list[tuple[list[int], float]] = [([START], 0.0)]
    ended: list[tuple[list[int], float]] = []
    for _ in range(length):
        grown: list[tuple[list[int], float]] = []
        for tokens, score in beam:
            if tokens[-1] == END:
                grown.append((tokens, score))
            else:
                grown += [([*tokens, token], score + more) for token, more in following[tuple(tokens)].items()]
        if aside:
            ended += [one for one in grown if one[0][-1] == END]
            grown = [one for one in grown if one[0][-1] != END]
        beam = sorted(grown, key=lambda one: -one[1])[:width]
    return max([*beam, *ended], key=lambda one: one[1])


def table(draw: np.random.Generator, tokens: list[int], length: int) -> Table:
    """A random distribution after every prefix, after one that has ended as well, so that going on would be seen."""
    found: Table = []
    for size in range(length + 1):
        for rest in itertools.product(tokens, repeat=size):
            chances = draw.dirichlet(np.full(len(tokens), 0.7)) * 0.98 + 0.02 / len(tokens)
            if END in rest:
                chances = np.full(len(tokens), 1.0)  # going on costs nothing
            following = {token: float(np.log(chance)) for token, chance in zip(tokens, chances, strict=True)}
            found.append([[START, *rest], following])
    return found


def agrees(got: Any, case: Case) -> bool:
    """The same tokens, and the same score."""
    tokens, due = case.expected
    if not isinstance(got, tuple | list) or len(got) != 2 or is_int(got[0]):
        return False
    try:
        score = float(got[1])
    except (TypeError, ValueError, RuntimeError):
        return False
    return ints(got[0]) == tokens and math.isclose(score, due, rel_tol=1e-5, abs_tol=1e-6)


def telling(draw: np.random.Generator, tokens: list[int], length: int, width: int) -> Table:
    """A table on which this width finds something else than width 1 and than a search through everything."""
    while True:
        found = table(draw, tokens, length)
        results = [reference(found, one, length)[0] for one in (1, width, len(tokens) ** length)]
        if results[1] != results[0] and results[1] != results[2] and END not in results[0][:-1]:
            return found


def cases(draw: np.random.Generator) -> Iterator[Case]:
    """Without an end, then with one; width 1; one token; a beam wider than there are hypotheses."""

    def case(criterion: str, found: Table, width: int, length: int) -> Case:
        return Case(criterion, [found, START, END, width, length], reference(found, width, length))

    for length in (4, 3, 4):
        yield case("correct", telling(draw, [2, 3, 4], length, 2), 2, length)
    for length in (1, 4):
        yield case("greedy", table(draw, [2, 3, 4], length), 1, length)
        yield case("greedy", table(draw, [2, 3, 4, 5], length), 1, length)
    for _ in range(4):
        yield case("finished", table(draw, [END, 2, 3], 4), 2, 4)
    for find in (early, crowded):
        for _ in range(3):
            yield case("finished", find(draw), 2, 4)
    yield case("edges", table(draw, [2, 3], 1), 5, 1)
    yield case("edges", table(draw, [2, 3], 3), 50, 3)
    yield case("edges", [[[START], {END: -0.5}], [[START, END], {END: 0.0}]], 3, 2)
    yield case("edges", table(draw, [END, 2], 2), 2, 2)


def early(draw: np.random.Generator) -> Table:
    """A table on which the best hypothesis ends before the last step."""
    while True:
        found = table(draw, [END, 2, 3], 4)
        if len(reference(found, 2, 4)[0]) in (3, 4):
            return found


def crowded(draw: np.random.Generator) -> Table:
    """A table on which a hypothesis ends, loses its place in the beam, and would have been the best."""
    while True:
        found = table(draw, [END, 2, 3], 4)
        if reference(found, 2, 4)[0] != reference(found, 2, 4, aside=True)[0]:
            return found


judge = CaseTask("beam_search", cases, agrees, forms=("plain",), operation="call_with_steps").judge
