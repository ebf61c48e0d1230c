"""Answer text as tokens: normalised for comparison, each with its place in the original.

A token is an English word's stem, a number, one Chinese character or one symbol. The same function reads answers
and the wordings of a rubric, so whatever it makes alike is alike.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from evaluators.concept.stems import stem

MAX_CHARACTERS = 8000
"""What is read of an answer; a person types less in any interview."""

DATA = Path(__file__).parent


class Token(NamedTuple):
    """One unit of comparison."""

    key: str
    """What is compared: a stem, a number's digits, a character."""
    start: int
    """Offset into the original text."""
    end: int
    word: str
    """As written, in lower case."""


class Character(NamedTuple):
    """A normalised character and where it came from."""

    text: str
    offset: int


@cache
def _fold() -> dict[str, str]:
    """Traditional characters to simplified ones, and other spellings of one symbol."""
    table = yaml.load((DATA / "folding.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    pairs: dict[str, str] = {pair[0]: pair[1] for line in table["traditional"] for pair in line.split()}
    return {**pairs, **table["symbols"]}


@cache
def _regional() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words of Taiwan and Hong Kong to those of the mainland, after their characters were folded."""
    words: dict[str, str] = yaml.load((DATA / "folding.yaml").read_bytes(), Loader=yaml.CSafeLoader)["regional"]
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))), words


def is_chinese(character: str) -> bool:
    """Whether `character` is a Chinese one.

    >>> is_chinese("批"), is_chinese("b")
    (True, False)
    """
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def normalise(text: str) -> list[Character]:
    """Width, case, traditional characters, invisible characters and LaTeX made alike."""
    fold = _fold()
    found: list[Character] = []
    for offset, raw in enumerate(text[:MAX_CHARACTERS]):
        if raw < "\x80":
            found.append(Character(raw.lower(), offset))
            continue
        if unicodedata.category(raw) in {"Cf", "Mn", "Cc"}:
            continue
        folded = fold.get(raw) or "".join(fold.get(c, c) for c in unicodedata.normalize("NFKC", raw).lower())
        found.extend(Character(c, offset) for c in folded)
    flat = "".join(c.text for c in found)
    if "\\" in flat:
        found = _without_latex(found)
        flat = "".join(c.text for c in found)
    pattern, words = _regional()
    return _replaced(found, pattern, lambda m: words[m[0]]) if pattern.search(flat) else found


def _replaced(
    characters: list[Character], pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]
) -> list[Character]:
    """Every match of `pattern` replaced; the new characters keep the place of the old ones."""
    flat = "".join(c.text for c in characters)
    found: list[Character] = []
    done = 0
    for match in pattern.finditer(flat):
        found.extend(characters[done : match.start()])
        new = replacement(match)
        old = characters[match.start() : match.end()]
        last = len(new) - 1
        found.extend(Character(c, old[-1 if i == last else min(i, len(old) - 1)].offset) for i, c in enumerate(new))
        done = match.end()
    found.extend(characters[done:])
    return found


_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]{0,200})\}\s*\{([^{}]{0,200})\}")
_COMMAND = re.compile(r"\\([a-z]+)\s*|\\[,;:! |]")
_SILENT = frozenset(
    [
        "left", "right", "mathrm", "mathbf", "mathcal", "mathbb", "text", "textbf", "operatorname", "bm", "boldsymbol",
        "quad", "qquad", "displaystyle", "top", "big", "bigl", "bigr", "hat", "tilde", "bar", "limits",
    ]
)  # fmt: skip
_LATEX = {
    "sum": "σ", "prod": "∏", "cdot": "*", "times": "×", "div": "/", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "to": "→", "rightarrow": "→", "implies": "→", "approx": "≈", "neq": "≠", "infty": "∞", "partial": "∂",
    "nabla": "∇", "lt": "<", "gt": ">", "mid": "|", "odot": "*",
}  # fmt: skip


def _without_latex(characters: list[Character]) -> list[Character]:
    """LaTeX commands as the symbols they print; fractions as quotients."""
    for _ in range(4):
        flat = "".join(c.text for c in characters)
        if not _FRACTION.search(flat):
            break
        characters = list(_quotients(characters, flat))

    def printed(match: re.Match[str]) -> str:
        name = match[1] or ""
        return " " if not name or name in _SILENT else f" {_LATEX.get(name, name)} "

    return _replaced(characters, _COMMAND, printed)


def _quotients(characters: list[Character], flat: str) -> Iterator[Character]:
    """Innermost fractions as quotients, each character in its place."""
    done = 0
    for match in _FRACTION.finditer(flat):
        yield from characters[done : match.start()]
        for group, sign in ((1, "/"), (2, "")):
            start, end = match.span(group)
            bracketed = bool(re.search(r"[+\-*/]", match[group]))
            yield from [Character("(", characters[start - 1].offset)] * bracketed
            yield from characters[start:end]
            yield from [Character(")", characters[end].offset)] * bracketed
            yield from [Character(sign, characters[end].offset)] * bool(sign)
        done = match.end()
    yield from characters[done:]


_WORD = re.compile(
    r"[\u0370-\u03ff]|[a-z\u00df-\u024f]+(?:\d+[a-z]*)*(?:['\u2019][a-z]{1,2}\b)?|\d+(?:[.,]\d+)*(?:e[+-]?\d+)?|\S|\n"
)
_JOINED = frozenset(["pre", "mini", "multi", "hyper", "non", "semi"])
"""Prefixes that are written apart, with a hyphen or in one: always read in one."""
_HYPHENED = _JOINED | frozenset(["re", "un", "over", "under", "sub", "auto", "de", "co"])
IGNORED = frozenset(
    ["的", "了", "着", "也", "都", "a", "an", "the", '"', "'", "“", "”", "‘", "’", "`", "$", "_", "{", "}"]
)
_NOT = {
    "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "wont", "cant", "couldnt", "wouldnt", "shouldnt", "aint",
    "havent", "hasnt", "dosent", "dosnt", "doesent",
}  # fmt: skip
_SHORT = {"d": "would", "ll": "will", "ve": "have", "re": "are", "m": "am"}
_SUBJECTS = frozenset(
    ["it", "that", "this", "there", "he", "she", "one", "other", "what", "which", "who", "where", "here", "everything"]
)
"""Behind one of these, 's is a verb; elsewhere it is a genitive."""
_DOTTED = re.compile(r"\b(e\.g|i\.e|vs|etc|al|cf|approx)\.")
_TIMES = re.compile(r"(?<=\d)\s?[*×]\s?(?=\d)")


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order, punctuation and line breaks included.

    >>> [t.key for t in tokens("ReLU doesn't saturate，梯度恒为1")]
    ['relu', 'do', 'not', 'satur', '，', '梯', '度', '恒', '为', '1']
    """
    characters = normalise(text)
    flat = "".join(c.text for c in characters)
    flat = _DOTTED.sub(lambda m: m[0].replace(".", " "), flat)
    flat = _TIMES.sub(lambda m: m[0].replace("*", "x").replace("×", "x"), flat)
    flat = flat.replace("**", "  ").replace("*", "×")
    return list(_merged(flat, characters))


def _merged(flat: str, characters: list[Character]) -> Iterator[Token]:
    """Words found in `flat`, prefixes joined and contractions opened."""
    prefix: Token | None = None
    for match in _WORD.finditer(flat):
        word = match[0]
        start, end = characters[match.start()].offset, characters[match.end() - 1].offset + 1
        if prefix is not None:
            glued = flat[match.start() - 1] == "-" or prefix.word in _JOINED
            if word == "-" and flat[match.end() : match.end() + 1].isalpha():
                continue
            if word.isalpha() and word.isascii() and glued:
                word, start = prefix.word + word, prefix.start
            else:
                yield prefix
            prefix = None
        if word in _HYPHENED:
            following = flat[match.end() : match.end() + 2]
            joins = following[:1] == "-" or (word in _JOINED and following[:1] == " ")
            if joins and following[1:].isalpha() and following[1:].isascii():
                prefix = Token(stem(word), start, end, word)
                continue
        if word == "-" and _hyphen(flat, match.start()):
            continue
        yield from _opened(word, start, end)
    if prefix is not None:
        yield prefix


def _hyphen(flat: str, at: int) -> bool:
    """Whether the dash at `at` joins two words; between single letters it is a minus, as in ``p-y``."""
    before, after = flat[max(at - 2, 0) : at], flat[at + 1 : at + 3]
    return (
        before[-1:].isalpha()
        and after[:1].isalpha()
        and ((before.isalpha() and len(before) > 1) or (after.isalpha() and len(after) > 1))
    )


def _opened(word: str, start: int, end: int) -> Iterator[Token]:
    """One word, a contraction as its parts, or nothing for what is ignored."""
    if word in IGNORED:
        return
    if not word[0].isalpha() or is_chinese(word[0]):
        yield Token(word.replace(",", "") if word[0].isdigit() else word, start, end, word)
        return
    if "'" in word or "’" in word or word in _NOT:
        bare = word.replace("’", "'")
        if bare.endswith("n't") or bare in _NOT:
            base = bare.removesuffix("n't") if bare.endswith("n't") else bare[:-2]
            base = {"ca": "can", "wo": "will", "do": "do", "ai": "is"}.get(
                base.removesuffix("n"), base.removesuffix("n")
            )
            if base:
                yield Token(stem(base), start, end, base)
            yield Token("not", start, end, "not")
            return
        base, _, tail = bare.partition("'")
        if base:
            yield Token(stem(base), start, end, base)
        if tail == "s" and base in _SUBJECTS:
            yield Token("be", start, end, "is")
        if tail in _SHORT:
            yield Token(stem(_SHORT[tail]), start, end, _SHORT[tail])
        return
    yield Token(stem(word), start, end, word)
