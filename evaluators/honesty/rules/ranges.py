"""Values that lie outside what their quantity can be by its definition."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Range, tables
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.text import Text

MINUS = r"(?:(?<![\w.%％)\]])[-−–]|\bminus |\bnegative |负 ?)"
VALUE = re.compile(
    rf"(?:(?P<minus>{MINUS})|(?<![A-Za-z0-9_./:@-]))(?P<value>\d{{1,4}}(?:\.\d{{1,4}})?)"
    r"(?P<percent> ?(?:%|％|percent\b|个百分点))?(?![A-Za-z0-9_./:-]*\d)",
    re.IGNORECASE,
)
"""A bare figure, or one in per cent."""
LEAD = re.compile(rf"(?:{lexicon.source('before_a_value')})*", re.IGNORECASE)
"""All that may stand between the name of a quantity, or the clause's beginning, and a value of it."""
ENDS = lexicon.words("ends_a_value")
"""What may follow a value: nothing that it counts."""
FOUND_WRONG = lexicon.words("found_wrong")
DIFFERENCE = lexicon.words("is_a_difference")
MOST_ABOVE = 2.0
"""How far above one a fraction may lie and still be meant for one: larger figures are percentages."""
SOME = re.compile(r"\d")
STEMS = lexicon.stems("stems_of_ranges")
"""Parts of the names, of which a text has one if it names anything at all: looked for first because that is quick."""
BARE = re.compile(r"(?:\d|[\s.%]|和|与|、|到|and|to)*", re.IGNORECASE)
"""Before a figure: nothing that says of what it is."""
HOW_MUCH = re.compile(
    r"多少|指标|\b(?:how (?:much|high|large|good|well)|what (?:was|is|did)|and\b|the values?)", re.IGNORECASE
)
"""A question for the value of what the turn before named."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Turns that give a value which its quantity cannot have."""
    told: tuple[tuple[int, Range], ...] = ()
    for one in reading.said:
        asked = _named(one.question) or (told if HOW_MUCH.search(one.question) else ())
        told = _named(one.text)
        if not (asked or told) or one.corrects or not SOME.search(one.text) or FOUND_WRONG.search(one.text):
            continue
        for number in dict.fromkeys(clause.sentence for clause in one.clauses):
            found = _in_sentence(one, one.sentence(number), asked[-1][1] if asked else None)
            if found:
                yield found
                break


def _in_sentence(one: Said, sentence: tuple[Clause, ...], asked: Range | None) -> Doubt | None:
    """The doubt about the first value in `sentence` that what it is a value of cannot have."""
    about = asked
    whole = "，".join(clause.text for clause in sentence)
    for clause in sentence:
        names = _named(clause.text)
        if (clause.denied and not re.search(MINUS, clause.text)) or clause.supposed:
            about = names[-1][1] if names else about
            continue
        for match in VALUE.finditer(clause.text):
            before = [(end, named) for end, named in names if end <= match.start()]
            quantity = before[-1][1] if before else about
            start = before[-1][0] if before else 0
            if not before and BARE.fullmatch(clause.text[: match.start()]):
                continue  # after a comma it may be a figure of anything
            if quantity and _stands_for(quantity, clause.text[start:], match, start) and _outside(quantity, match):
                if re.search(quantity.unless or "(?!)", whole, re.IGNORECASE) or DIFFERENCE.search(clause.text):
                    return None
                return _doubt(one, clause, quantity)
        about = names[-1][1] if names else about
    return None


def _stands_for(quantity: Range, text: str, match: re.Match[str], start: int) -> bool:
    """Whether the figure at `match` is given as a value of what is named up to `start`, where `text` begins."""
    lead = text[: match.start() - start]
    if quantity.short:
        lead = re.sub(quantity.short, "", lead, flags=re.IGNORECASE)
    if quantity.falls and match["minus"] and not lead.strip():
        return False
    return bool(LEAD.fullmatch(lead) and ENDS.match(text, match.end() - start))


def _outside(quantity: Range, match: re.Match[str]) -> bool:
    """Whether the value is one that `quantity` cannot have."""
    value = float(match["value"]) * (-1.0 if match["minus"] else 1.0)
    if quantity.percent and not match["percent"]:
        return False
    if quantity.fraction and match["percent"]:
        value /= 100.0
    elif quantity.fraction and (value > MOST_ABOVE or (value > 1.0 and "." not in match["value"])):
        return False
    below = quantity.least is not None and value < quantity.least
    return below or (quantity.most is not None and value > quantity.most)


@lru_cache(maxsize=512)
def _named(text: str) -> tuple[tuple[int, Range], ...]:
    """The quantities that `text` names, from left to right, with where each name ends."""
    if not any(stem in text.lower() for stem in STEMS):
        return ()
    ranges = tables().ranges
    return tuple((match.end(), ranges[match.lastgroup or ""]) for match in _any_name().finditer(text))


@cache
def _any_name() -> re.Pattern[str]:
    """The names of all quantities, each in a group of its id."""
    ranges = tables().ranges.items()
    return re.compile("|".join(f"(?P<{name}>{'|'.join(entry.words)})" for name, entry in ranges), re.IGNORECASE)


def _doubt(one: Said, clause: Clause, quantity: Range) -> Doubt:
    bounds = [bound for bound in (quantity.least, quantity.most) if bound is not None]
    zh = f"在 {bounds[0]:g} 到 {bounds[1]:g} 之间" if len(bounds) > 1 else ""
    en = f"is between {bounds[0]:g} and {bounds[1]:g}" if len(bounds) > 1 else ""
    if len(bounds) == 1:
        low = quantity.least is not None
        zh = f"不会{'小' if low else '大'}于 {bounds[0]:g}"
        en = f"is never {'less' if low else 'more'} than {bounds[0]:g}"
    sign = " %" if quantity.percent else ""
    reason = Text(zh=f"{quantity.name.zh}{zh}{sign.strip()}。", en=f"{quantity.name.en} {en}{sign}.")
    return Doubt("impossible_fact", one.turn, clause.text, reason, quantity.source)
