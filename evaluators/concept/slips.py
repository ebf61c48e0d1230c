"""Typing slips in English words, corrected towards the words that a rubric knows."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from evaluators.concept.tokens import Token

SHORTEST = 5
"""Shorter stems are never corrected: too many real words lie one slip apart."""
SHORT = 6
"""Up to here a replaced letter makes another word more often than a slip: only swaps, missing and added ones count."""
LONG = 9
"""From here on two slips are allowed."""


def _slips(ending: str) -> Iterator[str]:
    """An ending with one letter left out, or two swapped."""
    for place in range(len(ending)):
        yield ending[:place] + ending[place + 1 :]
        yield ending[:place] + ending[place + 1 : place + 2] + ending[place : place + 1] + ending[place + 2 :]


class Speller:
    """The words that may be meant, by what is left of them when a letter is left out."""

    def __init__(self, words: Iterable[str], everyday: AbstractSet[str]) -> None:
        """Words to correct to, and everyday words that are never corrected."""
        self._words = frozenset(words)
        self._everyday = everyday
        self._shortened: dict[str, set[str]] = {}
        self._long: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= SHORTEST:
                for shortened in _shortened(word):
                    self._shortened.setdefault(shortened, set()).add(word)
            if len(word) >= LONG:
                self._long.setdefault(word[0], []).append(word)

    def corrected(self, found: Iterable[Token]) -> list[Token]:
        """The tokens, slips of known words replaced by the word that was meant."""
        return [
            token._replace(key=self._meant(token.key) or token.key) if self._odd(token.key) else token
            for token in found
        ]

    def _odd(self, key: str) -> bool:
        """Whether `key` is a word that neither the rubric nor everyday English knows."""
        return (
            len(key) >= SHORTEST - 1
            and key.isascii()
            and key.isalpha()
            and key not in self._words
            and key not in self._everyday
        )

    def _meant(self, key: str) -> str | None:
        """The one known word that `key` is a slip of, if exactly one is nearest; the first letter is never a slip."""
        near = {word for shortened in _shortened(key) for word in self._shortened.get(shortened, ())}
        found = {rest for end in _MISTYPED if key.endswith(end) and (rest := key.removesuffix(end)) in self._words} or {
            word for word in near if word[0] == key[0] and distance(word, key, 1) <= 1 and not _replaced(word, key)
        }
        if not found and len(key) >= LONG - 1:
            found = {word for word in self._long.get(key[0], ()) if distance(word, key, 2) <= 2}
        return found.pop() if len(found) == 1 else None


_MISTYPED = frozenset(
    slip for ending in ("ing", "ation") for slip in _slips(ending) if slip != ending and len(slip) > 1
)
"""Endings that stemming does not know for what they are: *samplng*, *normalizaton*."""


def _shortened(word: str) -> Iterator[str]:
    """The word, and the word with each letter left out in turn."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _replaced(word: str, key: str) -> bool:
    """Whether a short word differs by a letter replaced, not swapped."""
    return len(word) <= SHORT and len(word) == len(key) and sorted(word) != sorted(key)


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
        previous, above = row, before
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if above and a == right[j - 2] and left[i - 2] == b and j > 1:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = previous
    return row[-1]
