"""Length of the longest strictly increasing subsequence, in n log n steps."""

import math
import random
from bisect import bisect_left

from evaluators.program.function_judging import FunctionTask
from evaluators.program.judging import is_int


def reference(nums: list[int]) -> int:
    """Patience sorting: `tails[k]` is the smallest end of an increasing subsequence of length k + 1."""
    tails: list[int] = []
    for number in nums:
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
    return len(tails)


def some(rng: random.Random) -> list[list[int]]:
    """An ordinary list, with repetitions."""
    return [[rng.randint(0, 30) for _ in range(rng.randint(4, 24))]]


def shuffled(size: int) -> list[list[int]]:
    """A random order of distinct values."""
    return [random.Random(size).sample(range(size * 4), size)]


judge = FunctionTask(
    name="longest_increasing_subsequence",
    reference=reference,
    random_case=some,
    edges=[
        ({"zh": "空列表", "en": "the empty list"}, [[]]),
        ({"zh": "单个元素", "en": "one element"}, [[7]]),
        ({"zh": "全部相等", "en": "all equal"}, [[2, 2, 2, 2]]),
        ({"zh": "递减", "en": "falling"}, [[5, 4, 3, 1]]),
        ({"zh": "负数", "en": "negatives"}, [[-5, -9, -3, 0, -1, 4, -2]]),
        ({"zh": "全为负数", "en": "only negatives"}, [[-1, -2, -3]]),
    ],
    same=lambda got, expected, _case: is_int(got) and got == expected,
    growing=[shuffled, lambda size: [list(range(size))], lambda size: [list(range(size, 0, -1))]],
    sizes=(64, 512),
    growth=lambda small, large: 1.6 * large * math.log2(large) / (small * math.log2(small)),
    allowed={"zh": "O(n log n)", "en": "O(n log n)"},
).judge
