"""Typing slips in English words, corrected towards the words that a rubric knows."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from evaluators.concept.tokens import Token
from evaluators.concept.vocabulary import common_words

SHORTEST = 5
"""Shorter stems are never corrected: too many real words lie one slip apart."""
LONG = 9
"""From here on two slips are allowed."""


def corrected(found: Sequence[Token], known: Sequence[set[str]]) -> list[Token]:
    """The tokens, slips of known words replaced by the word that was meant."""
    return [
        token if not _suspicious(token.key, known) else token._replace(key=_meant(token.key, known) or token.key)
        for token in found
    ]


def _suspicious(key: str, known: Sequence[set[str]]) -> bool:
    return (
        len(key) >= SHORTEST - 1
        and key.isascii()
        and key.isalpha()
        and key not in common_words()
        and not any(key in words for words in known)
    )


def _meant(key: str, known: Sequence[set[str]]) -> str | None:
    """The one known word that `key` is a slip of, if there is exactly one nearest."""
    for slips in (1, 2) if len(key) >= LONG else (1,):
        found = {
            word
            for words in known
            for word in _candidates(frozenset(words)).get(key[0], ())
            if len(word) >= SHORTEST and abs(len(word) - len(key)) <= slips and distance(word, key, slips) <= slips
            if slips == 1 or len(word) >= LONG
            if len(word) > 6 or len(word) != len(key) or sorted(word) == sorted(key)
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None


@lru_cache(maxsize=512)
def _candidates(words: frozenset[str]) -> dict[str, list[str]]:
    """Words by their first letter, which slips leave alone."""
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        found.setdefault(word[0], []).append(word)
    return found


def distance(left: str, right: str, most: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two words, at most `most` + 1.

    >>> distance("gradient", "gradeint", 2)
    1
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, before_row = row, before
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if before_row and i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before_row[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = previous
    return row[-1]


