"""A number by which a published network is known, said otherwise: DenseNet's growth rate, GPT-3's context."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import model_validator

from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import family_of, raw, tables
from evaluators.honesty.figures import han
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import as_published
from evaluators.honesty.rules.traits import of_the_text_side
from evaluators.honesty.said import Said
from evaluators.text import Frozen, Text

SPELLED = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "sixteen": 16, "twenty": 20, "twenty-four": 24, "thirty": 30, "thirty-two": 32, "forty": 40,
    "fifty": 50, "ninety-six": 96,
    "a single": 1, "single": 1, "one single": 1, "only one": 1, "a hundred": 100,
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "十二": 12, "十六": 16, "二十": 20, "二十四": 24, "三十": 30, "四十": 40, "五十": 50, "单": 1,
    "单一": 1, "一百": 100,
}  # fmt: skip
ENGLISH = "|".join(sorted((word for word in SPELLED if word.isascii()), key=len, reverse=True))
CHINESE = "|".join(sorted((word for word in SPELLED if not word.isascii()), key=len, reverse=True))
NUMBER = (
    r"(?<![A-Za-z0-9_.,/])(?P<n>\d{1,3}(?:,\d{3})+(?![\d,])|"
    r"\d{1,6}(?![\d.]*\d|[%％倍/]|\s?(?:k(?![a-z])|million|billion|trillion|times|万|亿|%|倍))|"
    rf"(?:{ENGLISH})(?![A-Za-z'’]|[ -](?:of|way|hundred|thousand|million|billion|times|more|less)\b)|"
    rf"(?:{CHINESE})(?![种些样般起直定致者边方倍]))"
)
AMOUNT = (
    r"(?<![A-Za-z0-9_.,/一二三四五六七八九十])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,3})?|"
    r"[一二两三四五六七八九十]{1,3}万[零一二两三四五六七八九百千十]{0,7}|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|sixteen)\b)(?![\d.]*\d|[/倍]| times\b) ?"
    r"(?P<x>万|千|k(?![a-z])|thousand\b)?(?! ?(?:%|％|亿|million|billion|层|维|倍))"
)
"""A number that is told in thousands as well: "32k", "15 万"."""
LARGE = (
    r"(?=[\d.,]{3}|\d{1,2}(?:\.\d)? ?(?:[千万]|k(?![a-z])|thousand)|[一二两三四五六七八九十]{1,3}万|"
    r"[a-z]{3,7} thousand)"
    + AMOUNT
    + r"(?! ?(?:个|种)?(?:特殊|未使用|未用|没用|空位|保留|预留|备用)|[ -]?(?:\w+ )?(?:unused|special|reserved|"
    r"languages)\b)"
)
"""One of a hundred or more, which no count of parts is."""
COUNT = (
    r"(?<![A-Za-z0-9_.,])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,3})?|[一二两三四五六七八九十百千]{1,4}|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|a))[ -]?"
    r"(?P<x>万亿|千亿|百亿|亿|千万|百万|万|trillion|billion|million|thousand|[tbmk](?![a-z]))"
)
"""A number of many pieces: "1.4 trillion", "3000 亿", "15T"."""
SHARE = r"(?<![A-Za-z0-9_.,])(?:百分之)?(?P<n>\d{1,2}(?:\.\d{1,3})?)(?![\d.]*\d) ?(?:%|％|percent\b|per cent\b|个点)"
SCORE = (
    r"(?<![A-Za-z0-9_.,@])(?P<n>\d{1,2}(?:\.\d{1,2})?)(?![\d.:]*\d)(?! ?(?:ms|毫秒|fps|帧|万|亿|m\b|million|k\b|类|个))"
)
"""A measure in percent, with or without the word."""
KHZ = (
    r"(?<![A-Za-z0-9_.,])(?P<n>\d{1,3}(?:\.\d{1,3})?) ?"
    r"(?:khz|k(?=\W*$|[,，。;；、]|的|赫兹| ?(?:采样|音频|语音|波形|输入|单声道|mono|audio|speech|sampl\w*|wav|input)))"
)
FORMS = {"NUMBER": NUMBER, "AMOUNT": AMOUNT, "LARGE": LARGE, "COUNT": COUNT, "SHARE": SHARE, "SCORE": SCORE, "KHZ": KHZ}
"""The sorts of numbers, by the word that stands for them in the table."""
SCALE = {
    "万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3, "k": 1e3,
    "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "billion": 1e9, "t": 1e12, "trillion": 1e12,
}  # fmt: skip
LEADS = {
    "_IS_": (
        r"(?:[\s=：:,（(]|就|只|才|都|默认|固定|一共|总共|共|大概|大约|约|最多|最大|最长|上限|差不多|也|是|有|为|到|了|"
        r"\b(?:of|is|was|are|were|has|have|had|about|roughly|around|some|only|just|exactly|at|most|up|to|always|fixed|"
        r"by|default|a|the|maximum|limited|equals?)\b){0,9}"
    ),
    "_HAS_": (
        r"(?:[\s：:]|一共|总共|共|大概|大约|约|总|就|只|才|都|也|里|内部|有|是|用|使用|采用|堆叠?|叠|含|包含|分成?|带|了|着|"
        r"\b(?:has|have|had|uses?|used|contains?|consists|made|built|from|stacks?|there|comes|with|is|was|are|were|about|"
        r"roughly|around|only|just|exactly|some|of|a|an|the|total|in|all)\b){0,9}"
    ),
}
"""What stands between the name of the number, or of the network, and the number."""
LEAD = r"^(?:\s|它|在|应该|默认|就|都|是|it|it's|they|is|was|are|by|default|always|at|on|exactly|只有?|only|just)*"
ALONE = r"(?=\s*(?:$|[^\w\s]|[个层种级]|左右|上下|多|来|出头|layers|scales|levels|of (?:them|those)|and\b|in all))"
"""What follows a number that is the whole reply: no "Two reasons"."""
ANSWERS = Pattern(rf"{LEAD}{NUMBER}{ALONE}(?!\s*[个种](?:原因|方面|好处|步骤|问题|地方|阶段))")
"""A number that begins the reply to a question for it."""
ANSWERS_AMOUNT = Pattern(rf"{LEAD}{LARGE}(?! ?[万千k])(?=$|\W|左右|上下|多|来|出头)")
CHOSEN = Pattern(
    r"设|调|选|取了|\b(?:set|chose|chosen|tuned?|tried|pick\w*|with|try|go|went|per(?! (?:layer|token|block)\b))\b"
)
"""Words of a choice that somebody made."""

HIDDEN = "\0"
"""Stands for a letter of a name with figures."""
ASIDE = Pattern(
    r"\b(?:base|large|small|tiny|medium|huge|xl|v\d|\d{1,3}b)\b(?: ?(?:model|version|variant|版))?|[大小]号的?|基础版|"
    r"\d{1,6}k? ?(?:个|张|亿)?(?:注意力)?(?:层|头|维|参数|专家)(?:的?(?:编码器|解码器))?[和、]?|"
    r"\d{1,6}(?:\.\d)?(?: ?million| ?billion|[kmb])? (?:\w+ ){0,2}"
    r"(?:layers|blocks|heads|dim\w*|experts|param\w*|tokens)"
)
"""Before a number: the size of the network, or another number of it ("48 layers and 25 heads")."""


class Right(Frozen):
    """What one network's number is."""

    right: tuple[float, ...] = ()
    """Every value that it has in a published build, ..."""
    least: float = 0
    most: float = 0
    """... or between which it lies."""

    @model_validator(mode="before")
    @classmethod
    def _values_alone(cls, value: Any) -> Any:
        """A list has every right value."""
        return {"right": value} if isinstance(value, list) else value

    def wrong(self, value: float) -> bool:
        """Whether no published build has `value`."""
        return value not in self.right and not self.least <= value <= self.most


class OwnNumber(Frozen):
    """A number by which networks are known, and what it is for each of them."""

    of: Mapping[str, Right]
    """By the network's id; one that ends with a star stands for all that begin so, and gives way to a longer one."""
    what: Text
    says: tuple[str, ...]
    """Regular expressions, matched without regard to case; a word of `FORMS` stands for the number, one of `LEADS` for
    what may lead to it."""
    asks: str = ""
    """Words of a question to which the bare number is the answer."""
    fixed: bool = False
    """Whether nobody chooses it for a build of his own, so that words of a choice are no sign of one."""
    unless: str = ""
    """Words of a sentence that speaks of something else."""
    beside: str = ""
    """Words of which the sentence or the question has one where it speaks of what the makers did."""
    original: str = ""
    """Words of the dialogue without which the network may be a build of another size."""
    source: str = ""
    """Where it can be looked up; empty where that is the network's own source."""


class Compiled(NamedTuple):
    """A number with its patterns."""

    number: OwnNumber
    networks: Mapping[str, Right]
    """What it is, by the ids of networks."""
    says: Pattern
    asks: Pattern | None
    answers: Pattern
    unless: Pattern | None
    beside: Pattern | None


@cache
def _table() -> tuple[Compiled, ...]:
    return tuple(_compiled(OwnNumber.model_validate(each)) for each in raw("own_numbers")["numbers"].values())


def _compiled(number: OwnNumber) -> Compiled:
    """The number with its patterns; each has the number in one of its groups."""
    groups = iter(range(len(number.says) * 4))
    forms = "|".join(number.says)
    for word, lead in LEADS.items():
        forms = forms.replace(word, lead)
    for word, form in FORMS.items():
        while word in forms:
            place = next(groups)
            numbered = form.replace("?P<n>", f"?P<n{place}>").replace("?P<x>", f"?P<x{place}>")
            forms = forms.replace(word, numbered, 1)
    return Compiled(
        number=number,
        networks=_networks(number),
        says=Pattern(forms),
        asks=_optional(number.asks),
        answers=ANSWERS_AMOUNT if any("AMOUNT" in form or "LARGE" in form for form in number.says) else ANSWERS,
        unless=_optional(number.unless),
        beside=_optional(number.beside),
    )


def _optional(words: str) -> Pattern | None:
    return Pattern(words) if words else None


def _networks(number: OwnNumber) -> Mapping[str, Right]:
    families = {key[:-1]: right for key, right in number.of.items() if key.endswith("*")}
    found = {name: families[family] for name in tables().models if (family := family_of(name, families))}
    return found | {key: right for key, right in number.of.items() if not key.endswith("*")}


def find(reading: Reading) -> Iterator[Doubt]:
    """The first wrong number of each turn."""
    told = as_published.told(reading)
    numbers = [each for each in _table() if not told.isdisjoint(each.networks)]
    for one in reading.said if numbers else ():
        doubt = next((d for clause in one.clauses if (d := _in_clause(reading, one, clause, numbers))), None)
        if doubt:
            yield doubt


def _in_clause(reading: Reading, one: Said, clause: Clause, numbers: list[Compiled]) -> Doubt | None:
    unnamed = _unnamed(clause)
    for each in numbers:
        match = each.says.search(unnamed)
        if match is None and each.asks and clause is one.clauses[0] and each.asks.search(one.question):
            match = each.answers.match(clause.text)
        if match is None or clause.denied or not as_published.leads(clause, match.start(), aside=ASIDE):
            continue
        if _of_something_else(reading, one, clause, each):
            continue
        name = as_published.described(reading, one, clause, each.networks)
        right = each.networks.get(name) if name else None
        if name and right and right.wrong(_value(match)) and not of_the_text_side(one, clause, name):
            return _doubt(one, clause, each.number, name, right)
    return None


def _unnamed(clause: Clause) -> str:
    """The clause with zeros in the place of each network's name that has figures, which are no numbers of it."""
    text = clause.text
    for mention in clause.mentions:
        name = text[mention.start : mention.end]
        if mention.kind == "model" and any(char.isdigit() for char in name):
            text = text.replace(name, HIDDEN * len(name))
    return text


def _of_something_else(reading: Reading, one: Said, clause: Clause, each: Compiled) -> bool:
    """Whether the words around the number leave it open that it is that of somebody's own build, or of another."""
    told = "，".join(part.text for part in one.sentence(clause.sentence))
    return bool(
        (not each.number.fixed and CHOSEN.search(clause.text))
        or (each.unless and each.unless.search(told))
        or (each.beside and not each.beside.search(f"{told}\n{one.question}"))
        or (
            each.number.original
            and not re.search(each.number.original, f"{reading.text}\n{one.question}", re.IGNORECASE)
        )
    )


def _value(match: re.Match[str]) -> float:
    """The number that was said."""
    said = next(group for name, group in match.groupdict().items() if group and name.startswith("n"))
    scale = next((SCALE[group.lower()] for name, group in match.groupdict().items() if group and name[0] == "x"), 1.0)
    value = SPELLED.get(said.lower()) or han(said) or float(said.replace(",", ""))
    return round(value * scale, 3)


def _doubt(one: Said, clause: Clause, number: OwnNumber, name: str, right: Right) -> Doubt:
    told = f"{right.right[0]:g}" if right.right else f"{right.least:g} - {right.most:g}"
    network = tables().models[name]
    reason = Text(
        zh=f"{network.name} 的{number.what.zh}是 {told}。", en=f"{network.name} has {number.what.en}: {told}."
    )
    return Doubt("impossible_fact", one.turn, clause.text, reason, number.source or network.source)
