"""Concept answers: which statements of the rubric an answer makes, and on which of its words that rests."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from evaluators.base import Grader, outcome_of, score_of
from evaluators.concept import feedback, habits
from evaluators.concept.interpretation import read
from evaluators.concept.lexicon import Lexicon
from evaluators.concept.matching import Match, find, label
from evaluators.concept.premise import DOTS, Heard, heard
from evaluators.concept.reading import Frame, Reading
from evaluators.concept.rubric import Member, Misconception, RubricCriterion, Wording, faults, patterns
from evaluators.concept.syntax import Term
from evaluators.concept.vocabulary import glossary, relations
from evaluators.response import Response
from evaluators.text import Language
from evaluators.verdict import Finding, Outcome, Verdict

MEMBERS = "members"
"""The one criterion of a listing item."""
LATE = "prompted"
"""Marks a criterion that was met only after its follow-up was asked."""
PROMPTED = 0.5
"""What such a criterion counts."""


class ConceptGrader(Grader):
    """A rubric, or for a listing item its members.

    Raises:
        ValidationError: with a line for every pattern, wording, side or name that cannot be used.

    """

    kind: Literal["concept"] = "concept"
    version: ClassVar[int] = 9

    criteria: Mapping[str, RubricCriterion] = Field(default_factory=dict)
    misconceptions: Mapping[str, Misconception] = Field(default_factory=dict)
    terms: Mapping[str, tuple[Wording, ...]] = Field(default_factory=dict)
    """The item's own terms; they come before the glossary's of the same name."""
    sides: tuple[tuple[str, ...], ...] = ()
    """Terms that the answer sets against each other."""
    topic: str | None = None
    """The side that is spoken about before one is named."""
    at_least: int = Field(default=0, ge=0)
    """For a listing item: full marks from that many members on."""
    members: Mapping[str, Member] = Field(default_factory=dict)
    remedies: bool = False
    """Whether the members are things to do: who finds fault with one, or had it before, does not offer it."""
    wrong: Mapping[str, Member] = Field(default_factory=dict)
    """For a listing item: what is offered now and then, and is no member."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        """Every name means something, and the item either lists or has criteria."""
        found = list(self._faults())
        if found:
            raise ValueError("\n".join(found))
        return self

    def _faults(self) -> Iterator[str]:
        if bool(self.at_least) != bool(self.members):
            yield "`at_least` and `members` belong together"
        if not self.criteria and not self.members:
            yield "a rubric has `criteria`, or for a listing item `at_least` and `members`"
        names = ChainMap(dict(self.terms), dict(glossary()))
        sides = [side for group in self.sides for side in group]
        yield from (f"sides: there is no term {side!r}" for side in sides if side not in names)
        if self.topic is not None and self.topic not in sides:
            yield f"topic: {self.topic!r} is in none of the `sides`"
        for name, misconception in self.misconceptions.items():
            yield from (
                f"misconceptions.{name}: voids {criterion!r}, which is no criterion"
                for criterion in misconception.voids
                if criterion not in self.criteria
            )
        yield from faults(self.texts(), names, relations(), sides)

    def texts(self) -> dict[str, tuple[str, ...]]:
        """All patterns by where they stand."""
        return (
            {f"criteria.{name}": criterion.says + criterion.against for name, criterion in self.criteria.items()}
            | {f"misconceptions.{name}": wrong.says for name, wrong in self.misconceptions.items()}
            | {f"members.{name}": member.says + member.against for name, member in self.members.items()}
            | {f"wrong.{name}": member.says + member.against for name, member in self.wrong.items()}
        )

    @cached_property
    def frame(self) -> Frame:
        """The rubric's words, compiled once."""
        names = ChainMap(dict(self.terms), dict(glossary()))
        wanted: dict[str, tuple[str, ...]] = {side: names[side] for group in self.sides for side in group}
        for texts in self.texts().values():
            for pattern in patterns(texts):
                for term in pattern.terms():
                    if term.literal:
                        wanted[label(term)] = (term.name,)
                    elif term.relation:
                        relation = relations()[term.name]
                        wanted[label(term)] = relation.says
                        if relation.reversed:
                            wanted[label(term, backwards=True)] = relation.reversed
                    else:
                        wanted[term.name] = names[term.name]
        return Frame(Lexicon(wanted), self.sides, self.topic, self._names, self.remedies)

    def heard(self, response: Response) -> Heard:
        """What the candidate said, as it is to be read."""
        return heard(response, self.criteria)

    def read(self, text: str) -> Reading:
        """`text` as this rubric reads it."""
        return read(text, self.frame)

    def grade(self, response: Response) -> Verdict:
        """Find every statement, every mistake, and say on which words each finding rests."""
        heard = self.heard(response)
        reading = self.read(heard.text)
        if not any(key.isalnum() for key in reading.keys):
            return self.unjudged(Outcome.NO_ANSWER, feedback.NOTHING.in_(response.language))
        if self.members:
            return self.listed(self.offered(reading), reading, response)
        late = self.late(response)
        mistakes = self._mistakes(reading)
        found = self._findings(reading, response.language)
        if heard.premises:
            # What a question has put on the table earns nothing but what it asks for.
            asked = {name for name, _ in heard.replies}
            alone = self._findings(self.read(response.text), response.language)
            found = {name: finding if name in asked else alone[name] for name, finding in found.items()}
        findings = [
            f.model_copy(
                update={"evidence": heard.own(f.evidence), "note": LATE if f.met and f.criterion in late else f.note}
            )
            for f in found.values()
        ]
        verdict = self.verdict(
            findings,
            feedback.of_rubric(self, findings, mistakes, reading, response.language),
            details=self._details(reading, mistakes, met=any(f.met for f in findings)),
        )
        part = score_of([f.model_copy(update={"met": f.met and f.note == LATE}) for f in findings])
        return scored(verdict, (verdict.score or 0) - part * (1 - PROMPTED)) if part else verdict

    def late(self, response: Response) -> frozenset[str]:
        """Those that were asked for, but for what had been said before: where it was our doubt that asked."""
        heard = self.heard(response)
        said = {name: heard.text[: reply.begin] for name, reply in heard.replies}
        return frozenset(name for name in response.prompted if name not in said or not self.credits(name, said[name]))

    def credits(self, name: str, text: str) -> bool:
        """Whether the rules find criterion `name` met in `text`, read on its own."""
        return bool(self._findings(self.read(text), "en")[name].met)

    def _mistakes(self, reading: Reading) -> dict[str, Match]:
        """The misconceptions that `reading` states, and where."""
        return {
            name: match
            for name, wrong in self.misconceptions.items()
            if (match := first(wrong.says, reading, surely=True))
        }

    def _findings(self, reading: Reading, language: Language) -> dict[str, Finding]:
        """What `reading` states of each criterion."""
        mistakes = self._mistakes(reading)
        return {
            name: self._finding(name, criterion, reading, mistakes, language)
            for name, criterion in self.criteria.items()
        }

    def _finding(
        self,
        name: str,
        criterion: RubricCriterion,
        reading: Reading,
        mistakes: Mapping[str, Match],
        language: Language,
    ) -> Finding:
        heaps = criterion.names_suffice and habits.short_list(reading, self._sufficient_names)
        said = first(criterion.says, reading, heaps=heaps)
        voided = next((wrong for wrong in mistakes if name in self.misconceptions[wrong].voids), None)
        against = mistakes[voided] if voided else first(criterion.against, reading, surely=True)
        met: bool | None = said is not None
        if said and against:
            met = False if voided else None
        rests_on = against if against and not met else said
        return Finding(
            criterion=name,
            met=met,
            weight=criterion.weight,
            optional=criterion.optional,
            evidence=evidence(rests_on, reading) if rests_on else "",
            note=voided or "",
            comment=feedback.on_criterion(criterion, met, against is not None, language),
        )

    @cached_property
    def _sufficient_names(self) -> frozenset[str]:
        """Labels of the terms that suffice in a short list."""
        return frozenset(
            label(term)
            for criterion in self.criteria.values()
            if criterion.names_suffice
            for pattern in patterns(criterion.says)
            for term in pattern.terms()
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        """Labels of the terms that name a member each by themselves, whatever must be absent beside them."""
        says = (p for m in self.members.values() for p in patterns(m.says))
        groups = ([group for sentence in pattern.sentences for group in sentence.groups] for pattern in says)
        present = ([p.atom for group in found for p in group.parts if p.polarity != "absent"] for found in groups)
        return frozenset(label(atoms[0]) for atoms in present if len(atoms) == 1 and isinstance(atoms[0], Term))

    def offered(self, reading: Reading) -> dict[str, str]:
        """The distinct members that are given, each with the words that give it."""
        return {name: evidence(match, reading) for name, match in self._named(self.members, reading).items()}

    def _named(self, which: Mapping[str, Member], reading: Reading) -> dict[str, Match]:
        """Those of `which` that are given, and where."""
        names = frozenset(label(t) for m in self.members.values() for p in patterns(m.says) for t in p.terms())
        heaps = habits.short_list(reading, names)
        return {name: match for name, member in which.items() if (match := named(member, reading, heaps=heaps))}

    def listed(
        self, given: Mapping[str, str], reading: Reading, response: Response, *, doubtful: Sequence[str] = ()
    ) -> Verdict:
        """The verdict on a list that gives the members `given`, each with its words; `doubtful` may be meant."""
        wrong = list(self._named(self.wrong, reading))
        share = min(1.0, len(given) / self.at_least)
        finding = Finding(
            criterion=MEMBERS,
            met=share >= 1,
            read=", ".join(self.members[name].name.in_(response.language) for name in given),
            evidence="; ".join(dict.fromkeys(given.values())),
        )
        verdict = self.verdict(
            [finding],
            feedback.of_list(self, list(given), wrong, doubtful, response.language),
            members=tuple(given),
            wrong=tuple(wrong),
            details=self._details(reading, {}, met=bool(given)),
        )
        return scored(verdict, share)

    def _details(self, reading: Reading, mistakes: Mapping[str, Match], *, met: bool) -> dict[str, object]:
        found: dict[str, object] = {}
        habit = habits.recognise(reading, met=met)
        if habit:
            found["recognised"] = habit
        if mistakes:
            found["misconceptions"] = list(mistakes)
        return found


def scored(verdict: Verdict, score: float) -> Verdict:
    """`verdict` with another score, and the outcome that goes with it."""
    return verdict.model_copy(update={"score": score, "outcome": outcome_of(score)})


def first(texts: tuple[str, ...], reading: Reading, *, heaps: bool = False, surely: bool = False) -> Match | None:
    """The first pattern of `texts` that `reading` satisfies."""
    return next((match for p in patterns(texts) if (match := find(p, reading, heaps=heaps, surely=surely))), None)


def named(member: Member, reading: Reading, *, heaps: bool) -> Match | None:
    """Where `member` is offered, if it is not taken back."""
    match = first(member.says, reading, heaps=heaps)
    if match is None or taken_out(match, reading) or first(member.against, reading, heaps=heaps):
        return None
    return match


def taken_out(match: Match, reading: Reading) -> bool:
    """Whether what `match` names is named to take it out: "stop using augmentation", 正则全关了."""
    hits = [hit.span for hit in match.hits]
    begin, end = min(span.start for span in hits), max(span.end for span in hits)
    before = [cue for cue in reading.cues.get("takes_out", ()) if 0 <= begin - cue.end <= 1]
    after = [
        cue
        for cue in reading.cues.get("taken_out", ())
        if 0 <= cue.start - end <= 1 and reading.closes(cue) and reading.keys[cue.start - 1] != "-"  # "cut-off"
    ]
    places = {reading.clause_of[begin], reading.clause_of[end - 1]}
    return any(
        reading.clause_of[cue.start] in places and not any(cue.overlaps(span) for span in hits)
        for cue in (*before, *after)
    )


def evidence(match: Match, reading: Reading) -> str:
    """The clauses that `match` rests on, in the candidate's own words."""
    return DOTS.join(quoted(clause, reading) for clause in match.clauses)


def quoted(clause: int, reading: Reading) -> str:
    """A clause as it is quoted: without what parts it from its neighbours, half a pair of brackets included."""
    words = reading.clause_text(clause).strip(" ,，。;；、\n").rstrip("([（【 ")
    opened, closed = (sum(map(words.count, brackets)) for brackets in ("(（", ")）"))
    return words[:-1] if closed > opened and words.endswith((")", "）")) else words
