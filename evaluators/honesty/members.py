"""The members of a family of networks, and devices, by the short names that people use once they have been named."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache

from evaluators.honesty import facts
from evaluators.honesty.clause import Clause
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern

BEGINS = r"^(?:(?:and|but|while|the|so|那|和|还有|其中|像)\s*)*"
"""What may stand between the beginning of a statement and the name."""
GOES_ON = (
    r"(?=\s*(?:那个|这个|版本?|模型)?\s*(?:就|大概|差不多|大约|约|只|才)*(?:是|有|的参数|参数)"
    r"|\s*\d[\d.]* ?(?:层|维|亿|layers\b)"
    r"|(?:'s|\s+(?:is|has|was|comes|comes in|sits|model|one|version|variant)\b))"
)
"""What follows a name that says something of it."""


@cache
def _families() -> Mapping[str, Mapping[str, str]]:
    """Each family's members by their short names, in lower case."""
    return {
        family: {short.lower(): member for member, shorts in members.items() for short in shorts}
        for family, members in facts.raw("members")["members"].items()
    }


@cache
def families_of(name: str) -> frozenset[str]:
    """The families that a network is or belongs to, if their members have short names: of YOLOv8n, YOLOv8 and YOLO."""
    return frozenset(family for family, members in _families().items() if name == family or name in members.values())


@cache
def _members(families: AbstractSet[str]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The members of `families` whose short name means one of them alone, and the pattern of these names."""
    shorts = [short for family in sorted(families) for short in _families()[family]]
    known = {
        short: member
        for family in families
        for short, member in _families()[family].items()
        if shorts.count(short) == 1
    }
    plain = "|".join(sorted(short for short in known if short.isalpha() or short.isdigit()))
    mixed = "|".join(re.escape(short) for short in sorted(known) if not (short.isalpha() or short.isdigit()))
    parts = [rf"{BEGINS}(?P<plain>{plain}){GOES_ON}"] if plain else []
    parts += [rf"(?<![\w./-])(?P<mixed>{mixed})(?![\w./-])"] if mixed else []
    return known, re.compile("|".join(parts) or r"(?!)", re.IGNORECASE | re.ASCII)


def named(clause: Clause, families: frozenset[str]) -> Clause:
    """`clause` with the member of one of `families` that it calls by its short name, if it names no network."""
    if not families or clause.named("model"):
        return clause
    known, pattern = _members(families)
    match = pattern.search(clause.text)
    if match is None:
        return clause
    group = match.lastgroup or ""
    mention = Mention("model", known[match[group].lower()], match.start(group), match.end(group))
    kept = [other for other in clause.mentions if other.end <= mention.start or mention.end <= other.start]
    return replace(clause, mentions=tuple(sorted([*kept, mention], key=lambda each: each.start)))


EARLIER_ONE = Pattern(
    r"(?:老|旧|初代|一代|上代|上一代|前代|原来|以前|之前|最早)的?(?:那[个块款])?\s*$|"
    r"\b(?:old|older|original|first|previous|earlier|former)\s*$"
)
"""Before a short name: it is of a device that came before the one spoken of ("the old Nano", of an Orin Nano)."""


@cache
def _shorts() -> Mapping[str, tuple[str, ...]]:
    """Each device with its short names, as they are written."""
    return {device: tuple(shorts) for device, shorts in facts.raw("members")["devices"].items()}


@cache
def _devices(known: AbstractSet[str]) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The devices of `known` by the short names that mean one of them alone, and the pattern of these names."""
    shorts = [short for device in known for short in _shorts()[device]]
    single = {short: device for device in known for short in _shorts()[device] if shorts.count(short) == 1}
    words = "|".join(map(re.escape, sorted(single)))
    return single, re.compile(rf"(?<![\w./-])(?:{words})s?(?![\w./-])" if words else r"(?!)", re.ASCII)


def with_short_names(mentions: Iterable[Mention]) -> frozenset[str]:
    """The devices among `mentions` that have a short name."""
    return frozenset(mention.id for mention in mentions if mention.kind == "hardware" and mention.id in _shorts())


def devices(text: str, mentions: tuple[Mention, ...], known: frozenset[str]) -> tuple[Mention, ...]:
    """`mentions` with the devices of `known` that `text` calls by their short names ("the Nano")."""
    if not known:
        return mentions
    single, pattern = _devices(known)
    found = [
        Mention("hardware", single.get(match[0], single.get(match[0].rstrip("s"), "")), match.start(), match.end())
        for match in pattern.finditer(text)
        if not EARLIER_ONE.search(text[: match.start()])
        if not any(other.start < match.end() and match.start() < other.end for other in mentions)
    ]
    return tuple(sorted([*mentions, *found], key=lambda each: each.start)) if found else mentions
