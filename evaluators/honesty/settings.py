"""What is set once and has a number: the learning rate, the longest input, the sampling rate, the rank of LoRA."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from evaluators.honesty import figures, lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said
from evaluators.text import Frozen, Text

NUMBER = r"(\d+(?:\.\d+)?(?:e-?\d+)?(?: ?(?:k|m|万|千|million|thousand)(?![a-z]))?)"
BEHIND = lexicon.source("links_a_setting")
"""Between a setting's name and its value."""
VARIED = lexicon.words("setting_varied")
"""The setting was changed, tried, or holds for a part."""
SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?e-?\d+")


class Kind(Frozen):
    """Something that is set once."""

    name: Text
    words: str
    by: tuple[str, ...] = ()
    share: float = 0.1
    """By how much two statements may differ, as a share of the larger."""
    whole: bool = False
    """Whether it must be a whole number of things."""


class Setting(NamedTuple):
    """A setting with its value; `name` is an id of `settings.yaml`."""

    name: str
    value: float


@cache
def kinds() -> Mapping[str, Kind]:
    """The settings that are known, by id."""
    raw = yaml.load((Path(__file__).parent / "settings.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return {name: Kind.model_validate(entry) for name, entry in raw.items()}


@cache
def _patterns() -> Mapping[str, Pattern]:
    return {
        name: Pattern("|".join([rf"(?:{kind.words}){BEHIND}{NUMBER}(?![\d.]|\s*[%％倍x])", *kind.by]))
        for name, kind in kinds().items()
    }


def settings_of(one: Said, clause: Clause) -> Iterator[Setting]:
    """The settings that a clause tells."""
    sentence = " ".join(part.text for part in one.sentence(clause.sentence))
    for name, pattern in _patterns().items():
        found = {match[0]: next(group for group in match.groups() if group) for match in pattern.finditer(clause.text)}
        values = {value for words in found.values() if (value := _value(words)) is not None}
        if len(values) == 1 and not VARIED.search(sentence):
            yield Setting(name, values.pop())


def differ(name: str, first: float, second: float) -> bool:
    """Whether two values of the setting `name` cannot both be meant."""
    return abs(first - second) > kinds()[name].share * max(first, second)


def _value(words: str) -> float | None:
    """The number that the words say."""
    if SCIENTIFIC.fullmatch(words):
        return float(words)
    if words.lower() == "a single":
        return 1.0
    found = figures.find(words) or figures.find(f"{words} people") or figures.find(f"{words}个人")
    return found[0].value if found else None
