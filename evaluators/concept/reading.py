"""An answer, read: its clauses, what is mentioned where, and how each clause is meant.

Nothing is judged here. A `Reading` knows of every mention whether it is stated or denied, whether its clause counts at
all (a question, a thing taken back, a heap of terms does not), and which side it speaks about.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from evaluators.concept.lexicon import Lexicon, Span
from evaluators.concept.numbers import Quantity, quantities
from evaluators.concept.slips import Speller
from evaluators.concept.tokens import Token, is_chinese, tokens
from evaluators.concept.vocabulary import common_words, cues

REACH = 12
"""A denial reaches over so many tokens, or to the end of its clause."""

ELLIPTIC = 5
"""Words of an elliptic "ReLU does not" at most."""
YARDSTICK = 3
"""Words that may stand between "than" and what is compared with."""

_SENTENCE_ENDS = frozenset("。!?;\n")
_CLAUSE_ENDS = frozenset(",:()—…[]")
_QUESTION = "?"


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

    @cached_property
    def keys(self) -> list[str]:
        """The tokens' keys."""
        return [token.key for token in self.tokens]

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

    def denials(self, mention: Mention) -> Iterator[Span]:
        """The cues that deny `mention`: those that reach it, and those in its gaps."""
        span = mention.span
        for cue, start, end in self.denials_at:
            inside = span.start < cue.start and cue.end < span.end
            if (start <= span.start < end or inside) and not mention.uses(cue):
                yield cue

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
        """The side named last; a new sentence without a pronoun may also be about what the question is, or about neither."""
        begin = next(clause.start for clause in self.clauses if clause.sentence == bounds.sentence)
        if span.start >= begin:
            return (side,)
        if begin in {cue.start for cue in self.cues.get("pronouns", ())}:
            # "Attention ..., while a kernel ... . Its weights ...": the subject, or what was named last.
            before = [other for s, other in self.named(rivals) if self.clauses[self.clause_of[s.start]].sentence == bounds.sentence - 1]
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
            (s, side) for s, side in found
            if self.clause_of[s.start] not in free or not any(s.within(term) for term in terms)
        ]
        found = [(s, side) for s, side in found if not any(s.within(other) for other, _ in found)]
        yardsticks = {at for span in self.cues.get("compares", ()) for at in self._compared(span, found)}
        kept = [(s, side) for s, side in found if s.start not in yardsticks]
        # A yardstick is the only side named in an answer now and then: "unlike sigmoid, it does not saturate".
        former = [(span, 0) for span in self.cues.get("former", ())] + [(span, 1) for span in self.cues.get("latter", ())]
        for span, place in sorted(former):
            before = list(dict.fromkeys(side for s, side in reversed(found) if s.start < span.start))[:2][::-1]
            if len(before) == 2:
                kept.append((span, before[place]))
        return sorted(kept)


    def _compared(self, cue: Span, found: Sequence[tuple[Span, str]]) -> Iterator[int]:
        """Where the side begins that stands behind `cue` with at most a few words between: "than a well tuned SGD"."""
        end = self.clauses[self.clause_of[cue.start]].end
        following = [span.start for span, _ in found if cue.end <= span.start < min(end, cue.end + 1 + YARDSTICK)]
        yield from following[:1]


def read(text: str, frame: Frame) -> Reading:
    """Read `text` by `frame`."""
    reading = Reading(text, frame, tokens(text))
    if not reading.tokens:
        return reading
    reading.tokens = frame.speller.corrected(reading.tokens)
    _find_cues(reading)
    _divide(reading)
    ends = [reading.clauses[clause].end for clause in reading.clause_of]
    for (label, span), gaps in frame.lexicon.occurrences(reading.keys, ends).items():
        reading.mentions.setdefault(label, []).append(Mention(span, reading.clause_of[span.start], gaps=gaps))
    _deny(reading)
    _echo(reading)
    _discount(reading)
    return reading


def _find_cues(reading: Reading) -> None:
    """All cues, those inside a longer one left out."""
    found = list(cues().occurrences(reading.keys, [len(reading.tokens)] * len(reading.tokens)))
    for label, span in found:
        if label in {"denies", "prevents", "connects", "joins"} and any(
            span.within(other) for name, other in found if name != "rejects" or label != "denies"
            if name in {"denies", "prevents", "affirms", "connects", "compares"}
        ):
            continue
        reading.cues.setdefault(label, []).append(span)
    affirming = reading.cues.get("affirms", ())
    for label in ("denies", "prevents", "connects"):
        reading.cues[label] = [
            span for span in reading.cues.get(label, ()) if not any(span.overlaps(other) for other in affirming if label != "connects")
        ]


def _swallowed(reading: Reading, cue: Span) -> int | None:
    """The end of the longest term that `cue` is a part of (不平衡, unstable), or None: beyond it, nothing is denied."""
    ends = [m.span.end for found in reading.mentions.values() for m in found if cue.within(m.span) and m.uses(cue)]
    return max(ends, default=None)


def _divide(reading: Reading) -> None:
    """Cut the tokens into clauses and sentences."""
    begins = {span.start for span in reading.cues.get("connects", ())} | set(_elliptic(reading))
    found = reading.tokens
    start = sentence = 0

    def close(end: int, *, ends_sentence: bool) -> None:
        nonlocal start, sentence
        if end > start:
            reading.clauses.append(Clause(start, end, sentence))
            reading.clause_of.extend([len(reading.clauses) - 1] * (end - start))
            start = end
        if ends_sentence:
            sentence += 1

    for place, token in enumerate(found):
        if token.key in _SENTENCE_ENDS or _full_stop(reading, place) or _bar(reading, place):
            close(place + 1, ends_sentence=True)
        elif token.key in _CLAUSE_ENDS and not _in_formula(reading, place):
            close(place + 1, ends_sentence=False)
        elif place > start and (place in begins or _spaced(reading, place)):
            close(place, ends_sentence=False)
    close(len(found), ends_sentence=True)


def _elliptic(reading: Reading) -> Iterator[int]:
    """Where "and ReLU does not" begins: a few words behind "and" that end in a denial."""
    last = {span.end for span in reading.cues.get("denies", ())}
    for joint in reading.cues.get("joins", ()):
        for end in range(joint.end + 1, min(joint.end + ELLIPTIC, len(reading.tokens)) + 1):
            if end in last and (end == len(reading.tokens) or not reading.keys[end].isalnum()):
                yield joint.start


def _full_stop(reading: Reading, place: int) -> bool:
    token = reading.tokens[place]
    following = reading.text[token.end : token.end + 1]
    return token.key == "." and (not following or following.isspace() or is_chinese(following) or following in "\"')")


def _bar(reading: Reading, place: int) -> bool:
    token = reading.tokens[place]
    around = reading.text[max(token.start - 1, 0) : token.start] + reading.text[token.end : token.end + 1]
    return token.key == "|" and around.isspace() and len(around) == 2


def _in_formula(reading: Reading, place: int) -> bool:
    """Whether a comma, colon or bracket at `place` belongs to a formula or a call such as ``p(y|x)``."""
    token = reading.tokens[place]
    if token.key not in "()[],:":
        return False
    text = reading.text
    before, after = text[token.start - 1 : token.start] if token.start else " ", text[token.end : token.end + 1]
    if token.key in ",:":
        return False
    if token.key in "([":
        end = text.find(")" if token.key == "(" else "]", token.end, token.end + 60)
        inside = text[token.end : end] if end > 0 else text[token.end : token.end + 60]
    else:
        begin = text.rfind("(" if token.key == ")" else "[", max(0, token.start - 60), token.start)
        inside = text[begin + 1 : token.start] if begin >= 0 else text[max(0, token.start - 60) : token.start]
        before, after = (text[begin - 1 : begin] if begin > 0 else " "), before
    worded = any(is_chinese(c) for c in inside) or sum(len(w) > 3 and w.isalpha() for w in inside.split()) >= 2
    return not worded and bool(after) and not (before.isspace() and " " in inside)


def _spaced(reading: Reading, place: int) -> bool:
    """Whether a blank stands between two Chinese characters: written for a comma."""
    before, token = reading.tokens[place - 1], reading.tokens[place]
    if not (is_chinese(before.key[0]) and is_chinese(token.key[0])):
        return False
    between = reading.text[before.end : token.start]
    return bool(between) and between.isspace()


def _deny(reading: Reading) -> None:
    """Where each denial reaches."""
    predicates = {span.start for span in reading.cues.get("predicates", ())}
    joints = reading.cues.get("joins", [])
    stops = [span.start for span in reading.cues.get("ends_denial", ())]
    subjects = [span.start for span in reading.cues.get("subjects", ())]
    pointing = {t for name in ("pronouns", "fillers") for span in reading.cues.get(name, ()) for t in range(span.start, span.end)}
    for label in ("denies", "prevents"):
        for cue in reading.cues.get(label, ()):
            clause = reading.clauses[reading.clause_of[cue.start]]
            end = min(clause.end, cue.end + REACH)
            for joint in joints:
                # "does not saturate and is cheap": a new statement, out of the denial's reach.
                if cue.end < joint.start < end and joint.end in predicates:
                    end = joint.start
            end = min([end, *(stop for stop in stops if stop >= cue.end)])
            if cue.start == clause.start:
                # "Instead of dropout I use weight decay": the subject begins what is stated.
                end = min([end, *(subject for subject in subjects if subject > cue.end)])
            inside = _swallowed(reading, cue)
            reading.denials_at.append((cue, cue.end, end if inside is None else inside))
    for cue in reading.cues.get("rejects", ()):
        if _swallowed(reading, cue) is not None:
            continue
        place = reading.clause_of[cue.start]
        clause = reading.clauses[place]
        start = clause.start
        if place and all(token in pointing for token in range(start, cue.start)):
            if any(key.isalnum() for key in reading.keys[cue.end : clause.end]):
                continue  # 不考虑过采样: denies what follows, as any other denial does
            start = reading.clauses[place - 1].start
        elif cue.start == start:
            continue
        reading.denials_at = [denial for denial in reading.denials_at if not denial[0].overlaps(cue)]
        reading.denials_at.append((cue, start, cue.start))


def _echo(reading: Reading) -> None:
    """What a clause such as "ReLU doesn't" means to say again of its own side."""
    sides = {side for rivals in reading.frame.sides for side in rivals}
    if not sides:
        return
    denials = reading.cues.get("denies", [])
    reversals = reading.cues.get("reverses", [])
    for place in range(1, len(reading.clauses)):
        clause = reading.clauses[place]
        size = clause.end - clause.start
        if size > 14:
            continue
        inside = Span(clause.start, clause.end)
        own = [label for label, found in reading.mentions.items() for m in found if m.span.overlaps(inside) and not m.echo]
        pointed = any(cue.overlaps(inside) for name in ("former", "latter") for cue in reading.cues.get(name, ()))
        if not (pointed or any(label in sides for label in own)) or any(label not in sides for label in own):
            continue
        denied = sum(cue.overlaps(inside) for cue in denials)
        if not denied and not any(cue.overlaps(inside) for cue in reversals):
            continue
        before = reading.clauses[place - 1]
        for label, found in list(reading.mentions.items()):
            if label in sides:
                continue
            found.extend(
                Mention(m.span, place, echo=True, flips=1, gaps=m.gaps)
                for m in list(found)
                if before.start <= m.span.start < before.end and not m.echo
            )


def _discount(reading: Reading) -> None:
    """Clauses that do not count, and why."""
    inquiries = {reading.clauses[reading.clause_of[cue.start]].sentence for cue in reading.cues.get("inquires", ())}
    for clause in reading.clauses:
        if reading.tokens[clause.end - 1].key != _QUESTION:
            continue
        if inquiries & {clause.sentence, clause.sentence - 1}:
            inquiries.add(clause.sentence)
            continue
        for place, other in enumerate(reading.clauses):
            if other.sentence == clause.sentence:
                reading.dead[place] = "question"
    fillers = {token for span in reading.cues.get("fillers", ()) for token in range(span.start, span.end)}
    for cue in reading.cues.get("corrects", ()):
        place = reading.clause_of[cue.start]
        clause = reading.clauses[place]
        if place and all(t in fillers or reading.keys[t] in ",…—." for t in range(clause.start, cue.start)):
            reading.dead[place - 1] = "withdrawn"
            if reading.clauses[place - 1].end - reading.clauses[place - 1].start <= 2 and place > 1:
                reading.dead[place - 2] = "withdrawn"
    for cue in reading.cues.get("mistaken", ()):
        reading.dead[reading.clause_of[cue.start]] = "attributed"
    for cue in reading.cues.get("counterfactual", ()):
        reading.dead[reading.clause_of[cue.start]] = "counterfactual"
    for cue in reading.cues.get("others_say", ()):
        first = reading.clause_of[cue.start]
        for name in ("disputes", "limits"):
            for dispute in reading.cues.get(name, ()):
                last = reading.clause_of[dispute.start]
                if dispute.start > cue.start and last - first <= FAR:
                    _dispute(reading, cue, dispute, denied=name == "disputes")
                    break
    for sentence in _heaps(reading):
        for place, clause in enumerate(reading.clauses):
            if clause.sentence == sentence:
                reading.dead.setdefault(place, "heap")


def _dispute(reading: Reading, cue: Span, dispute: Span, *, denied: bool) -> None:
    """What others say is denied by `dispute`, or merely not the speaker's."""
    first, last = reading.clause_of[cue.start], reading.clause_of[dispute.start]
    if not denied:
        reading.dead.update(dict.fromkeys(range(first, max(last, first + 1)), "attributed"))
        return
    kept = [denial for denial in reading.denials_at if not denial[0].overlaps(dispute)]
    reading.denials_at = [*kept, (dispute, cue.end, dispute.start)]


_PIECE_ENDS = frozenset(",、;:。\n")
FAR = 3
"""Clauses from what others say to the words that dispute it."""
HEAP_PIECES = 6
"""A sentence of so many short pieces, most of them without a predicate, is a heap of terms."""
HEAP_SHARE = 0.7


def pieces(reading: Reading, sentence: int) -> list[Span]:
    """The pieces of a sentence between commas, slashes and blanks."""
    clauses = [clause for clause in reading.clauses if clause.sentence == sentence]
    found: list[Span] = []
    for clause in clauses:
        start = clause.start
        for place in range(clause.start, clause.end):
            if reading.keys[place] in _PIECE_ENDS:
                if place > start:
                    found.append(Span(start, place))
                start = place + 1
        if clause.end > start:
            found.append(Span(start, clause.end))
    return found


def _heaps(reading: Reading) -> Iterator[int]:
    """The sentences that list terms without saying anything of them."""
    # "learning rate" and "moving average" say nothing of what learns or moves.
    told = {span.start for span in reading.cues.get("predicates", ()) if not reading.tokens[span.start].word.endswith("ing")}
    told |= {span.start for span in reading.cues.get("denies", ())}
    for sentence in range(reading.clauses[-1].sentence + 1):
        parts = pieces(reading, sentence)
        if len(parts) < HEAP_PIECES:
            continue
        poor = sum(
            _width(reading.keys[p.start : p.end]) <= 10 and not any(t in told for t in range(p.start, p.end)) for p in parts
        )
        if poor >= HEAP_SHARE * len(parts):
            yield sentence


def _width(keys: Sequence[str]) -> int:
    """The length of a piece: a Chinese character counts one, a word two."""
    return sum(1 if is_chinese(key[0]) else 2 for key in keys)
