"""A turn, cut into clauses, with the names and figures in each."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from evaluators.honesty import figures, lexicon, names
from evaluators.honesty.facts import Kind
from evaluators.honesty.figures import Figure
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern

LONGEST_TURN = 6000
"""Characters of one turn that are read; what follows is not looked at."""
LONGEST_WORD = 64
"""Characters of an unbroken run of letters and digits that are read."""
LONGEST_CLAUSE = 400
MOST_FIGURES = 12
"""Figures of one clause that are read; no honest clause has more."""
COUNTED = frozenset({"class", "thing", "sample", "image", "person"})
"""What a figure counts that no network's name ends with."""
ENDLESS = re.compile(r"[A-Za-z0-9_.]{65,}")
MOST_CLAUSES = 400
"""Clauses of one turn that are read."""
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
SENTENCE = re.compile(r"[。！？!?；;\n]+|(?<!\d)\.(?=\s|$)|(?<=\d)\.(?=\s+[A-Z]|\s*$)")
CLAUSE = re.compile(
    r"，|,(?!\d)|：|:(?=\s)|——|（|）|[()]|\b(?:but|while|whereas|which means|and then)\b|(?:但是|不过|而(?!且|已))"
)
NEGATION = lexicon.words("negation")
COMPARED = lexicon.words("compared")
CHANGED = lexicon.words("changed")
HYPOTHETICAL = lexicon.words("hypothetical")
HEARSAY = lexicon.words("hearsay")
IT_IS = Pattern(r"(?:是|属于|来自)(?:后来|后面|人家)?的?\s*$|(?:\b(?:is|was|are|were|comes?)|'s) (?:from |in |of )?$")
OF_IT_ALONE = Pattern(
    r"\s*(?:里|中|那边|之后|以后)?(?:才|的(?:做法|东西|特点|结构|思路|设计|$)|用的|有的)|'s\b| (?:thing|idea|style)\b"
)
ONLY_THERE = Pattern(r"(?:只有|\bonly (?:in |with )?)\s*$")
LIKENED = Pattern(
    r"(?:\b(?:like|as in|similar to|the same (?:as|way as|kind as)(?: (?:for|in|with|on|by))?(?: an?| the)?|"
    r"just as(?: (?:for|in|with))?|unlike|than|where(?: the)?|times the size of)|不?像|跟|类似于?|不同于|比)\s*$"
)
JOINS = re.compile(r"(?:和|与|同)\s*$")
ALIKE = re.compile(r"\s*(?:完全|基本|差不多)?(?:一样|一模一样|相同|类似|一致|差不多|那样|相反)")
SO_MANY_TIMES = re.compile(
    r"\s*的\s*(?:大约|大概|差不多)?(?:[一二两三四五六七八九十几半\d.]+ ?倍|一半|[一二三四五六七八九十]+分之)"
)
LAYERS = Pattern(r"\s*(?:layers?\b|blocks?\b|层|块)")
"""Behind a name: it is that of the parts of another network."""
BACKBONE = Pattern(
    r"\s*(?:as (?:the |its |a )?)?back-?bones?\b|"
    r"\s*(?:来|拿来)?(?:做|当|作为?|为)?(?:了)?(?:的)?\s*(?:主干|骨干|backbone)"
)
"""Behind a name: it is that of a part of another network, where that one is named too."""
OF_ITS_KIND = re.compile(
    r"-(?:style|like)\b|'s successor\b|\s*(?:风格|式)的|\s*(?:之后|以后|之前|以前)的(?=\s*[A-Za-z])"
)
"""Behind a name: what stands there is like it, or came before or after, and is not it ("an FCOS-style detector")."""
THERE_ALONE = re.compile(r"\s*(?:里|中)?才(?:有|用|是|提)")
"""Around a name: something is said to be that one's and not the other's."""


def clean(text: str) -> str:
    """`text` as it was meant: full-width Latin and digits narrowed, invisible characters removed, length bounded."""
    narrow = "".join(
        unicodedata.normalize("NFKC", char)
        if ("\uff10" <= char <= "\uff5a" and char.isalnum()) or char in "．％＋"
        else char
        for char in text[:LONGEST_TURN]
    )
    return ENDLESS.sub(lambda run: run[0][:LONGEST_WORD], INVISIBLE.sub("", narrow))


@dataclass(frozen=True)
class Clause:
    """A stretch of a turn that says one thing."""

    text: str
    sentence: int
    """Zero-based place of its sentence in the turn."""
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    answer: str = ""
    """The reply's own words, where `text` is the question that they complete."""

    def __hash__(self) -> int:
        # Turns are looked up by their clauses at each message; the text's own hash is kept by Python.
        return hash(self.text)

    @property
    def quote(self) -> str:
        """What was said, word for word."""
        return self.answer or self.text

    def named(self, kind: Kind) -> tuple[str, ...]:
        """The ids of `kind` named in it, each once; a family's name beside one of its members is dropped."""
        return distinct(mention.id for mention in self.mentions if mention.kind == kind) if self.mentions else ()

    def sets_aside(self, mention: Mention) -> bool:
        """Whether something is said here to be that of `mention`, and so not of what is spoken of."""
        before, after = self.text[: mention.start], self.text[mention.end :]
        return bool(
            LIKENED.search(before)
            or (IT_IS.search(before) and OF_IT_ALONE.match(after))
            or ONLY_THERE.search(before)
            or OF_ITS_KIND.match(after)
            or THERE_ALONE.match(after)
            or (JOINS.search(before) and ALIKE.match(after))
            or SO_MANY_TIMES.match(after)
        )

    def names_layers(self, mention: Mention) -> bool:
        """Whether `mention` only says of which kind some layers are ("all transformer layers")."""
        return mention.id == "transformer" and bool(LAYERS.match(self.text[mention.end :]))

    def names_a_backbone(self, mention: Mention) -> bool:
        """Whether `mention` is said to be the backbone of something ("SSD with a MobileNet backbone")."""
        return mention.kind == "model" and bool(BACKBONE.match(self.text[mention.end :]))

    @cached_property
    def denied(self) -> bool:
        """Whether it has a negation."""
        return bool(NEGATION.search(self.text))

    @cached_property
    def compared(self) -> bool:
        """Whether it sets one thing against another, so that it is unclear what belongs to which."""
        return bool(COMPARED.search(self.text))

    @cached_property
    def changed(self) -> bool:
        """Whether it speaks of a change somebody made, so that the tables no longer apply."""
        return bool(CHANGED.search(self.text))

    @cached_property
    def supposed(self) -> bool:
        """Whether it speaks of what could be, was planned, or others said."""
        return bool(HYPOTHETICAL.search(self.text) or HEARSAY.search(self.text))


@lru_cache(maxsize=1024)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of `text`."""
    found: list[Clause] = []
    for number, sentence in enumerate(part for part in SENTENCE.split(text) if part.strip()):
        pieces = (part.strip()[:LONGEST_CLAUSE] for part in CLAUSE.split(sentence))
        for piece in filter(None, pieces):
            named = names.find(piece)
            found.append(Clause(piece, number, named, _figures(piece, named)))
    return tuple(found[:MOST_CLAUSES])


def _figures(text: str, named: Iterable[Mention]) -> tuple[Figure, ...]:
    """The figures of a clause; the digits of a name are none ("骁龙 778G", "had GPT-4 label them")."""
    devices = [mention for mention in named if mention.kind == "hardware"]
    versions = [mention for mention in named if mention.kind == "model"]
    found = (
        f
        for f in figures.find(text)
        if not any(m.start <= f.start and f.end <= m.end for m in devices)
        and not (f.unit in COUNTED and any(m.start < f.start < m.end for m in versions))
    )
    return tuple(found)[:MOST_FIGURES]


def distinct(ids: Iterator[str]) -> tuple[str, ...]:
    """Each id once, in order, without families whose member is among them."""
    unique = tuple(dict.fromkeys(ids))
    if len(unique) < 2:
        return unique
    return tuple(name for name in unique if not any(other != name and other.startswith(name) for other in unique))
