"""Figures with their units, in Chinese and English: ``12 万张``, ``7.2M parameters``, ``about 40 ms``, ``三千条``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evaluators.honesty import lexicon
from evaluators.honesty.pattern import Pattern

MULTIPLIERS = {
    "k": 1e3, "thousand": 1e3, "千": 1e3, "万": 1e4, "w": 1e4, "million": 1e6, "mn": 1e6, "百万": 1e6, "千万": 1e7,
    "亿": 1e8, "billion": 1e9, "bn": 1e9, "b": 1e9, "十万": 1e5, "百": 1e2, "hundred": 1e2, "dozen": 12,
    "万亿": 1e12, "trillion": 1e12,
}  # fmt: skip

UNITS = (
    "percent",
    "point",
    "params",
    "fps",
    "qps",
    "ms",
    "mb",
    "gb",
    "kb",
    "gpu",
    "image",
    "class",
    "sample",
    "person",
    "month",
    "week",
    "year",
    "hour",
    "minute",
    "day",
    "epoch",
    "step",
    "layer",
    "gate",
    "patch",
    "head",
    "times",
    "second",
    "mega",
    "thing",
)
"""In the order in which they are tried: a word may begin like another's."""
ADJECTIVES = lexicon.source("adjectives")
_UNIT = Pattern("|".join(f"(?P<{name}>{lexicon.source(f'unit_{name}', ADJ=ADJECTIVES)})" for name in UNITS))
_MULTIPLIER = Pattern(
    r"百万|千万|十万|万亿|万|亿|千(?!步|兆|分)|百(?!分|度)|"
    r"thousand\b|million\b|billion\b|trillion\b|mn\b|bn\b|[kKwWbB](?![a-zA-Z0-9])|hundred\b"
)
_REST = re.compile(r"(?P<count>\d{1,4}(?:\.\d+)?|[一二三四五六七八九])(?P<of>千万|百万|万|千(?!兆|分)|百(?!分|度))")
"""What goes on counting behind 万 or 亿: "1亿1千万", "3万5千"."""
_DIGITS = re.compile(r"(?<![\w.])(?P<latin>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)", re.ASCII)
SOME = re.compile(r"(?<=[十百千])[多余来](?=[百千万亿])")
"""Within a numeral in Chinese: "六千多万" is above 六千万."""
_HAN = re.compile(rf"(?:[一二两三四五六七八九十百千万亿零半几]|{SOME.pattern}){{1,10}}")
_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_WORD = Pattern(
    r"\b(half a(?= million| thousand| billion)|an?(?= million| thousand| hundred| dozen)|"
    + "|".join(WORDS)
    + r")(?:[- ](one|two|three|four|five|six|seven|eight|nine))?\b(?:[- ](hundred|thousand|million|billion|dozen)\b)?"
)
HALF = 0.5
_YEAR_OF = Pattern(r"\b(?:the|our|those|these|that|from|of|all|on|with|in) $")
"""Before a number like a year and what it seems to count: "the 2021 photos" are those of that year."""
YEARS = range(2000, 2031)
_ARTICLE = Pattern(
    r"\b(?P<half>half )?(?:an?|the(?= \w+ and a half)) (?P<dozen>couple of |dozen )?"
    r"(?P<unit>hour|day|week|month|year)s?\b(?P<more> and a half\b)?"
)
"""A time said with an article for its number: "a month", "half a year", "a year and a half"."""
_HALF_MORE = re.compile(r"个?(?:小时|天|星期|月|年)半(?!年|天|个|次|张|条)")
_ABOUT = lexicon.words("about")
_ABOUT_AFTER = Pattern(r"\s*(?:左右|上下|来|多|几|or so|-ish|ish)")


@dataclass(frozen=True)
class Figure:
    """A number as said: `value` in `unit`, found at `start` to `end` of its text."""

    value: float
    unit: str
    start: int
    end: int
    about: bool = False


def find(text: str) -> tuple[Figure, ...]:
    """The figures in `text`, from left to right."""
    found: list[Figure] = []
    for match in _DIGITS.finditer(text):
        if found and match.start() < found[-1].end:
            continue  # the second part of "1亿1千万"
        figure = _figure(text, match.start(), match.end(), float(match["latin"].replace(",", "")))
        if figure:
            found.append(_unless_a_year(text, match, figure))
    taken = {place for figure in found for place in range(figure.start, figure.end)}
    for match in _HAN.finditer(text):
        value = han(SOME.sub("", match[0]))
        if value is not None and match.start() not in taken:
            figure = _figure(text, match.start(), match.end(), value, spelled=True)
            if figure:
                found.append(figure)
    for match in _WORD.finditer(text):
        value = float(
            WORDS.get(match[1].lower(), HALF if match[1].lower() == "half a" else 1)
            + WORDS.get((match[2] or "").lower(), 0)
        ) * MULTIPLIERS.get((match[3] or "").lower(), 1)
        figure = _figure(text, match.start(), match.end(), value, spelled=True)
        if figure:
            found.append(figure)
    return tuple(sorted([*found, *_articles(text)], key=lambda figure: figure.start))


def _unless_a_year(text: str, digits: re.Match[str], figure: Figure) -> Figure:
    """The figure, without the noun that a year stands before."""
    year = digits[0].isdigit() and figure.value in YEARS
    if year and _YEAR_OF.search(text[: digits.start()]):
        return replace(figure, unit="", end=digits.end())
    return figure


def _counted_on(text: str, multiplier: re.Match[str], value: float) -> tuple[float, int]:
    """`value` with what is added to it behind its `multiplier`, and where that ends."""
    rest = _REST.match(text, multiplier.end())
    if rest and multiplier[0] == "千" and rest["of"] == "百万":  # 2千5百万: both stand before 万
        value *= MULTIPLIERS["万"]
    elif rest is None or multiplier[0] not in {"万", "亿"}:
        return value, multiplier.end()
    count = rest["count"]
    more = (_HAN_DIGITS[count] if count in _HAN_DIGITS else float(count)) * MULTIPLIERS[rest["of"]]
    return (value + more, rest.end()) if more < value else (value, multiplier.end())


def _articles(text: str) -> Iterator[Figure]:
    """Times whose number is an article."""
    for match in _ARTICLE.finditer(text):
        many = {"couple of ": 2.0, "dozen ": 12.0}.get((match["dozen"] or "").lower(), 1.0)
        value = many * (0.5 if match["half"] else 1.0) + (0.5 if match["more"] else 0.0)
        yield Figure(value, match["unit"].lower(), match.start(), match.end(), about=True)


def _figure(text: str, start: int, end: int, value: float, *, spelled: bool = False) -> Figure | None:
    """The figure whose digits stand at `start` to `end`; a spelled-out number without a unit is a mere word."""
    about = bool(_ABOUT.search(text[max(0, start - 16) : start]))
    after = end
    more = _ABOUT_AFTER.match(text, after)
    if more and more[0].strip() in {"多", "几", "来"}:
        about, after = True, more.end()
    while after < len(text) and text[after] in " -" and not text[after:].startswith(("- ", "--")):
        after += 1
    multiplier = _MULTIPLIER.match(text, after)
    if multiplier:
        value, after = _counted_on(text, multiplier, value * MULTIPLIERS[multiplier[0].lower()])
        end = after
        more = _ABOUT_AFTER.match(text, after)
        if more:
            about, after = True, more.end()
        while after < len(text) and text[after] == " ":
            after += 1
    unit = _UNIT.match(text, after)
    if unit is None:
        if spelled:
            return None
        return Figure(value, "", start, end, about)
    name = unit.lastgroup or ""
    if name == "mega":
        named = _UNIT.match(text, unit.end() + len(text[unit.end() :]) - len(text[unit.end() :].lstrip(" 个")))
        if named and named.lastgroup in {"params", "image", "sample"}:
            return Figure(value * 1e6, named.lastgroup, start, named.end(), about)
    about = about or bool(_ABOUT_AFTER.match(text, unit.end()))
    half = 0.5 if _HALF_MORE.match(text, unit.start()) else 0.0
    return Figure(value + half, name, start, unit.end(), about)


def han(word: str) -> float | None:
    """The number that Chinese numerals spell, or None where they spell none."""
    if some := re.fullmatch("([二三四五六七八九]?十)几([百千万亿]?)", word):
        return ((han(some[1]) or 10) + 5) * MULTIPLIERS.get(some[2], 1)
    if word in {"一", "几", "半", "百", "千", "万", "亿", "零"} or "几" in word:
        return None if word != "一" else 1
    total, section, digit = 0.0, 0.0, 0.0
    for char in word:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        elif char == "万" and total >= MULTIPLIERS["亿"]:
            total += (section + digit) * MULTIPLIERS[char]
            section = digit = 0
        elif char in "万亿":
            total = (total + section + digit) * MULTIPLIERS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit
