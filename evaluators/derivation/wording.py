"""What the candidate is told about formulas, in both languages."""

from typing import Final

from evaluators.derivation.clauses import Failure
from evaluators.text import Text

WORDING: Final = {
    "right": Text(zh="公式正确。", en="The formulas are right."),
    "too_long": Text(
        zh="回答太长，没有读。请只发公式和必要的说明。",
        en="The answer is too long to be read. Please send the formulas and what they need.",
    ),
    "unreadable": Text(
        zh="下面标出的地方没读懂，请换一种写法再发一次（不算错）：",
        en="The place marked below could not be read. Please write it another way; this does not count against you:",
    ),
    "unread_part": Text(zh="有一处没读懂，没有计入：", en="One place could not be read and was left out:"),
    "no_formula": Text(zh="没有看到公式。", en="There is no formula in the answer."),
    "undecided": Text(zh="没能判断这个公式是否相等。", en="It could not be decided whether this formula is equal."),
    "different": Text(zh="这个公式和所求的不相等。", en="This formula is not equal to the one asked for."),
    "shapes": Text(zh="形状对不上：{}。", en="The shapes do not fit: {}."),
    "rewrite": Text(zh="写出一个与 {} 恒等的公式。", en="Write a formula that equals {}."),
    "unknown": Text(zh="“{}” 里有没读懂的记号（{}）。", en="“{}” has something that could not be read ({})."),
    "line_shapes": Text(zh="“{}”：形状对不上（{}）。", en="“{}”: the shapes do not fit ({})."),
    "slip": Text(zh="“{}”：{}。", en="“{}”: {}."),
    "wrong": Text(zh="“{}” 不成立。", en="“{}” does not hold."),
    "first_wrong": Text(
        zh="第一处推不出来的地方是第 {} 行：“{}”。", en="The first step that does not follow is on line {}: “{}”."
    ),
}
WIDTH = 60


def caret(answer: str, failure: Failure) -> str:
    """The line around a failure, and a caret under the place where reading stopped."""
    place = min(failure.place, len(answer))
    start = max(answer.rfind("\n", 0, place) + 1, place - WIDTH // 2)
    end = answer.find("\n", place)
    shown = answer[start : min(end if end >= 0 else len(answer), start + WIDTH)]
    printable = "".join(char if char.isprintable() else " " for char in shown)
    return f"{printable}\n{' ' * (place - start)}^"
