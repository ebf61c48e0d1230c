"""A number by which a published network is known, said otherwise: DenseNet's growth rate, YOLOv3's scales."""

import re
from collections.abc import Iterator
from functools import cache

from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import raw, tables
from evaluators.honesty.figures import han
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import as_published
from evaluators.honesty.said import Said
from evaluators.text import Frozen, Text

SPELLED = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "a": 1, "a single": 1, "single": 1, "one single": 1, "only one": 1, "a hundred": 100,
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "单": 1, "单一": 1, "一百": 100,
}  # fmt: skip
NUMBER = (
    r"(?<![A-Za-z0-9_.,])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}(?![\d.]*\d|[%％倍]|\s?(?:k|million|万|亿|%))|"
    + "|".join(sorted(SPELLED, key=len, reverse=True))
    + r")"
)
AMOUNT = (
    r"(?<![A-Za-z0-9_.,一二三四五六七八九十])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,3})?|"
    r"[一二两三四五六七八九十]{1,3}万[零一二两三四五六七八九百千十]{0,7})(?![\d.]*\d) ?"
    r"(?P<x>万|千|k(?![a-z])|thousand\b)?(?! ?(?:%|％|亿|million|billion|层|维))"
)
"""A number that is told in thousands as well: "32k", "15 万"."""
SCALE = {"万": 1e4, "千": 1e3, "k": 1e3, "thousand": 1e3}
ANSWERS = Pattern(
    rf"^(?:\s|它|在|应该|默认|就|都|是|it|it's|they|is|was|are|by|default|always|at|on|exactly|只有?|only|just)*{NUMBER}(?=$|\W)"
)
"""A number that begins the reply to a question for it."""
ANSWERS_AMOUNT = Pattern(
    ANSWERS.pattern.replace(NUMBER, AMOUNT).replace(r"(?=$|\W)", r"(?! ?[万千k])(?=$|\W|左右|上下|多|来|出头)")
)
CHOSEN = Pattern(r"设|调|选|取了|\b(?:set|chose|chosen|tuned?|tried|pick\w*|with|try|go|went|per)\b")
"""Words of a choice that somebody made."""


class OwnNumber(Frozen):
    """One number of one network, or of a family of them."""

    of: tuple[str, ...]
    """Beginnings of ids of networks."""
    what: Text
    says: tuple[str, ...]
    """Regular expressions, matched without regard to case; NUMBER stands for the number, AMOUNT if it is large."""
    large: bool = False
    """Whether it is told with AMOUNT."""
    asks: str = ""
    """Words of a question to which the bare number is the answer."""
    right: tuple[int, ...] = ()
    """Every value that it has in a published build; else it lies between `least` and `most`."""
    least: int = 0
    most: int = 0
    original: str = ""
    """Words of the dialogue without which the network may be a build of another size."""
    source: str

    def wrong(self, value: int) -> bool:
        """Whether no published build has `value`."""
        return value not in self.right if self.right else not self.least <= value <= self.most


Compiled = tuple[OwnNumber, Pattern, Pattern | None]


@cache
def _table() -> tuple[Compiled, ...]:
    return tuple(_compiled(OwnNumber.model_validate(each)) for each in raw("own_numbers")["numbers"].values())


def _compiled(number: OwnNumber) -> Compiled:
    """The number with its patterns; each has the number in one of its groups."""
    word, pattern = ("AMOUNT", AMOUNT) if number.large else ("NUMBER", NUMBER)
    numbered = [pattern.replace("?P<n>", f"?P<n{i}>").replace("?P<x>", f"?P<x{i}>") for i in range(len(number.says))]
    forms = [form.replace(word, one) for form, one in zip(number.says, numbered, strict=True)]
    asks = Pattern(number.asks) if number.asks else None
    return number, Pattern("|".join(forms)), asks


def find(reading: Reading) -> Iterator[Doubt]:
    """The first wrong number of each turn."""
    told = as_published.told(reading)
    numbers = [each for each in _table() if told and as_published.among(told, each[0].of)]
    for one in reading.said if numbers else ():
        doubt = next((d for clause in one.clauses if (d := _in_clause(reading, one, clause, numbers))), None)
        if doubt:
            yield doubt


def _in_clause(reading: Reading, one: Said, clause: Clause, numbers: list[Compiled]) -> Doubt | None:
    for number, says, asks in numbers:
        match = says.search(clause.text)
        if match is None and asks and clause is one.clauses[0] and asks.search(one.question):
            match = (ANSWERS_AMOUNT if number.large else ANSWERS).match(clause.text)
        if (
            match is None
            or clause.denied
            or CHOSEN.search(clause.text)
            or not as_published.leads(clause, match.start())
        ):
            continue
        said = next(group for group in match.groups() if group)
        scale = next((SCALE[group.lower()] for group in match.groups() if group and group.lower() in SCALE), 1.0)
        value = SPELLED.get(said.lower()) or round((han(said) or float(said.replace(",", ""))) * scale)
        if not number.wrong(value):
            continue
        if number.original and not re.search(number.original, f"{reading.text}\n{one.question}", re.IGNORECASE):
            continue
        name = as_published.described(reading, one, clause, number.of)
        if name:
            return _doubt(one, clause, number, tables().models[name].name)
    return None


def _doubt(one: Said, clause: Clause, number: OwnNumber, name: str) -> Doubt:
    right = f"{number.right[0]}" if number.right else f"{number.least} - {number.most}"
    reason = Text(zh=f"{name} 的{number.what.zh}是 {right}。", en=f"{name} has {number.what.en}: {right}.")
    return Doubt("impossible_fact", one.turn, clause.text, reason, number.source)
