"""The words that all rubrics share: the glossary's terms, the relations, and the cues by which a clause is read."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from evaluators.concept.lexicon import Lexicon
from evaluators.concept.stems import stem
from evaluators.text import Frozen

HERE = Path(__file__).parent


class Relation(Frozen):
    """A relation's wordings, by the order in which its two sides stand."""

    says: tuple[str, ...]
    """``cause <says> effect``."""
    reversed: tuple[str, ...] = ()
    """``effect <reversed> cause``; empty for a relation without a direction."""


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return content


@cache
def glossary() -> Mapping[str, tuple[str, ...]]:
    """Every shared term with its wordings, both languages in one list.

    Raises:
        ValueError: a term is defined in two files.

    """
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((HERE / "glossary").glob("*.yaml")):
        for name, wordings in _read(path).items():
            if name in found:
                raise ValueError(f"{path.name}: {name!r} is defined twice")
            found[name] = tuple(str(wording) for wording in wordings)
    return found


@cache
def relations() -> Mapping[str, Relation]:
    """Every shared relation."""
    return {
        name: Relation.model_validate(value if isinstance(value, dict) else {"says": value})
        for name, value in _read(HERE / "relations" / "relations.yaml").items()
    }


@cache
def cues() -> Lexicon:
    """The words that say how a clause is meant: denial, connection, correction, attribution and so on, by label."""
    files = ("cues.yaml", "stance.yaml", "offers.yaml")
    return Lexicon({label: says for file in files for label, says in _read(HERE / "relations" / file).items()})


@cache
def common_words() -> frozenset[str]:
    """Stems of everyday English words, which are never taken for a slip of a technical one."""
    return frozenset(
        stem(word) for line in _read(HERE / "relations" / "english.yaml")["words"] for word in line.split()
    )
