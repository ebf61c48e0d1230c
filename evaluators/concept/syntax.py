"""The pattern language of rubrics: read into a tree, or refused with the place of the fault.

``docs/rubrics.md`` is the language's description. From tight to loose:
``( | )``, ``! ? - @ { } #``, then ``~ > &``, then ``..``, then ``+``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from evaluators.concept.wording import BadWording, check

Polarity = Literal["stated", "denied", "any", "absent"]
Link = Literal["~", ">", "&"]


class BadPattern(ValueError):  # noqa: N818 - reads as what it says
    """A pattern that cannot be read; says what was expected and where."""

    def __init__(self, pattern: str, at: int, message: str) -> None:
        super().__init__(f"{message} at {at + 1} of '{pattern[:at]}⟨here⟩{pattern[at:]}'")


@dataclass(frozen=True)
class Term:
    """A named term, a relation in braces, or quoted text (then `name` is the text and `literal` holds)."""

    name: str
    at: int = 0
    literal: bool = False
    relation: bool = False

    def __str__(self) -> str:
        return f"{{{self.name}}}" if self.relation else f'"{self.name}"' if self.literal else self.name


@dataclass(frozen=True)
class Number:
    """A number by its value, or any number."""

    value: Fraction | None

    def __str__(self) -> str:
        return "#" if self.value is None else f"#{self.value}"


@dataclass(frozen=True)
class Either:
    """One of several patterns."""

    options: tuple["Sentence", ...]

    def __str__(self) -> str:
        return "(" + " | ".join(map(str, self.options)) + ")"


@dataclass(frozen=True)
class Part:
    """An atom with the polarity it must have."""

    atom: Term | Number | Either
    polarity: Polarity = "stated"

    def __str__(self) -> str:
        return {"stated": "", "denied": "!", "any": "?", "absent": "-"}[self.polarity] + str(self.atom)


@dataclass(frozen=True)
class Group:
    """Parts close to one another, each linked to the one before it, all about `sides`."""

    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    """One fewer than `parts`."""
    sides: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = "".join(f"{part} {link} " for part, link in zip(self.parts, self.links, strict=False))
        return "".join(f"@{side} & " for side in self.sides) + text + (str(self.parts[-1]) if self.parts else "")


@dataclass(frozen=True)
class Sentence:
    """Groups that stand in one sentence, in any order."""

    groups: tuple[Group, ...]

    def __str__(self) -> str:
        return " .. ".join(map(str, self.groups))


@dataclass(frozen=True)
class Pattern:
    """Sentences that must all be found, anywhere in the answer."""

    sentences: tuple[Sentence, ...]
    text: str

    def __str__(self) -> str:
        return self.text

    def terms(self) -> Iterator[Term]:
        """Every term that it mentions."""
        for sentence in self.sentences:
            yield from _terms(sentence)

    def sides(self) -> Iterator[str]:
        """Every side that it mentions."""
        for sentence in self.sentences:
            yield from _sides(sentence)


def _terms(sentence: Sentence) -> Iterator[Term]:
    for group in sentence.groups:
        for part in group.parts:
            if isinstance(part.atom, Either):
                for option in part.atom.options:
                    yield from _terms(option)
            elif isinstance(part.atom, Term):
                yield part.atom


def _sides(sentence: Sentence) -> Iterator[str]:
    for group in sentence.groups:
        yield from group.sides
        for part in group.parts:
            if isinstance(part.atom, Either):
                for option in part.atom.options:
                    yield from _sides(option)


_LEXEME = re.compile(
    r"""(?P<space>\s+)
    | (?P<wide>\.\.|\+)
    | (?P<link>[~>&])
    | (?P<mark>[!?-](?=\S))
    | (?P<open>\() | (?P<bar>\|) | (?P<close>\))
    | "(?P<text>[^"]*)"
    | \{(?P<relation>[a-z0-9_]+)\}
    | @(?P<side>[a-z0-9_]+)
    | \#(?P<number>[0-9./]*%?)
    | (?P<name>[a-z][a-z0-9_]*(?=$|[\s()|~>&+."]))
    | (?P<bare>[^\s()|~>&+"{}@\#!]*[^\x00-\x7f][^\s()|~>&+"{}@\#!]*)
    """,
    re.VERBOSE,
)


@cache
def parse(text: str) -> Pattern:
    """The tree of the pattern `text`.

    Raises:
        BadPattern: with the place and what was expected there.

    """
    return _Parser(text).pattern()


class _Parser:
    """A recursive descent over the lexemes of one pattern."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lexemes = list(self._lexemes())
        self.place = 0

    def _lexemes(self) -> Iterator[tuple[str, str, int]]:
        at = 0
        while at < len(self.text):
            match = _LEXEME.match(self.text, at)
            if match is None or match.lastgroup is None:
                raise BadPattern(self.text, at, self._unknown(at))
            if match.lastgroup != "space":
                yield match.lastgroup, match[match.lastgroup], at
            at = match.end()

    def _unknown(self, at: int) -> str:
        if self.text[at] == '"':
            return "a quotation mark that is not closed"
        if self.text[at].isalpha():
            return "a name is lower case with underscores; put other words into quotation marks"
        return f"{self.text[at]!r} means nothing here"

    def _peek(self) -> tuple[str, str, int]:
        return self.lexemes[self.place] if self.place < len(self.lexemes) else ("end", "", len(self.text))

    def _take(self) -> tuple[str, str, int]:
        lexeme = self._peek()
        self.place += 1
        return lexeme

    def pattern(self) -> Pattern:
        sentences = [self._sentence()]
        while self._peek()[:2] == ("wide", "+"):
            self._take()
            sentences.append(self._sentence())
        kind, value, at = self._peek()
        if kind != "end":
            hint = "; between two parts stands one of ~ > & .. +" if kind not in {"close", "bar"} else ""
            raise BadPattern(self.text, at, f"{value or kind!r} is not expected{hint}")
        return Pattern(tuple(sentences), self.text)

    def _sentence(self) -> Sentence:
        groups = [self._group()]
        while self._peek()[:2] == ("wide", ".."):
            self._take()
            groups.append(self._group())
        return Sentence(tuple(groups))

    def _group(self) -> Group:
        parts: list[Part] = []
        links: list[Link] = []
        sides: list[str] = []
        link: Link = "&"
        while True:
            if self._peek()[0] == "side":
                sides.append(self._take()[1])
            else:
                if parts:
                    links.append(link)
                parts.append(self._part())
            kind, value, _ = self._peek()
            if kind != "link":
                break
            link = value  # type: ignore[assignment] # the lexer lets no other pass
            self._take()
        if not any(part.polarity != "absent" for part in parts) and not sides:
            raise BadPattern(self.text, self._peek()[2], "a part that is to be found is expected")
        return Group(tuple(parts), tuple(links), tuple(sides))

    def _part(self) -> Part:
        polarity: Polarity = "stated"
        kind, value, at = self._take()
        if kind == "mark":
            polarity = {"!": "denied", "?": "any", "-": "absent"}[value]  # type: ignore[assignment] # these three
            kind, value, at = self._take()
        if kind == "open":
            return Part(self._either(at), polarity)
        if kind == "number":
            return Part(Number(self._value(value, at)), polarity)
        if kind in {"text", "bare"}:
            try:
                check(value)
            except BadWording as fault:
                raise BadPattern(self.text, at + fault.at, str(fault)) from None
            return Part(Term(value, at, literal=True), polarity)
        if kind in {"name", "relation"}:
            return Part(Term(value, at, relation=kind == "relation"), polarity)
        raise BadPattern(self.text, at, "a term, a {relation}, \"text\", a #number or '(' is expected")

    def _either(self, opened: int) -> Either:
        options = [self._sentence()]
        while self._peek()[0] == "bar":
            self._take()
            options.append(self._sentence())
        kind, value, at = self._take()
        if kind != "close":
            what = "this bracket is not closed" if kind == "end" else f"{value!r} is not expected inside brackets"
            raise BadPattern(self.text, opened if kind == "end" else at, what)
        return Either(tuple(options))

    def _value(self, digits: str, at: int) -> Fraction | None:
        if not digits:
            return None
        try:
            value = Fraction(digits.removesuffix("%"))
        except (ValueError, ZeroDivisionError):
            raise BadPattern(self.text, at, f"{digits!r} is not a number") from None
        return value / 100 if digits.endswith("%") else value
