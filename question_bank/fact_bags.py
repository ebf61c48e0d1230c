"""Replies beside many facts of what they name, of which it is only known whether they deny any.

Whoever makes something up goes a little against several facts of a thing, and which of them he denies nobody has told:
only that he denies something (multiple-instance learning; Dietterich et al., 1997,
https://doi.org/10.1016/S0004-3702(96)00034-3). So a reply stands beside what is known of the things that it names, as
in an interview, and what is learnt is how much all of that speaks against it. Of a reply that was written to deny one
fact, or to sound like it and fit, that fact is told besides; and of what it does not name, that it leaves it alone.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from evaluators.concept.reader.example import Asked, Example
from evaluators.honesty import against, known_facts
from evaluators.honesty.against import Exchange
from evaluators.honesty.known_facts import Known
from evaluators.honesty.reading import read
from evaluators.text import Language, written_in
from question_bank.broken_facts import Beside, held
from question_bank.denials import Alone, Case
from question_bank.dialogues import dialogues
from question_bank.swaps import Swap

DENYING, FITTING, MADE_UP, HONEST, ALONE = 0.26, 0.19, 0.09, 0.11, 0.15
"""Shares of an epoch: of the replies to one fact those that deny it and those that fit, of the turns of dialogues those
that cannot be so and the others, and replies of people who are right; ..."""
SWAPPED, RIGHT = 0.04, 0.04
"""... replies that swap two things, and others in nearly the same words; ..."""
BROKEN, UNBROKEN = 0.06, 0.06
"""... and turns beside reasons of the rules' findings, their own or those of other turns."""
TOLD_AGAIN = 3
"""How many times a turn that cannot be so is in an epoch, at most: they are few."""
BESIDE_A_REPLY, BESIDE_A_TURN = 14, 22
"""Facts of what it names that a reply to one fact, or another, stands beside, at most ..."""
STRANGE = 2
"""... and facts of something else."""
BESIDE_REASONS, LEFT_ALONE = 8, 10
"""Facts of what it names that a turn stands beside besides its reasons, and what a turn without any leaves alone."""
OWN_WEIGHT, STRANGE_WEIGHT, LEFT_WEIGHT = 1.0, 0.15, 0.03
"""Of the fact that a reply was written for or a reason of its finding, of facts of something else, and of what is left
alone; the others are judged together alone."""
FEWEST = 4
"""Facts of what it names that a reply of somebody who is right must have, to tell anything."""


T = TypeVar("T")


class Turn(NamedTuple):
    """A turn with the facts of what it names."""

    said: Exchange
    facts: tuple[Known, ...]
    denies: bool
    """Whether it denies any of them."""


class Sources(NamedTuple):
    """All that is read."""

    replies: Sequence[Case]
    turns: Sequence[Turn]
    swaps: Sequence[Swap]
    alone: Sequence[Alone]
    reasons: Sequence[Beside]


def turns() -> Iterator[Turn]:
    """The turns of the dialogues for fitting that are trained on and name something; reading them takes a minute.

    A turn that contradicts earlier words, or corrects them, is no example of either sort.
    """
    for _, dialogue in dialogues():
        if dialogue.part != "fitting" or held(dialogue):
            continue
        kinds = {label.turn: label.kind for label in dialogue.findings}
        for one in read(dialogue.dialogue, None).said[1:]:
            facts = known_facts.of_named(f"{one.question}\n{one.text}")
            kind = kinds.get(one.turn)
            if facts and not one.corrects and kind != "inconsistent":
                yield Turn(Exchange(one.question, one.text), facts, kind == "impossible_fact")


def epoch(sources: Sources, size: int, chance: random.Random) -> list[Example]:
    """Some `size` examples of all sorts; fewer where there are not enough of one."""
    replies, told, swaps, alone, reasons = sources
    denying = [(case, said, True) for case in replies for said in case.replies.denies]
    fitting = [(case, said, False) for case in replies for said in case.replies.fits]
    made_up, honest = _parted(told)
    swapped, kept = _parted([turn for swap in swaps for turn in _replies_of(swap)])
    right = [Turn(one.said, one.near, denies=False) for one in alone if len(one.near) >= FEWEST]
    broken, unbroken = ([one for one in reasons if bool(one.denied) is denies] for denies in (True, False))
    strangers = [case.fact for case in replies]
    found = [
        _of_reply(*each, strangers, chance)
        for share, sort in ((DENYING, denying), (FITTING, fitting))
        for each in _some(sort, share * size, chance)
    ]
    sorts = (
        (MADE_UP, made_up * TOLD_AGAIN),
        (HONEST, honest),
        (SWAPPED, swapped),
        (RIGHT, kept),
        (ALONE, right),
    )
    found += [_of_turn(turn, strangers, chance) for share, sort in sorts for turn in _some(sort, share * size, chance)]
    found += [
        _of_reasons(one, chance)
        for share, sort in ((BROKEN, broken * TOLD_AGAIN), (UNBROKEN, unbroken))
        for one in _some(sort, share * size, chance)
    ]
    return found


def _parted(found: Sequence[Turn]) -> tuple[list[Turn], list[Turn]]:
    """Those that deny something, and the others."""
    return [turn for turn in found if turn.denies], [turn for turn in found if not turn.denies]


def _replies_of(swap: Swap) -> Iterator[Turn]:
    for said, swapped in swap.replies():
        facts = known_facts.of_named(f"{said.question}\n{said.text}")
        if facts:
            yield Turn(said, facts, swapped)


def _of_reply(case: Case, said: Exchange, denies: bool, strangers: Sequence[Known], chance: random.Random) -> Example:  # noqa: FBT001 - unpacked from a tuple
    language = written_in(said.text)
    named = known_facts.of_named(f"{said.question}\n{said.text}")
    near = [fact for fact in named if fact.en != case.fact.en]
    own = _Held(case.fact.in_(language), float(denies), OWN_WEIGHT)
    held = [own, *_beside(near, BESIDE_A_REPLY - 1, strangers, language, chance)]
    return _example(case.fact.en, said, held, denies=denies, chance=chance)


def _of_turn(turn: Turn, strangers: Sequence[Known], chance: random.Random) -> Example:
    held = _beside(turn.facts, BESIDE_A_TURN, strangers, written_in(turn.said.text), chance)
    return _example("", turn.said, held, denies=turn.denies, chance=chance)


def _of_reasons(one: Beside, chance: random.Random) -> Example:
    held = [_Held(reason, 1.0, OWN_WEIGHT) for reason in one.denied]
    held += [_Held(fact, 0.0, LEFT_WEIGHT) for fact in _some(one.left, LEFT_ALONE, chance)]
    if one.denied:
        named = known_facts.of_named(f"{one.said.question}\n{one.said.text}")
        held += _beside(named, BESIDE_REASONS, (), one.language, chance)
    return _example(one.dialogue, one.said, held, denies=bool(one.denied), chance=chance)


class _Held(NamedTuple):
    """A fact that a reply is held against."""

    fact: str
    label: float
    weight: float


def _beside(
    near: Sequence[Known], most: int, strangers: Sequence[Known], language: Language, chance: random.Random
) -> list[_Held]:
    return [
        *(_Held(fact.in_(language), 0.0, 0.0) for fact in _some(near, most, chance)),
        *(_Held(fact.in_(language), 0.0, STRANGE_WEIGHT) for fact in _some(strangers, STRANGE, chance)),
    ]


def _example(item: str, said: Exchange, held: Sequence[_Held], *, denies: bool, chance: random.Random) -> Example:
    language = written_in(said.text)
    mixed = chance.sample(held, len(held))
    asked = tuple(Asked(against.contradicts(fact, language), label, weight, "") for fact, label, weight in mixed)
    return Example(item, against.reply(said), asked, any_of_them=denies)


def _some(sort: Sequence[T], most: float, chance: random.Random) -> list[T]:
    return chance.sample(sort, min(len(sort), round(most)))
