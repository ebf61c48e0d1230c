"""Values of a binary tree level by level, in linear time."""

import random
from typing import Any

from evaluators.program.function_judging import FunctionTask
from evaluators.program.judging import ints


def reference(values: list[int | None]) -> list[list[int]]:
    """Of a tree listed level by level: the children that a level's nodes have are the next level."""
    if not values or values[0] is None:
        return []
    levels, level, place = [], [values[0]], 1
    while level:
        levels.append(level)
        width = 2 * len(level)
        level = [value for value in values[place : place + width] if value is not None]
        place += width
    return levels


def some(rng: random.Random) -> list[Any]:
    """A tree of random shape with values from 1."""
    values: list[int | None] = [rng.randint(1, 99)]
    waiting = 1
    while waiting and len(values) < 40:
        waiting -= 1
        for _ in range(2):
            here = rng.random() < 0.6
            values.append(rng.randint(1, 99) if here else None)
            waiting += here
    return [values]


def chain(length: int, side: int) -> list[Any]:
    """A tree in which every node has one child."""
    values: list[int | None] = [1]
    for place in range(1, length):
        values += [place, None] if side == 0 else [None, place]
    return [values]


def zigzag(length: int) -> list[Any]:
    """A chain that turns at every node."""
    values: list[int | None] = [1]
    for place in range(1, length):
        values += [place, None] if place % 2 else [None, place]
    return [values]


def agrees(got: object, expected: list[list[int]], _case: list[Any]) -> bool:
    """A list of lists of ints."""
    if type(got) is not list or len(got) != len(expected):
        return False
    return all(type(level) is list and ints(level) == due for level, due in zip(got, expected, strict=True))


judge = FunctionTask(
    name="binary_tree_level_order",
    reference=reference,
    random_case=some,
    edges=[
        ({"zh": "空树", "en": "no tree"}, [[]]),
        ({"zh": "单个节点", "en": "a single node"}, [[5]]),
        ({"zh": "只有左孩子的链", "en": "a chain to the left"}, chain(12, 0)),
        ({"zh": "只有右孩子的链", "en": "a chain to the right"}, chain(12, 1)),
        ({"zh": "深度 500 的链", "en": "a chain of depth 500"}, zigzag(500)),
        ({"zh": "值为 0", "en": "values 0"}, [[0, 0, 1, None, 0]]),
        ({"zh": "相等的值", "en": "equal values"}, [[7, 7, 7, 7, 7, None, 7]]),
        ({"zh": "负数", "en": "negatives"}, [[-1, -2, 0, None, -3]]),
    ],
    same=agrees,
    growing=[
        lambda size: [list(range(1, size))],
        lambda size: chain(size // 5, 0),
        lambda size: chain(size // 5, 1),
    ],
    sizes=(32, 512),
    growth=lambda small, large: 1.25 * large / small,
    allowed={"zh": "与节点数成线性", "en": "linear in the number of nodes"},
    operation="call_on_tree",
).judge
