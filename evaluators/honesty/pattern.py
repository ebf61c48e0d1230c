"""Patterns that are tried only on a text in which they can match: most lists of words have none of theirs in it.

Trying a pattern of many alternatives at each letter takes some hundred times as long as asking whether one of its words
is in the text, and a turn is held against hundreds of patterns. So the words of all patterns are looked for in a text
at once, and each pattern then asks whether it was met.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from re import _parser  # type: ignore[attr-defined]  # where Python reads patterns; Hypothesis reads them there, too
from typing import Any, Generic, TypeVar

from evaluators.honesty.vocabulary import Vocabulary

LEAST_WEIGHT = 2
"""A lighter word is in every text: not worth looking for."""
COMMON = " .,-'"
"""Signs that are in every text."""
MOST_FORMS = 32
"""So many forms of a part are told one by one."""
NOTHING = frozenset({""})
LONGEST = 10_000
"""Letters of a text in which the words of all patterns are looked for; in a longer one each pattern looks for its own,
so that what is kept of texts stays small."""
TAKES_NO_LETTER = frozenset({"AT", "ASSERT", "ASSERT_NOT"})
"""Kinds of parts between which letters stand side by side."""
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
Thing = TypeVar("Thing")
PATTERNS: Vocabulary["Pattern"] = Vocabulary()
"""All patterns that were tried, known by their words."""


class Pattern:
    """A regular expression, matched without regard to case, with the methods of `re.Pattern` that are in use."""

    def __init__(self, source: str) -> None:
        """Compile `source`.

        Raises:
            re.error: `source` is no regular expression.

        """
        self.pattern = source
        """The source."""
        self._compiled = re.compile(source, re.IGNORECASE)

    @cached_property
    def words(self) -> frozenset[str]:
        """Of these, in lower case, every match holds at least one; empty where none can be told."""
        found = _shortest(_needed(_parser.parse(self.pattern, re.IGNORECASE)))
        PATTERNS.add(self, found)
        return found

    def can_match(self, text: str) -> bool:
        """Whether `text` has a word that a match needs.

        Two letters that Python matches without regard to case are not looked for, the long s and the dotless i:
        nobody writes them for s and i.
        """
        if not self.words:
            return True
        if len(text) > LONGEST:
            lower = text.lower()
            return any(word in lower for word in self.words)
        return self in PATTERNS.of[text]

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match that begins at `start` or behind it."""
        return self._compiled.search(text, start) if self.can_match(text) else None

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins at `start`."""
        return self._compiled.match(text, start) if self.can_match(text) else None

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The match that is all of `text`, or all from `start` to `end`."""
        return self._compiled.fullmatch(text, start, end) if self.can_match(text) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """The matches in `text`, or those from `start` to `end`, from left to right."""
        return self._compiled.finditer(text, start, end) if self.can_match(text) else iter(())

    def findall(self, text: str) -> list[Any]:
        """The matches in `text`, or the groups in them, as `re.Pattern.findall` gives them."""
        return self._compiled.findall(text) if self.can_match(text) else []

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """`text` with each match replaced, or the first `count` of them."""
        return self._compiled.sub(by, text, count) if self.can_match(text) else text

    def split(self, text: str, maxsplit: int = 0) -> list[str | Any]:
        """What lies between the matches in `text`, or between the first `maxsplit` of them."""
        return self._compiled.split(text, maxsplit) if self.can_match(text) else [text]


class ByPattern(Generic[Thing]):
    """Things of a long table, each known by patterns, of which those are found at once that a text can match."""

    def __init__(self, table: Iterable[tuple[Thing, Iterable[Pattern]]]) -> None:
        self._things: list[Thing] = []
        self._places: dict[Pattern, int] = {}
        for place, (thing, patterns) in enumerate(table):
            self._things.append(thing)
            self._places.update(dict.fromkeys(patterns, place))
        self._patterns = frozenset(self._places)
        self._wordless = frozenset(pattern for pattern in self._patterns if not pattern.words)

    def that_can_match(self, text: str) -> list[Thing]:
        """Those of which a pattern can match `text` (see `Pattern.can_match`), in the order of the table."""
        if len(text) > LONGEST:
            able = frozenset(pattern for pattern in self._patterns if pattern.can_match(text))
        else:
            able = self._wordless | (self._patterns & PATTERNS.of[text])
        return [self._things[place] for place in sorted({self._places[pattern] for pattern in able})]


def _shortest(words: Iterable[str]) -> frozenset[str]:
    """The words that do not hold another: what has "training" has "train"."""
    found: list[str] = []
    for word in sorted(words, key=len):
        if not any(shorter in word for shorter in found):
            found.append(word)
    return frozenset(found)


def _needed(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The words of which a match of the parsed sequence has one: those of its most telling part."""
    parts: list[frozenset[str]] = []
    run = NOTHING
    for kind, value in parsed:
        name = kind.name
        if name in TAKES_NO_LETTER:
            continue
        forms = _forms(name, value)
        longer = _joined(run, forms) if forms else None
        if longer is None:
            parts += [run, _needed_in(name, value)]
        run = longer or forms or NOTHING
    weighed = [(min(map(_weight, part)), -len(part), part) for part in [*parts, run] if part]
    telling = [part for part in weighed if part[0] >= LEAST_WEIGHT]
    return max(telling, key=lambda part: part[:2], default=(0, 0, frozenset[str]()))[2]


def _needed_in(name: str, value: Any) -> frozenset[str]:
    """The same for one part that has too many forms, or endlessly many."""
    if name == "SUBPATTERN":
        return _needed(value[-1])
    if name == "BRANCH":
        each = [_needed(branch) for branch in value[1]]
        return frozenset().union(*each) if all(each) else frozenset()
    if name in REPEATS and value[0] > 0:
        return _needed(value[-1])
    if name == "IN":
        return _letters(value) or frozenset()
    return frozenset()


def _forms(name: str, value: Any) -> frozenset[str] | None:
    """All that one part matches, in lower case; None where that is more than a few."""
    forms: frozenset[str] | None = None
    if name == "LITERAL":
        forms = frozenset({chr(value).lower()})
    elif name == "IN":
        forms = _letters(value)
    elif name == "SUBPATTERN":
        forms = _all_forms(value[-1])
    elif name == "BRANCH":
        each = [_all_forms(branch) for branch in value[1]]
        forms = frozenset().union(*(some for some in each if some)) if all(each) else None
    elif name in REPEATS and value[:2] == (0, 1):
        once = _all_forms(value[-1])
        forms = once | NOTHING if once else None
    return forms if forms and len(forms) <= MOST_FORMS else None


def _all_forms(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The same for a sequence."""
    run: frozenset[str] | None = NOTHING
    for kind, value in parsed:
        if kind.name not in TAKES_NO_LETTER and run:
            forms = _forms(kind.name, value)
            run = _joined(run, forms) if forms else None
    return run


def _joined(first: frozenset[str], then: frozenset[str]) -> frozenset[str] | None:
    """Each of `first` with each of `then` behind it; None where that is more than a few."""
    few = len(first) * len(then) <= MOST_FORMS
    return frozenset(one + other for one in first for other in then) if few else None


def _letters(members: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The letters that a class lists one by one; None where it does otherwise."""
    listed = [chr(letter).lower() for kind, letter in members if kind.name == "LITERAL"]
    return frozenset(listed) if len(listed) == len(list(members)) else None


def _weight(word: str) -> int:
    """How rare a word is: a letter weighs one, a sign two, and a Chinese character, of three bytes, three."""
    return sum(
        1 if char.isascii() and (char.isalnum() or char in COMMON) else max(2, len(char.encode())) for char in word
    )
