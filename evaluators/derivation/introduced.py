"""Words of the candidate's own for letters that the question declares: "where step is s", "其中得分是 s"."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from evaluators.derivation.lexicon import EVERYDAY, FUNCTIONS, WORDS
from evaluators.derivation.tokens import Vocabulary, joined

MOST = 12
"""Most words of an answer that are looked up."""
SIGNS = r"[-+*/^(){}\[\],|·×÷−⊙@_]"
OPERAND = re.compile(
    rf"(?:(?<={SIGNS})|(?<={SIGNS} )|(?<!\S))(?:[A-Za-z]\w{{1,30}}|[\u4e00-\u9fff]{{1,6}})(?= ?{SIGNS})"
    rf"|(?:(?<={SIGNS})|(?<={SIGNS} ))(?:[A-Za-z]\w{{1,30}}|[\u4e00-\u9fff]{{1,6}})(?![\w\u4e00-\u9fff.])"
)
"""A word with a sign beside it."""
LINK = (
    r"\s*(?:[:：]?=|[:：]|(?:is|are|being|denotes?|means|stands for|represents|for|as)\b"
    r"|就是|指的是|是|为|即|表示|代表|指|记为|记作)\s*(?:the |a |an )?\s*|\s+the\s+"
)
"""What stands between a word and its letter."""


@dataclass(frozen=True)
class Introduced:
    """What each word stands for, and where the answer says so."""

    letters: Mapping[str, str] = field(default_factory=dict)
    """Canonical words, each with the declared letter that it stands for."""
    places: tuple[tuple[int, int], ...] = ()

    def vocabulary(self, known: Vocabulary) -> Vocabulary:
        """`known` with the words: Chinese ones as phrases, the others as names."""
        spoken = {word: letter for word, letter in self.letters.items() if not word.isascii()}
        plain = known.plus(self.letters.keys() - spoken.keys())
        return Vocabulary(plain.names, {**plain.phrases, **spoken}, plain.parameters) if spoken else plain

    def says(self, start: int, end: int) -> bool:
        """Whether what stands there only introduces a word."""
        return any(begin < end and start < stop for begin, stop in self.places)


def introduced(answer: str, declared: Collection[str]) -> Introduced:
    """The operands of `answer` that it sets equal to one of the `declared` letters, in signs or words."""
    letters: dict[str, str] = {}
    places: list[tuple[int, int]] = []
    for word in sorted(list(_operands(answer, declared))[:MOST], key=len, reverse=True):
        either = "|".join(re.escape(letter) for letter in sorted(declared, key=len, reverse=True))
        ends = r"(?![A-Za-z0-9_(]| ?[*/^]| [-+])"
        pattern = (
            rf"(?<![A-Za-z0-9_]){re.escape(word)}(?:{LINK})(?P<after>{either}){ends}"
            rf"|(?<![A-Za-z0-9_\\])(?P<before>{either})(?:{LINK}){re.escape(word)}{ends}"
        )
        for match in re.finditer(pattern, answer):
            if any(begin < match.end() and match.start() < end for begin, end in places):
                continue  # within a longer word: "预热步数是 w"
            letters[joined(word) if word.isascii() else word] = match["after"] or match["before"]
            places.append(match.span())
    return Introduced(letters, tuple(places))


def _operands(answer: str, declared: Collection[str]) -> Iterator[str]:
    """Words beside a sign that mean nothing yet, each once."""
    taken = {*declared, *(FUNCTIONS.keys() - EVERYDAY), *WORDS}
    for match in OPERAND.finditer(answer):
        if match[0] not in taken:
            taken.add(match[0])
            yield match[0]
