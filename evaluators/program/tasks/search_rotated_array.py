"""Place of a value in a rotated ascending list, in logarithmic time."""

import random
from typing import Any

from evaluators.program.function_judging import FunctionTask
from evaluators.program.judging import is_int


def reference(nums: list[int], target: int) -> int:
    """One of the two halves is in order: look whether the target lies in it."""
    low, high = 0, len(nums) - 1
    while low <= high:
        middle = (low + high) // 2
        if nums[middle] == target:
            return middle
        if nums[low] <= nums[middle]:
            if nums[low] <= target < nums[middle]:
                high = middle - 1
            else:
                low = middle + 1
        elif nums[middle] < target <= nums[high]:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def some(rng: random.Random) -> list[Any]:
    """A rotated list of at least four values, and one of them, or at times one that is missing."""
    nums = sorted(rng.sample(range(-40, 60), rng.randint(4, 25)))
    turn = rng.randrange(1, len(nums))
    target = rng.choice(nums) if rng.random() < 0.8 else rng.randint(-40, 60)
    return [nums[turn:] + nums[:turn], target]


def turned(size: int, turn: int, target: int) -> list[Any]:
    """The even numbers, rotated."""
    nums = list(range(0, 2 * size, 2))
    return [nums[turn:] + nums[:turn], target]


judge = FunctionTask(
    name="search_rotated_array",
    reference=reference,
    random_case=some,
    edges=[
        ({"zh": "空列表", "en": "the empty list"}, [[], 5]),
        ({"zh": "单个元素", "en": "one element"}, [[1], 1]),
        ({"zh": "单个元素，目标不在", "en": "one element without the target"}, [[1], 0]),
        ({"zh": "两个元素", "en": "two elements"}, [[3, 1], 1]),
        ({"zh": "两个元素", "en": "two elements"}, [[3, 1], 3]),
        ({"zh": "两个元素", "en": "two elements"}, [[1, 3], 3]),
        ({"zh": "两个元素", "en": "two elements"}, [[1, 3], 2]),
        ({"zh": "没有旋转", "en": "not rotated"}, [[1, 2, 3, 4, 5, 6], 4]),
        ({"zh": "没有旋转", "en": "not rotated"}, [[1, 2, 3, 4, 5, 6], 1]),
        ({"zh": "目标不存在", "en": "an absent target"}, [[4, 5, 6, 0, 1, 2], 3]),
        ({"zh": "目标不存在", "en": "an absent target"}, [[4, 5, 6, 0, 1, 2], 9]),
        ({"zh": "目标不存在", "en": "an absent target"}, [[4, 5, 6, 0, 1, 2], -9]),
        ({"zh": "目标在最前", "en": "the target at the start"}, [[4, 5, 6, 0, 1, 2], 4]),
        ({"zh": "目标在最后", "en": "the target at the end"}, [[4, 5, 6, 0, 1, 2], 2]),
    ],
    same=lambda got, expected, _case: is_int(got) and got == expected,
    growing=[
        lambda size: turned(size, size // 3, 7),
        lambda size: turned(size, size // 3, 2 * (size // 3) - 2),
        lambda size: turned(size, 0, 2 * size - 2),
        lambda size: turned(size, size - 1, 1),
        lambda size: turned(size, size // 2, -5),
    ],
    sizes=(64, 16384),
    growth=lambda _small, _large: 4.5,
    allowed={"zh": "O(log n)，切片拷贝也算在内", "en": "O(log n), copies included"},
).judge
