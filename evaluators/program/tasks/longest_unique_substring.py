"""Length of the longest substring without a repeated character, in linear time."""

import random

from evaluators.program.function_judging import FunctionTask
from evaluators.program.judging import is_int


def reference(s: str) -> int:
    """A window that jumps behind the last place of a repeated character."""
    last: dict[str, int] = {}
    start = best = 0
    for place, character in enumerate(s):
        start = max(start, last.get(character, -1) + 1)
        last[character] = place
        best = max(best, place - start + 1)
    return best


def some(rng: random.Random) -> list[str]:
    """Letters of a small alphabet."""
    return ["".join(rng.choice("abcdefgh") for _ in range(rng.randint(4, 30)))]


def distinct(size: int) -> str:
    """So many different characters, none of them a surrogate."""
    return "".join(chr(0x4E00 + place) for place in range(size))


judge = FunctionTask(
    name="longest_unique_substring",
    reference=reference,
    random_case=some,
    edges=[
        ({"zh": "空字符串", "en": "the empty string"}, [""]),
        ({"zh": "单个字符", "en": "one character"}, ["z"]),
        ({"zh": "单个空格", "en": "one space"}, [" "]),
        ({"zh": "全部相同", "en": "all the same"}, ["aaaaaa"]),
        ({"zh": "含空格", "en": "spaces"}, ["a b c a d  e"]),
        ({"zh": "非 ASCII 字符", "en": "beyond ASCII"}, ["深度学习深度卷积网络é😀ñ学"]),
        ({"zh": "表情符号", "en": "emoji"}, ["😀😃😄😀😅"]),
        ({"zh": "重复出现在窗口之外", "en": "a repeat before the window"}, ["abba"]),
        ({"zh": "重复出现在窗口之外", "en": "a repeat before the window"}, ["tmmzuxt"]),
    ],
    same=lambda got, expected, _case: is_int(got) and got == expected,
    growing=[
        lambda size: [(distinct(26) * size)[:size]],
        lambda size: [distinct(size)],
        lambda size: [distinct(size // 2) * 2],
        lambda size: ["a" * size],
    ],
    sizes=(64, 512),
    growth=lambda small, large: 1.25 * large / small,
    allowed={"zh": "线性时间", "en": "linear time"},
).judge
