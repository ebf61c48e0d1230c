"""Pieces of answers to listing items, each labelled, and the answers that are made of them.

``fragments/<item id>.jsonl``: a sentence or two a line, with the members that it gives and those that it names without
giving ("we had dropout already"). An answer to a list is a series of such pieces, so that a few hundred of them make
as many answers as training can read, with every member said and gainsaid beside every other.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluators.text import Frozen, Language
from question_bank.records import records

HERE = Path(__file__).parent / "fragments"
MOST = 6
"""Fragments of one answer, at most."""
_OPENINGS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("", "", "", "首先，", "我一般这样做：", "嗯，"),
    "en": ("", "", "", "First, ", "Well, ", "What I'd do: "),
}
_JOINTS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("。", "。", "；", "，", "\n", "。另外，", "。还有，", "，然后", "。再就是，", "。至于别的，"),
    "en": (". ", ". ", "; ", ", ", "\n", ". Also, ", ". And ", ", then ", ". Besides, ", ". As for the rest, "),
}


class Fragment(Frozen):
    """A piece of an answer."""

    language: Language
    text: str
    gives: tuple[str, ...] = ()
    """Members that it gives."""
    names: tuple[str, ...] = ()
    """Members that it names, or describes, and does not give."""


def fragments(folder: Path = HERE) -> Iterator[tuple[str, Fragment]]:
    """Every fragment below `folder` with the id of its item, in a fixed order.

    Raises:
        ValueError: a line is no fragment; the message names file and line.
    """
    return records(folder, Fragment)


def composed(pieces: Sequence[Fragment], chance: random.Random) -> tuple[str, frozenset[str]]:
    """An answer made of some of `pieces`, all of one item and language, and the members that it gives.

    No member is given in one part of it and only named in another, for then nobody knows what holds.
    """
    chosen: list[Fragment] = []
    given: set[str] = set()
    named: set[str] = set()
    for piece in chance.sample(pieces, min(chance.choice((1, 2, 3, 3, 4, 5, MOST)), len(pieces))):
        if not given & set(piece.names) and not named & set(piece.gives):
            chosen.append(piece)
            given.update(piece.gives)
            named.update(piece.names)
    language = chosen[0].language
    text = chance.choice(_OPENINGS[language])
    for place, piece in enumerate(chosen):
        last = place == len(chosen) - 1
        text += piece.text if last else piece.text.rstrip(" .。;；,，") + chance.choice(_JOINTS[language])
    return text, frozenset(given)
