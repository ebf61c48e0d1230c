"""One merge of byte-pair encoding (Sennrich et al. 2016): the most frequent pair of neighbours becomes one symbol."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from evaluators.program.case_judging import Case, CaseTask

Word = tuple[str, ...]
Words = dict[Word, int]


def counted(words: Words) -> Counter[tuple[str, str]]:
    """How often each pair of neighbours occurs."""
    counts: Counter[tuple[str, str]] = Counter()
    for word, count in words.items():
        for pair in pairwise(word):
            counts[pair] += count
    return counts


def best_pair(words: Words) -> tuple[str, str] | None:
    """The most frequent pair of neighbours, the smallest of equally frequent ones; None where there is none."""
    counts = counted(words)
    return min(counts, key=lambda pair: (-counts[pair], pair), default=None)


def merged(words: Words, pair: tuple[str, str]) -> Words:
    """Each word with its pairs joined from left to right; counts of words that have become the same are added."""
    found: Counter[Word] = Counter()
    for word, count in words.items():
        joined: list[str] = []
        place = 0
        while place < len(word):
            here = word[place : place + 2] == pair
            joined.append("".join(pair) if here else word[place])
            place += 2 if here else 1
        found[tuple(joined)] += count
    return dict(found)


def agrees(got: Any, case: Case) -> bool:
    """For ``pair``, the pair alone; for ``merge``, whether the words follow from the pair that was chosen."""
    (words,), (pair, due) = case.arguments, case.expected
    if not isinstance(got, tuple | list) or len(got) != 2:
        return False
    chosen = tuple(got[0]) if isinstance(got[0], tuple | list) else got[0]
    if case.criterion == "pair":
        return bool(chosen == pair)
    if case.criterion == "merge":
        return (
            isinstance(chosen, tuple)
            and len(chosen) == 2
            and all(isinstance(one, str) for one in chosen)
            and chosen in {two for word in words for two in pairwise(word)}
            and got[1] == merged(words, chosen)
        )
    return bool(chosen == pair and got[1] == due)


def some(draw: np.random.Generator) -> Words:
    """Words of a few letters, so that pairs are frequent; one pair is the most frequent of all."""
    while True:
        words = {
            tuple(draw.choice(list("abcde"), size=draw.integers(2, 8)).tolist()): int(draw.integers(1, 9))
            for _ in range(8)
        }
        if not tied(words):
            return words


def tied(words: Words) -> bool:
    """Whether two pairs are equally frequent, and more so than all others."""
    first, second, *_ = [*sorted(counted(words).values(), reverse=True), 0, 0]
    return first == second


def cases(draw: np.random.Generator) -> Iterator[Case]:
    """Words of a text, symbols that were merged before, random words, and what goes wrong at the edges."""

    def case(criterion: str, words: Words) -> Case:
        pair = best_pair(words)
        return Case(criterion, [words], (pair, merged(words, pair) if pair else words))

    text: Words = {(*"low", "</w>"): 5, (*"lower", "</w>"): 2, (*"newest", "</w>"): 6, (*"wide", "</w>"): 3}
    twice: Words = {tuple("banana"): 3, tuple("can"): 1}
    later: Words = {("a", "b"): 5, ("xa", "b"): 2, ("a", "bc"): 2}  # the pair as text, but not as symbols
    for words in (text, twice, later, *(some(draw) for _ in range(6))):
        yield case("pair", words)
        yield case("merge", words)
    # As in the paper, where three pairs occur nine times each.
    yield case("edges", {(*"low", "</w>"): 5, (*"lower", "</w>"): 2, (*"newest", "</w>"): 6, (*"widest", "</w>"): 3})
    yield case("edges", later)
    yield case("edges", {})
    yield case("edges", {("a",): 3, ("b",): 1})
    yield case("edges", {("b", "a"): 2, ("a", "b"): 2})  # equally frequent
    yield case("edges", {("a", "a", "a"): 1, ("a", "a", "a", "a"): 1})  # pairs that overlap
    yield case("edges", {("a", "b", "c"): 2, ("ab", "c"): 3, ("a", "b"): 4})  # two words become one
    yield case("edges", {("ab", "c"): 5, ("a", "bc"): 4, ("a", "b", "c"): 1})  # symbols, not characters


judge = CaseTask("bpe_merge_step", cases, agrees, forms=("plain",)).judge
