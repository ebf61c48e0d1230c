"""An answer, read: its clauses, what is mentioned where, and how each clause is meant.

Nothing is judged here. A `Reading` knows of every mention whether it is stated or denied, whether its clause counts at
all (a question, a thing taken back, a heap of terms does not), and which side it speaks about. `interpretation.read`
makes one.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from evaluators.concept.lexicon import Lexicon, Span
from evaluators.concept.numbers import Quantity, quantities
from evaluators.concept.slips import Speller
from evaluators.concept.tokens import Token
from evaluators.concept.vocabulary import common_words, cues

YARDSTICK = 3
"""Words that may stand between "than" and what is compared with."""


_NOUNS = frozenset({"hand", "way", "half", "end", "side", "two", "three", "thing", "part"})
"""Behind "the other" these do not mean one of two sides."""


class Clause(NamedTuple):
    """Tokens `start` up to `end`."""

    start: int
    end: int
    sentence: int


class Mention(NamedTuple):
    """One occurrence of a label."""

    span: Span
    clause: int
    echo: bool = False
    """Not said again but meant: "sigmoid saturates, ReLU does not"."""
    flips: int = 0
    """Denials that do not stand in the text at this place."""
    gaps: frozenset[int] = frozenset()
    """Tokens of the span that only fill a gap of the wording."""

    def uses(self, cue: Span) -> bool:
        """Whether `cue` is a part of the wording itself."""
        return cue.overlaps(self.span) and any(
            token not in self.gaps for token in range(max(cue.start, self.span.start), min(cue.end, self.span.end))
        )


@dataclass(frozen=True)
class Frame:
    """What a reader must know of a rubric to read an answer by it."""

    lexicon: Lexicon
    """Everything that the patterns look for; a term's label is its name."""
    sides: tuple[tuple[str, ...], ...] = ()
    topic: str | None = None
    listed: frozenset[str] = frozenset()
    """The labels that name a member each, if a list is asked for."""
    remedies: bool = False
    """Whether its members are things to do."""

    @cached_property
    def speller(self) -> Speller:
        """Corrects slips towards the words of the lexicon and of the cues."""
        return Speller(self.lexicon.words | cues().words, common_words())


@dataclass
class Reading:
    """An answer's text as a rubric sees it."""

    text: str
    frame: Frame
    tokens: list[Token]
    clauses: list[Clause] = field(default_factory=list)
    clause_of: list[int] = field(default_factory=list)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    dead: dict[int, str] = field(default_factory=dict)
    """Why a clause does not count: ``question``, ``withdrawn``, ``attributed``, ``counterfactual`` or ``heap``."""
    cues: dict[str, list[Span]] = field(default_factory=dict)
    denials_at: list[tuple[Span, int, int]] = field(default_factory=list)
    """A cue, and the tokens (from, up to) that it denies."""
    disowned: dict[Span, tuple[int, int]] = field(default_factory=dict)
    """The tokens (from, up to) that others say, by the words that contradict it."""
    aside: list[tuple[Span, int, int]] = field(default_factory=list)
    """Words that say of the tokens (from, up to) that they are named and not offered."""

    @cached_property
    def keys(self) -> list[str]:
        """The tokens' keys."""
        return [token.key for token in self.tokens]

    @cached_property
    def sentences(self) -> dict[int, list[int]]:
        """The clauses of each sentence."""
        found: dict[int, list[int]] = {}
        for place, clause in enumerate(self.clauses):
            found.setdefault(clause.sentence, []).append(place)
        return found

    @cached_property
    def covering(self) -> dict[int, list[Mention]]:
        """The mentions of several tokens, by each of their tokens."""
        found: dict[int, list[Mention]] = {}
        for mentions in self.mentions.values():
            for mention in mentions:
                if mention.span.end - mention.span.start > 1:
                    for token in range(*mention.span):
                        found.setdefault(token, []).append(mention)
        return found

    @cached_property
    def numbers(self) -> list[Quantity]:
        """The numbers that stand in the text."""
        return list(quantities(self.tokens))

    def words(self, start: int, end: int) -> str:
        """The candidate's own words from token `start` up to `end`."""
        if start >= end:
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end].strip()

    def clause_text(self, clause: int) -> str:
        """The words of a clause."""
        found = self.clauses[clause]
        return self.words(found.start, found.end)

    def closes(self, span: Span) -> bool:
        """Whether `span` ends its clause."""
        clause = self.clauses[self.clause_of[span.start]]
        return not any(key.isalnum() for key in self.keys[span.end : clause.end])

    def denials(self, mention: Mention) -> Iterator[Span]:
        """The cues that deny `mention`: those that reach it, and those in its gaps."""
        span = mention.span
        found: set[Span] = set()
        for cue, start, end in self.denials_at:
            inside = span.start < cue.start and cue.end < span.end
            if (start <= span.start < end or inside) and not mention.uses(cue):
                found.add(cue)
        yield from found

    def about(self, mention: Mention, side: str, *, surely: bool = False) -> bool:
        """Whether `mention` speaks about `side`; with `surely`, about no other that it might be, too."""
        rivals = next(group for group in self.frame.sides if side in group)
        place = self.clauses[mention.clause].start if mention.echo else mention.span.start
        sides = self._about(rivals, mention.clause, place, mention.span)
        return side in sides and not (surely and len(sides) > 1)

    def _about(self, rivals: tuple[str, ...], clause: int, place: int, span: Span) -> tuple[str, ...]:
        """The sides of `rivals` that the token at `place` may speak about."""
        named = self.named(rivals)
        bounds = self.clauses[clause]
        start, end = self._part(place, bounds)
        here = [(s, side) for s, side in named if start <= s.start < end]
        if not here:
            here = [(s, side) for s, side in named if bounds.start <= s.start < place]
            if here:
                return (here[-1][1],)
            carried = [(s, side) for s, side in named if s.start < bounds.start]
            if carried:
                return self._carried(*carried[-1], bounds, rivals)
            if self.frame.topic in rivals and self.frame.topic is not None:
                return (self.frame.topic,)
            later = [side for s, side in named if place <= s.start < bounds.end]
            return tuple(later[:1])
        sides = list(dict.fromkeys(side for _, side in here))
        if len(sides) == 1:
            return (sides[0],)
        before = [side for s, side in here if s.end <= span.start]
        return tuple({before[-1], before[0]}) if before else (sides[0],)

    def _carried(self, span: Span, side: str, bounds: Clause, rivals: tuple[str, ...]) -> tuple[str, ...]:
        """The side named last; a new sentence without a pronoun may return to the topic, or be about neither."""
        begin = self.clauses[self.sentences[bounds.sentence][0]].start
        if span.start >= begin:
            return (side,)
        if begin in {cue.start for cue in self.cues.get("pronouns", ())}:
            # "Attention ..., while a kernel ... . Its weights ...": the subject, or what was named last.
            before = [
                other
                for s, other in self.named(rivals)
                if self.clauses[self.clause_of[s.start]].sentence == bounds.sentence - 1
            ]
            return tuple(dict.fromkeys((side, *before[:1])))
        topic = self.frame.topic
        return (side, topic if topic in rivals and topic not in {None, side} else "")

    def _part(self, place: int, bounds: Clause) -> tuple[int, int]:
        """The part of the clause between "and"s that holds token `place`."""
        joints = [span.start for span in self.cues.get("joins", ()) if bounds.start <= span.start < bounds.end]
        before = [joint for joint in joints if joint <= place]
        after = [joint for joint in joints if joint > place]
        return (before[-1] if before else bounds.start), (after[0] if after else bounds.end)

    def named(self, rivals: tuple[str, ...]) -> list[tuple[Span, str]]:
        """Where a side of `rivals` is named as what is spoken about, in order."""
        if rivals not in self._named:
            self._named[rivals] = self._name(rivals)
        return self._named[rivals]

    @cached_property
    def _named(self) -> dict[tuple[str, ...], list[tuple[Span, str]]]:
        return {}

    def _name(self, rivals: tuple[str, ...]) -> list[tuple[Span, str]]:
        terms = [m.span for label, found in self.mentions.items() if label not in rivals for m in found if not m.echo]
        found = sorted((m.span, side) for side in rivals for m in self.mentions.get(side, ()) if not m.echo)
        free = {self.clause_of[s.start] for s, _ in found if not any(s.within(term) for term in terms)}
        # "at inference the statistics from training": inside a term, a side counts only if its clause names no other.
        found = [
            (s, side)
            for s, side in found
            if self.clause_of[s.start] not in free or not any(s.within(term) for term in terms)
        ]
        found = [(s, side) for s, side in found if not any(s.within(other) for other, _ in found)]
        yardsticks = {at for span in self.cues.get("compares", ()) for at in self._compared(span, found)}
        kept = [(s, side) for s, side in found if s.start not in yardsticks]
        # A yardstick is the only side named in an answer now and then: "unlike sigmoid, it does not saturate".
        former = [(span, 0) for span in self.cues.get("former", ())] + [
            (span, 1) for span in self.cues.get("latter", ())
        ]
        for span, place in sorted(former):
            before = list(dict.fromkeys(side for s, side in reversed(found) if s.start < span.start))[:2][::-1]
            if not before and len(rivals) == 2:
                before = list(rivals)  # the question named them in this order
            if len(before) == 2:
                kept.append((span, before[place]))
        kept += self._described(found, yardsticks, kept)
        if len(rivals) == 2:
            for span in [*self.cues.get("other", ()), *self._bare_other()]:
                if self.tokens[span.start].word == "others":
                    continue
                last = [side for s, side in sorted(kept) if s.start < span.start][-1:]
                kept.extend((span, side) for side in rivals if last and side not in last)
        return sorted([*kept, *self._named_afterwards(sorted(kept)), *self._named_by_rank(found)])

    def _named_afterwards(self, named: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
        """Where the description begins that a side is named behind: "guess the middle one, that's CBOW"."""
        done = 0
        starts = {clause.start for clause in self.clauses}
        calls = {cue.end for cue in self.cues.get("calls", ()) if cue.start in starts}
        for span, side in named:
            clause = self.clauses[self.clause_of[span.start]]
            begin = max(done, self.clauses[self.sentences[clause.sentence][0]].start)
            if span.start in calls and self.closes(span) and begin < clause.start:
                yield Span(begin, begin), side
            done = clause.end

    def _described(
        self, found: Sequence[tuple[Span, str]], yardsticks: AbstractSet[int], kept: Sequence[tuple[Span, str]]
    ) -> list[tuple[Span, str]]:
        """A yardstick that its clause goes on to describe, and who is spoken about behind it: 不像 sigmoid 两头平."""
        likened = {cue.end for cue in self.cues.get("likens", ())}
        described: list[tuple[Span, str]] = []
        for span, side in found:
            clause = self.clauses[self.clause_of[span.start]]
            goes_on = any(key.isalnum() for key in self.keys[span.end : clause.end])
            if span.start in yardsticks and span.start in likened and goes_on:
                before = [other for s, other in sorted(kept) if s.start < span.start][-1:] or [self.frame.topic or ""]
                described.append((span, side))
                if clause.end < len(self.keys):
                    described.append((Span(clause.end, clause.end), before[0]))
        return described

    def _bare_other(self) -> Iterator[Span]:
        """Where a clause begins with "the other" and goes on without a verb: "the other precision over recall"."""
        for clause in self.clauses:
            start = clause.start
            if self.keys[start] == "and" and start + 2 < clause.end:
                start += 1
            article = self.text[: self.tokens[start].start].rstrip().lower().endswith("the")
            following = self.tokens[start + 1].word if start + 1 < clause.end else ""
            singular = following.isalpha() and not following.endswith("s") and following not in _NOUNS
            if self.keys[start] == "other" and article and singular:
                yield Span(start, start + 1)

    def _named_by_rank(self, found: Sequence[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
        """Where two descriptions begin that are named afterwards, in their order: "... The former is GloVe, ..."."""
        ranked = [self._ranked(label, found) for label in ("names_first", "names_second")]
        if None in ranked:
            return
        (first, one), (second, other) = (rank for rank in ranked if rank is not None)
        if one == other or first > second:
            return
        naming = self.clauses[self.clause_of[first]].sentence
        here = [cue.start for cue in self.cues.get("one_of", ()) if cue.start < first]
        begins = [at for at in here if self.clauses[self.clause_of[at]].sentence >= naming - 1][:2]
        if len(begins) < 2:
            begins = [self.clauses[self.sentences[s][0]].start for s in (naming - 2, naming - 1) if s in self.sentences]
        if len(begins) == 2:
            yield Span(begins[0], begins[0]), one
            yield Span(begins[1], begins[1]), other

    def _ranked(self, label: str, found: Sequence[tuple[Span, str]]) -> tuple[int, str] | None:
        """The side that stands right behind a cue of `label`, and where the cue does."""
        near = (
            (cue.start, side) for cue in self.cues.get(label, ()) for s, side in found if 0 <= s.start - cue.end <= 1
        )
        return next(near, None)

    def _compared(self, cue: Span, found: Sequence[tuple[Span, str]]) -> Iterator[int]:
        """Where the side begins that stands behind `cue` with at most a few words between: "than a well tuned SGD"."""
        end = self.clauses[self.clause_of[cue.start]].end
        following = [span.start for span, _ in found if cue.end <= span.start < min(end, cue.end + 1 + YARDSTICK)]
        yield from following[:1]
