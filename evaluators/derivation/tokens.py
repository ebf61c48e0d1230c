"""What a text is made of: tokens, and the names and words that an item lets its answers use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from evaluators.derivation.lexicon import WORDS

LONG = 4
"""Least letters of a name that is known in spite of a misspelling."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: `kind` is num, name, fn, method, op, rel, soft, cmd, word, label or sep."""

    kind: str
    text: str
    start: int
    end: int
    gap: bool = False
    """Whether white space stands before it."""


@dataclass(frozen=True)
class Vocabulary:
    """What an item lets its answers say beyond plain mathematics."""

    names: frozenset[str] = frozenset()
    """Symbols by canonical name."""
    phrases: Mapping[str, str] = field(default_factory=dict)
    """Words that stand for a symbol, lower case."""
    parameters: bool = False
    """Whether weights and biases may have any names."""

    @cached_property
    def words(self) -> dict[str, tuple[str, str]]:
        """Every phrase with the kind and text of the token it becomes."""
        kinds = {word: sign.partition(":") for word, sign in WORDS.items()}
        table = {word: (kind, sign) if sign else ("verbal", kind) for word, (kind, _, sign) in kinds.items()}
        table.update({phrase.lower(): ("label", name) for phrase, name in self.phrases.items()})
        return table

    @cached_property
    def long(self) -> tuple[str, ...]:
        """Names and spoken names that are long enough to be known with a wrong letter in them."""
        words = [word for word in self.phrases if word.isascii() and word.isalpha() and len(word) >= LONG]
        return (*sorted(words), *sorted(name for name in self.names if name.isalpha() and len(name) >= LONG))

    @cached_property
    def starts(self) -> frozenset[str]:
        """First words of English phrases."""
        return frozenset(phrase.split()[0] for phrase in self.words if phrase[0].isascii())

    def plus(self, names: Iterable[str]) -> "Vocabulary":
        """With more symbols."""
        more = frozenset(names) - self.names
        return Vocabulary(self.names | more, self.phrases, self.parameters) if more else self


def canonical(base: str, subscript: str = "") -> str:
    """A symbol's one spelling: ``W_2`` is ``W2``, ``h_{t-1}`` is ``h_t-1``."""
    base = "eps" + base[7:] if base.startswith("epsilon") else base
    if not subscript:
        return base
    return f"{base}{subscript}" if subscript.isdecimal() else f"{base}_{subscript}"


def joined(spelling: str) -> str:
    """An ASCII identifier's canonical name: ``beta_1`` is ``beta1``."""
    base, *parts = spelling.split("_")
    name = canonical(base)
    for part in parts:
        name = canonical(name, part)
    return name
