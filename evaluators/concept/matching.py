"""Patterns held against a reading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Mention, Reading
from evaluators.concept.syntax import Either, Group, Link, Number, Part, Pattern, Polarity, Sentence, Term
from evaluators.concept.wording import WIDEST

MOST = 4000
"""Combinations that are tried for one pattern; an answer that needs more is no sentence."""
NEIGHBOURS = 1
"""How many clauses apart the parts of a group may stand."""


@dataclass(frozen=True)
class Hit:
    """One part of a pattern, found."""

    mention: Mention
    polarity: Polarity

    @property
    def span(self) -> Span:
        """Its tokens."""
        return self.mention.span


@dataclass(frozen=True)
class Match:
    """A pattern, found: the hits of all its sentences."""

    pattern: Pattern
    hits: tuple[Hit, ...]

    @property
    def clauses(self) -> tuple[int, ...]:
        """The clauses that it rests on, in order."""
        return tuple(sorted({hit.mention.clause for hit in self.hits}))


def label(term: Term, *, backwards: bool = False) -> str:
    """The label under which a lexicon holds a term's wordings."""
    if term.literal:
        return f'"{term.name}'
    if term.relation:
        return f"<{term.name}" if backwards else f"{{{term.name}"
    return term.name


def find(pattern: Pattern, reading: Reading, *, heaps: bool = False, surely: bool = False) -> Match | None:
    """The first match of `pattern`, or None.

    With `heaps`, a list of names may be quoted from. With `surely`, a clause that may be about either side is about
    neither.
    """
    return _Search(reading, heaps=heaps, surely=surely).pattern(pattern)


class _Search:
    """The search for one pattern; gives up after `MOST` combinations."""

    def __init__(self, reading: Reading, *, heaps: bool, surely: bool) -> None:
        self.reading = reading
        self.heaps = heaps
        self.surely = surely
        self.left = MOST

    def pattern(self, pattern: Pattern) -> Match | None:
        """All its sentences, each wherever it is found first."""
        hits: list[Hit] = []
        for sentence in pattern.sentences:
            found = next((h for h in self.sentence(sentence) if self._polar(h)), None)
            if found is None:
                return None
            hits.extend(found)
        return Match(pattern, tuple(hits))

    def sentence(self, sentence: Sentence) -> Iterator[tuple[Hit, ...]]:
        """Its groups, all in one sentence of the answer."""
        if len(sentence.groups) == 1:
            yield from self.group(sentence.groups[0])
            return
        options = [list(self._some(self.group(group))) for group in sentence.groups]
        for chosen in product(*options):
            if not self._spend():
                return
            hits = tuple(hit for group in chosen for hit in group)
            sentences = {self.reading.clauses[hit.mention.clause].sentence for hit in hits}
            if len(sentences) == 1 and not _collide(hits):
                yield hits

    def _some(self, found: Iterator[tuple[Hit, ...]]) -> Iterator[tuple[Hit, ...]]:
        for hits in found:
            if not self._spend():
                return
            yield hits

    def _spend(self) -> bool:
        self.left -= 1
        return self.left > 0

    def group(self, group: Group) -> Iterator[tuple[Hit, ...]]:
        """Its parts close together, in the order that its links ask for."""
        if not any(part.polarity != "absent" for part in group.parts):
            yield from self._bare_sides(group)
            return
        for order in _orders(group):
            yield from self._ordered(group, order)

    def _bare_sides(self, group: Group) -> Iterator[tuple[Hit, ...]]:
        """``@a`` alone, or with absences: a is spoken about."""
        for side in group.sides:
            for mention in self.reading.mentions.get(side, ()):
                hits = (Hit(mention, "any"),)
                if self._counts(mention) and not self._forbidden(group, hits):
                    yield hits

    def _ordered(self, group: Group, order: "_Order") -> Iterator[tuple[Hit, ...]]:
        present = [place for place, part in enumerate(group.parts) if part.polarity != "absent"]
        options: dict[int, list[tuple[Hit, ...]]] = {}
        for place in present:
            options[place] = [
                hits
                for hits in self._some(self.part(group.parts[place], backwards=place in order.backwards))
                if all(
                    self.reading.about(hit.mention, side, surely=self.surely) for hit in hits for side in group.sides
                )
            ]
            if not options[place]:
                return
        yield from self._combine(group, order, present, options, {})

    def _combine(
        self,
        group: Group,
        order: "_Order",
        present: Sequence[int],
        options: dict[int, list[tuple[Hit, ...]]],
        chosen: dict[int, tuple[Hit, ...]],
    ) -> Iterator[tuple[Hit, ...]]:
        """Choose hits for the parts one by one, keeping to order, distance and window."""
        if len(chosen) == len(present):
            hits = tuple(hit for place in present for hit in chosen[place])
            if not self._forbidden(group, hits):
                yield hits
            return
        place = present[len(chosen)]
        for hits in options[place]:
            if not self._spend():
                return
            trial = {**chosen, place: hits}
            flat = [hit for part in trial.values() for hit in part]
            if self._near(flat) and not _collide(flat) and order.allows(trial):
                yield from self._combine(group, order, present, options, trial)

    def _near(self, hits: Sequence[Hit]) -> bool:
        clauses = [hit.mention.clause for hit in hits]
        if max(clauses) - min(clauses) > NEIGHBOURS or len({hit.mention.echo for hit in hits}) > 1:
            return False
        return len({self.reading.clauses[clause].sentence for clause in clauses}) == 1

    def part(self, part: Part, *, backwards: bool = False) -> Iterator[tuple[Hit, ...]]:
        """Everything that `part` may be in the answer."""
        atom = part.atom
        if isinstance(atom, Either):
            for option in atom.options:
                for hits in self.sentence(option):
                    yield tuple(Hit(hit.mention, _compose(part.polarity, hit.polarity)) for hit in hits)
            return
        for mention in self._mentions(atom, backwards=backwards):
            if self._counts(mention):
                yield (Hit(mention, part.polarity),)

    def _mentions(self, atom: Term | Number, *, backwards: bool) -> Iterator[Mention]:
        if isinstance(atom, Term):
            yield from self.reading.mentions.get(label(atom, backwards=backwards), ())
            return
        for quantity in self.reading.numbers:
            if quantity.figure if atom.value is None else quantity.value == atom.value:
                yield Mention(quantity.span, self.reading.clause_of[quantity.span.start])

    def _counts(self, mention: Mention) -> bool:
        reason = self.reading.dead.get(mention.clause)
        return reason is None or (reason == "heap" and self.heaps)

    def _polar(self, hits: Sequence[Hit]) -> bool:
        """Whether each hit is stated or denied as it must be; denials that are hits themselves are used up."""
        denied = any(hit.polarity == "denied" for hit in hits)
        for hit in hits:
            if hit.polarity == "any":
                if not denied and any(begin <= hit.span.start < end for begin, end in self.reading.disowned.values()):
                    return False
                continue
            flips = hit.mention.flips + sum(
                cue in self.reading.disowned or not any(other.mention.uses(cue) for other in hits)
                for cue in self.reading.denials(hit.mention)
            )
            if (flips % 2 == 1) != (hit.polarity == "denied"):
                return False
        return not self._aside(hits)

    def _aside(self, hits: Sequence[Hit]) -> bool:
        """Whether a hit is named and not offered, by words that are no hit themselves."""
        return any(
            begin <= hit.span.start < end and not any(other.mention.uses(cue) for other in hits)
            for cue, begin, end in self.reading.aside
            for hit in hits
            if hit.polarity != "any"
        )

    def _forbidden(self, group: Group, hits: Sequence[Hit]) -> bool:
        """Whether something that must be absent stands in the hits' clauses."""
        clauses = {hit.mention.clause for hit in hits}
        for part in group.parts:
            if part.polarity == "absent":
                for found in self.part(Part(part.atom, "any")):
                    if any(hit.mention.clause in clauses for hit in found):
                        return True
        return False


def _compose(outer: Polarity, inner: Polarity) -> Polarity:
    """The polarity of a part inside brackets that have one themselves."""
    if "any" in {outer, inner}:
        return "any"
    return "denied" if (outer == "denied") != (inner == "denied") else "stated"


def _collide(hits: Sequence[Hit]) -> bool:
    """Whether one word would serve two parts."""
    spans = sorted(hit.span for hit in hits)
    return any(left.overlaps(right) for left, right in pairwise(spans))


@dataclass(frozen=True)
class _Order:
    """What must stand before what in a group."""

    before: tuple[tuple[int, int, Link], ...]
    backwards: frozenset[int] = frozenset()
    """The relations that are to be found in their reversed wordings."""

    def allows(self, chosen: dict[int, tuple[Hit, ...]]) -> bool:
        """Whether the hits chosen so far keep the order."""
        for left, right, link in self.before:
            if left in chosen and right in chosen:
                end = max(hit.span.end for hit in chosen[left])
                start = min(hit.span.start for hit in chosen[right])
                if start < end or (link == "~" and start - end > WIDEST):
                    return False
        return True


def _orders(group: Group) -> Iterator[_Order]:
    """The orders in which a group may stand: as written, and with its relations reversed."""
    links = [(place, place + 1, link) for place, link in enumerate(group.links) if link != "&"]
    yield _Order(tuple(links))
    relations = [
        place
        for place, part in enumerate(group.parts)
        if isinstance(part.atom, Term) and part.atom.relation and any(place in pair[:2] for pair in links)
    ]
    for relation in relations:
        turned = [
            (right, left, link) if relation in (left, right) else (left, right, link) for left, right, link in links
        ]
        yield _Order(tuple(turned), frozenset({relation}))
