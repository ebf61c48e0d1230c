"""Which of many words a text has: all are looked for in one pass over its letters, as Aho and Corasick do."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import accumulate
from threading import Lock
from typing import Generic, TypeVar

MOST_TEXTS = 1024
"""So many texts are kept with what is known by their words ..."""
MOST_STEPS = 200_000
"""... and so many steps from letter to letter; honest texts take some thousands."""
Thing = TypeVar("Thing")


class Vocabulary(Generic[Thing]):
    """Things that are known by words: `of[text]` are those of which `text` has a word, be it in lower case or not."""

    def __init__(self) -> None:
        self._by_word: dict[str, set[Thing]] = {}
        self._beginnings = {""}
        self._lock = Lock()
        self._begin_anew()

    def add(self, thing: Thing, words: Iterable[str]) -> None:
        """Know `thing` by each of `words`, which are in lower case."""
        with self._lock:
            for word in words:
                if word not in self._by_word:
                    self._by_word[word] = set()
                    self._beginnings.update(accumulate(word))
                self._by_word[word].add(thing)
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Forget what was read: it was read without the words that came since."""
        self._steps = 0
        self._places: dict[str, _Place[Thing]] = {}
        self._start = self._place("")
        self.of = _Texts(self)

    def read(self, text: str) -> AbstractSet[Thing]:
        """What `of` has for `text`."""
        found: set[Thing] = set()
        with self._lock:
            place = self._start
            for letter in text.lower():
                place = place[letter]
                if place.known:
                    found |= place.known
        return found

    def step(self, read: str, letter: str) -> "_Place[Thing]":
        """Where `letter` leads behind the letters `read`: to as many of the last ones as a word begins with."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            self._begin_anew()
        read += letter
        while read not in self._beginnings:
            read = read[1:]
        return self._places[read] if read in self._places else self._place(read)

    def _place(self, read: str) -> "_Place[Thing]":
        ends = (self._by_word.get(read[start:], ()) for start in range(len(read)))
        place = self._places[read] = _Place(self, read, frozenset(thing for things in ends for thing in things))
        return place


class _Texts(dict[str, AbstractSet[Thing]]):
    """What is known by the words of each text, read when it is asked for."""

    def __init__(self, vocabulary: Vocabulary[Thing]) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, text: str) -> AbstractSet[Thing]:
        found = self._vocabulary.read(text)
        if len(self) >= MOST_TEXTS:
            self.clear()
        self[text] = found
        return found


class _Place(dict[str, "_Place[Thing]"]):
    """Where one is in the words behind some letters, and where each next letter leads from there."""

    def __init__(self, of: Vocabulary[Thing], read: str, known: frozenset[Thing]) -> None:
        super().__init__()
        self._of = of
        self._read = read
        self.known = known
        """What is known by a word that ends here."""

    def __missing__(self, letter: str) -> "_Place[Thing]":
        self[letter] = self._of.step(self._read, letter)
        return self[letter]
