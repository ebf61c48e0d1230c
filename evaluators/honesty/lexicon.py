"""The words by which a text is read: lists in `lexicon.yaml`, one name a list."""

from functools import cache
from pathlib import Path

import yaml

from evaluators.honesty.pattern import Pattern


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = yaml.load(
        (Path(__file__).parent / "lexicon.yaml").read_bytes(), Loader=yaml.CSafeLoader
    )
    return found


def stems(name: str) -> tuple[str, ...]:
    """The parts of the list called `name` as they stand: plain text, of which one must be there if anything is.

    Raises:
        KeyError: there is no such list.

    """
    return tuple(_lists()[name]["parts"])


def source(name: str, **parts: str) -> str:
    """The list called `name` as the source of one pattern; words in capitals stand for the `parts` of that name.

    Raises:
        KeyError: there is no such list.

    """
    entry = _lists()[name]
    alternatives = list(entry.get("parts", ()))
    if "words" in entry:
        alternatives.append(rf"\b(?:{'|'.join(entry['words'])})\b")
    joined = "|".join(alternatives)
    for part, pattern in parts.items():
        joined = joined.replace(part, pattern)
    return joined


def words(name: str, **parts: str) -> Pattern:
    """The list called `name` as one pattern: its ``parts`` anywhere, its ``words`` as whole words, in any case."""
    return Pattern(source(name, **parts))
