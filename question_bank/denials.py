"""What candidates say against known facts, and what they say near them that fits.

``denials/<subject>.jsonl``: a fact a line, with some replies that deny it and as many that do not. The learned reader
is trained on them, and on what else was said of the same things by people who were right.
"""

import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from evaluators.concept.reader.example import Asked, Example
from evaluators.honesty import against, known_facts
from evaluators.honesty.against import Exchange
from evaluators.honesty.known_facts import Known
from evaluators.text import Frozen, Language, written_in
from question_bank.contradictions import Reply
from question_bank.positions import perhaps_joined
from question_bank.records import records

HERE = Path(__file__).parent / "denials"
_ALIKE, _STRANGE = 3, 2
"""What a reply is held against besides the fact it was written for: other facts of the same thing, and of others."""
_DENIED, _FITTING, _STRANGE_WEIGHT, _LEFT = 2.0, 1.5, 0.6, 0.7
_ALIKE_DENIED, _ALIKE_FITTING = 0.35, 0.8
"""Weights. What denies one fact may deny another of the same thing as well."""
_NEAR, _FAR = 6, 3
"""Facts of what a turn itself names, and of what the candidate's opening did, that it is held against, at most."""


class Denial(Frozen):
    """A fact, in English as in `known_facts`, and replies of two strings each: a question, and what was answered."""

    fact: str
    denies: tuple[Exchange, ...] = Field(min_length=1)
    fits: tuple[Exchange, ...] = Field(min_length=1)


class Case(NamedTuple):
    """A fact with its replies."""

    thing: str
    fact: Known
    replies: Denial

    @property
    def held(self) -> bool:
        """Whether its thing is held out of training: a tenth of them are."""
        return zlib.crc32(self.thing.encode()) % 10 == 0


class Alone(NamedTuple):
    """A turn that denies none of the facts of what it names."""

    candidate: str
    said: Exchange
    near: tuple[Known, ...]
    far: tuple[Known, ...]


def cases(folder: Path = HERE) -> Iterator[Case]:
    """Every fact with its replies, in a fixed order.

    Raises:
        ValueError: a line is no denial, or its fact is not known; the message names file and line or the fact.
    """
    known = {fact.en: (name, fact) for name, fact in known_facts.everything()}
    for subject, denial in records(folder, Denial):
        if denial.fact not in known:
            raise ValueError(f"{subject}: {denial.fact!r} is not among the known facts")
        yield Case(*known[denial.fact], denial)


def examples(found: Sequence[Case], chance: random.Random) -> Iterator[Example]:
    """Each reply beside its fact and some others."""
    of_thing: dict[str, list[Known]] = {}
    fitting: dict[Language, list[str]] = {"zh": [], "en": []}
    for case in found:
        of_thing.setdefault(case.thing, []).append(case.fact)
        for said in case.replies.fits:
            fitting[written_in(said.text)].append(said.text)
    for case in found:
        alike = [fact for fact in of_thing[case.thing] if fact is not case.fact]
        for said, denied in _said(case.replies):
            others = chance.sample(found, min(len(found), _STRANGE))
            strange = [other.fact for other in others if other.thing != case.thing]
            beside = _ALIKE_DENIED if denied else _ALIKE_FITTING
            facts = [
                (case.fact, float(denied), _DENIED if denied else _FITTING),
                *((fact, 0.0, beside) for fact in chance.sample(alike, min(len(alike), _ALIKE))),
                *((fact, 0.0, _STRANGE_WEIGHT) for fact in strange),
            ]
            chance.shuffle(facts)
            language = written_in(said.text)
            text = perhaps_joined(said.text, fitting[language], language, chance)
            asked = tuple(_asked(fact, language, label, weight) for fact, label, weight in facts)
            yield Example(case.fact.en, against.reply(Exchange(said.question, text)), asked)


def _said(replies: Denial) -> Iterator[tuple[Exchange, bool]]:
    """Each reply, and whether it denies the fact."""
    yield from ((said, True) for said in replies.denies)
    yield from ((said, False) for said in replies.fits)


def left_alone(replies: Sequence[Reply]) -> Iterator[Alone]:
    """Each reply that names something of which facts are known, once: who speaks of work of their own is right."""
    seen: set[str] = set()
    for reply in replies:
        if reply.reply in seen:
            continue
        seen.add(reply.reply)
        near = known_facts.of_named(f"{reply.question}\n{reply.reply}")
        far = tuple(fact for fact in known_facts.of_named(reply.earlier[0].text) if fact not in near)
        if near or far:
            yield Alone(reply.about, reply.exchange, near, far)


def alone(found: Sequence[Alone], chance: random.Random) -> Iterator[Example]:
    """Each such turn beside some of the facts that it leaves alone."""
    for one in found:
        facts = [*chance.sample(one.near, min(len(one.near), _NEAR)), *chance.sample(one.far, min(len(one.far), _FAR))]
        chance.shuffle(facts)
        language = written_in(one.said.text)
        asked = tuple(_asked(fact, language, 0.0, _LEFT) for fact in facts)
        yield Example(one.candidate, against.reply(one.said), asked)


def _asked(fact: Known, language: Language, label: float, weight: float) -> Asked:
    return Asked(against.contradicts(fact.in_(language), language), label, weight, f"known/{fact.en}/{language}")
