"""All wordings of a rubric in one trie: every occurrence of every label in one pass over an answer."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from evaluators.concept.wording import GAP, WIDEST, readings

MANY = 200
"""Occurrences of one label that are kept: what an answer says more often than that, it has said."""
_LABELS = ""
"""The key under which a node keeps the labels of the readings that end there; no token is empty."""


class Span(NamedTuple):
    """Tokens `start` up to, not including, `end`."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold a token in common."""
        return self.start < other.end and other.start < self.end

    def within(self, other: "Span") -> bool:
        """Whether `other` holds all of this one and more."""
        return other.start <= self.start and self.end <= other.end and self != other


class Lexicon:
    """A trie of token sequences, each with its labels."""

    def __init__(self, wordings: Mapping[str, Iterable[str]]) -> None:
        """Compile the wordings of each label."""
        self.words: set[str] = set()
        """Every English stem that occurs in a wording: what typing slips are corrected to."""
        self._root: dict[str, Any] = {}
        for label, texts in wordings.items():
            for text in texts:
                for reading in readings(text):
                    node = self._root
                    for token in reading:
                        node = node.setdefault(token, {})
                        if len(token) > 3 and token.isascii() and token.isalpha():
                            self.words.add(token)
                    node.setdefault(_LABELS, set()).add(label)

    def occurrences(self, keys: Sequence[str], ends: Sequence[int]) -> dict[tuple[str, Span], frozenset[int]]:
        """Every label with its span, and the tokens of the span that only fill a gap (as few as possible).

        `ends[i]` is the end of the clause of token `i`, which no gap crosses.
        """
        found: dict[tuple[str, Span], frozenset[int]] = {}
        count: Counter[str] = Counter()
        for start, key in enumerate(keys):
            node = self._root.get(key)
            if node is None:
                continue
            for label, span, gaps in self._from(node, start, start + 1, (), keys, ends):
                known = found.get((label, span))
                if known is None:
                    count[label] += 1
                if count[label] <= MANY and (known is None or len(gaps) < len(known)):
                    found[label, span] = frozenset(gaps)
        return found

    def _from(  # noqa: PLR0913, PLR0917 - a walk's state
        self, node: dict[str, Any], start: int, at: int, gaps: tuple[int, ...], keys: Sequence[str], ends: Sequence[int]
    ) -> Iterator[tuple[str, Span, tuple[int, ...]]]:
        """Labels of the readings that go on from `node` with token `at`."""
        while True:
            for label in node.get(_LABELS, ()):
                yield label, Span(start, at), gaps
            gap = node.get(GAP)
            if gap is not None:
                for skipped in range(at, min(at + WIDEST + 1, ends[start])):
                    following = gap.get(keys[skipped])
                    if following is not None:
                        passed = (*gaps, *range(at, skipped))
                        yield from self._from(following, start, skipped + 1, passed, keys, ends)
            if at >= len(keys):
                return
            following = node.get(keys[at])
            if following is None:
                return
            node = following
            at += 1
