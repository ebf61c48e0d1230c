"""Lloyd's algorithm, judged by the fixed point it ends in."""

import random
from typing import Any

import numpy as np
import torch

from evaluators.program.judging import Answer, Program, Record, array, ints, shown
from evaluators.program.network_judging import begin

NAME = "kmeans"
ORDINARY = (
    (40, 2, 3, 0), (60, 3, 4, 1), (30, 1, 2, 2), (50, 2, 5, 3), (12, 4, 1, 4),
    (100, 2, 4, 0), (100, 2, 4, 1), (100, 2, 4, 2), (100, 2, 4, 3),
)  # fmt: skip
"""Points, their dimensions, clusters, seed. Two rounds settle one of the last four in 1 % of the drawings."""


def judge(program: Program, record: Record, rng: random.Random) -> None:
    """Data that any number of rounds settles; ordinary data, where the end is a fixed point; an empty cluster."""
    if begin(program, record, NAME, ("runs", "assignment", "update", "converges", "empty_cluster")) is None:
        return
    draw = np.random.default_rng(rng.getrandbits(32))
    first = scattered(draw, 40, 2)
    as_torch = not ask(program, first, 3, 0, as_torch=False).given and ask(program, first, 3, 0, as_torch=True).given
    for x, k in settled(draw):
        means(record, x, k, ask(program, x, k, 0, as_torch=as_torch))
    for n, d, k, seed in ORDINARY:
        x = scattered(draw, n, d)
        ordinary(record, x, k, ask(program, x, k, seed, as_torch=as_torch))
    for x, k in empty(draw):
        for seed in range(3):
            got = ask(program, x, k, seed, as_torch=as_torch)
            found = read(got, x, k)
            case = f"{len(np.unique(x, axis=0))} distinct points of {len(x)}, k={k}"
            if found is None:
                record.wrong("empty_cluster", case, "finite centres and labels", got, "empty_cluster")
                return
            record.met("empty_cluster")


def scattered(draw: np.random.Generator, n: int, d: int) -> np.ndarray:
    """Points without clusters: hardly ever is one emptied on the way, and few rounds settle few of them."""
    return draw.uniform(-5, 5, size=(n, d))


def settled(draw: np.random.Generator) -> list[tuple[np.ndarray, int]]:
    """One cluster; and two so far apart that a second round settles them, wherever the centres begin."""
    far = draw.normal(size=(14, 2)) + np.repeat([[0.0], [200.0]], [6, 8], axis=0)
    return [(draw.normal(size=(12, 4)) + 3, 1), (far, 2)]


def empty(draw: np.random.Generator) -> list[tuple[np.ndarray, int]]:
    """Data with fewer distinct points than clusters."""
    two = np.array([[0.0, 0.0], [3.0, 3.0]])
    return [
        (np.repeat(two, 4, axis=0), 3),
        (np.ones((5, 2)), 2),
        (np.repeat(draw.normal(size=(3, 2)), 2, axis=0), 5),
        (np.ones((4, 3)), 4),
    ]


def ask(program: Program, x: np.ndarray, k: int, seed: int, *, as_torch: bool) -> Answer:
    """One call, in one of the two libraries."""
    given: Any = torch.tensor(x, dtype=torch.float32) if as_torch else x
    return program.ask("call", NAME, given, k, 100, seed)


def read(got: Answer, x: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray] | None:
    """Centres (k, d) and labels (n,) of an answer; None where it is none, or not finite."""
    if not got.given or not isinstance(got.value, tuple | list) or len(got.value) != 2:
        return None
    centres, labels = array(got.value[0]), ints(got.value[1])
    if centres is None or labels is None or centres.shape != (k, x.shape[1]) or len(labels) != len(x):
        return None
    if min(labels) < 0 or max(labels) >= k:
        return None
    return centres, np.array(labels)


def means(record: Record, x: np.ndarray, k: int, got: Answer) -> None:
    """Whether centres are the means of their points, where they can be nothing else if they ever move."""
    found = read(got, x, k)
    if found is None:
        return  # told with the ordinary data
    if are_means(x, *found):
        record.met("update")
    else:
        words = {"zh": "中心不是其成员的均值", "en": "a centre is not the mean of its points"}
        told = f"x {list(x.shape)}, k={k}; {shown(found[0].round(3))}"
        record.missed("update", words, evidence=dict.fromkeys(words, told), note="no_update")


def are_means(x: np.ndarray, centres: np.ndarray, labels: np.ndarray) -> bool:
    """Whether each centre is the mean of the points with its label, if there are any."""
    due = np.array(
        [x[labels == one].mean(axis=0) if (labels == one).any() else mine for one, mine in enumerate(centres)]
    )
    return bool(np.abs(due - centres).max() <= 1e-2 * (1 + np.abs(due).max()))


def ordinary(record: Record, x: np.ndarray, k: int, got: Answer) -> None:
    """Nearest centres, means, and both at once."""
    case = f"x {list(x.shape)}, k={k}"
    if not got.given:
        for criterion in ("runs", "assignment", "update", "converges"):
            record.wrong(criterion, case, "(centers, labels)", got, "raises")
        return
    record.met("runs")
    found = read(got, x, k)
    if found is None:
        for criterion in ("assignment", "update", "converges"):
            record.wrong(criterion, case, f"centers [{k}, {x.shape[1]}], labels [{len(x)}]", got, "wrong_form")
        return
    centres, labels = found
    distances = np.linalg.norm(x[:, None] - centres[None], axis=-1)
    off = distances[np.arange(len(x)), labels] - distances.min(axis=1)
    nearest = bool((off <= 1e-3 * (1 + distances.min(axis=1))).all())
    meant = are_means(x, centres, labels)
    words = {"zh": "有的点没有分到最近的中心", "en": "some points are not with their nearest centre"}
    if nearest:
        record.met("assignment")
    elif meant:
        evidence = dict.fromkeys(words, f"{case}; {shown(centres.round(3))}")
        record.missed("assignment", words, evidence=evidence, note="no_assignment")
    else:
        record.undecided("assignment", words)  # the returned labels and centres may be one half-step apart
    if nearest and meant:
        record.met("converges")
    else:
        told = {"zh": f"{case}：100 次迭代后不是不动点", "en": f"{case}: no fixed point after 100 iterations"}
        record.missed("converges", told, evidence=told, note="no_fixed_point")
