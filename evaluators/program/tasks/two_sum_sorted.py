"""Two numbers of a sorted list with a given sum, in linear time."""

import random
from typing import Any

from evaluators.program.function_judging import FunctionTask
from evaluators.program.judging import ints


def reference(numbers: list[int], target: int) -> tuple[int, int] | None:
    """Two pointers from both ends."""
    low, high = 0, len(numbers) - 1
    while low < high:
        total = numbers[low] + numbers[high]
        if total == target:
            return low, high
        if total < target:
            low += 1
        else:
            high -= 1
    return None


def agrees(got: object, expected: object, case: list[Any]) -> bool:
    """Any pair of two different places, in order, with the sum; None exactly where there is none."""
    numbers, target = case
    if expected is None:
        return got is None
    pair = ints(got)
    if pair is None or len(pair) != 2:
        return False
    i, j = pair
    return 0 <= i < j < len(numbers) and numbers[i] + numbers[j] == target


def some(rng: random.Random) -> list[Any]:
    """A list that holds a pair."""
    numbers = sorted(rng.randint(1, 60) for _ in range(rng.randint(3, 20)))
    i, j = sorted(rng.sample(range(len(numbers)), 2))
    return [numbers, numbers[i] + numbers[j]]


judge = FunctionTask(
    name="two_sum_sorted",
    reference=reference,
    random_case=some,
    edges=[
        ({"zh": "空列表", "en": "the empty list"}, [[], 3]),
        ({"zh": "单个元素", "en": "one element"}, [[4], 8]),
        ({"zh": "没有这样的一对", "en": "no pair"}, [[1, 2, 5, 11], 100]),
        ({"zh": "没有这样的一对", "en": "no pair"}, [[1, 4, 9, 16], 6]),
        ({"zh": "两个相同的值", "en": "twice the same value"}, [[1, 3, 3, 8], 6]),
        ({"zh": "同一个元素不能用两次", "en": "one element used twice"}, [[1, 3, 8], 6]),
        ({"zh": "负数", "en": "negatives"}, [[-9, -4, -1, 0, 3], -5]),
        ({"zh": "目标为 0", "en": "target 0"}, [[-7, -3, 2, 3, 9], 0]),
    ],
    same=agrees,
    growing=[
        lambda size: [list(range(0, 2 * size, 2)), 2 * size + 1],
        lambda size: [list(range(0, 2 * size, 2)), -3],
        lambda size: [list(range(0, 2 * size, 2)), 8 * size],
    ],
    sizes=(64, 1024),
    growth=lambda small, large: 1.13 * large / small,
    allowed={"zh": "线性时间", "en": "linear time"},
).judge
