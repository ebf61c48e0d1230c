"""Points of a project on which candidates can take positions that exclude each other, each position in many words.

``positions/<subject>.jsonl``: a point a line, such as who labelled the data. Of one candidate's statements, two of
different positions cannot both be so; two of one position can, and neutral ones fit every position though they sound
like it. So a few sentences make hundreds of pairs in which words and meaning part ways.
"""

import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from evaluators.concept.reader.example import Asked, Example
from evaluators.honesty import against
from evaluators.honesty.against import Exchange
from evaluators.text import Frozen, Language
from question_bank.contradictions import Told
from question_bank.records import records

HERE = Path(__file__).parent / "positions"
_READ = 0.6
"""Share of the statements that stand as replies in one epoch."""
_EXCLUDED = (0, 0, 1, 3)
"""How many statements of other positions a reply is held against, any of these as often."""
_SHARED, _NEUTRAL, _STRANGE = 2, 2, 1
"""So many of its own position, neutral, and on points of other subjects."""
_ANY_PROJECT = "any_project"
"""The subject whose points are told without saying of what: a stranger's words may exclude them."""
_JOINED = 0.25
"""Share of the statements that stand beside one on another point, as in a turn of several sentences."""
_OWN_WEIGHT = 0.6
"""Statements of one position may still differ in a detail."""


class Point(Frozen):
    """One point of a project."""

    language: Language
    point: str
    positions: tuple[tuple[Told, ...], ...] = Field(min_length=2)
    """The statements of each position."""
    neutral: tuple[Told, ...] = ()
    """What fits every position."""
    matter: str = ""
    """The matter of `stances` that it is about, if it is about one ..."""
    stances: tuple[str | None, ...] = ()
    """... and the stance that each position takes on it, if it takes one."""

    @property
    def held(self) -> bool:
        """Whether it is held out of training: a tenth of the points are."""
        return zlib.crc32(self.point.encode()) % 10 == 0


class _Statement(NamedTuple):
    """A statement on a point."""

    told: Told
    position: int | None
    """Its place among the point's positions; none for a neutral one."""
    point: str
    name: str
    """What pairs of right and wrong replies to it are found by; empty for a stranger's, of which none are made."""


def points(folder: Path = HERE) -> Iterator[tuple[str, Point]]:
    """Every point below `folder` with its subject, in a fixed order.

    Raises:
        ValueError: a line is no point; the message names file and line.
    """
    return records(folder, Point)


def examples(found: Sequence[tuple[str, Point]], chance: random.Random) -> Iterator[Example]:
    """Some of the statements as replies, each held against others."""
    known = [
        (subject, point.language, list(_statements(f"{subject}/{place}", point)))
        for place, (subject, point) in enumerate(found)
    ]
    for subject, language, own in known:
        # Points of one subject may be alike, so only those of another are sure to say nothing of this one.
        foreign = [
            each
            for other, spoken, each in known
            if other != subject and _ANY_PROJECT not in {other, subject} and spoken == language
        ]
        strangers = [chance.choice(each)._replace(name="") for each in chance.sample(foreign, min(len(foreign), 40))]
        for reply in (each for each in own if chance.random() < _READ):
            yield _example(reply, own, strangers, language, chance)


def _statements(point: str, found: Point) -> Iterator[_Statement]:
    for place, statements in enumerate((*found.positions, found.neutral)):
        position = place if place < len(found.positions) else None
        for number, told in enumerate(statements):
            yield _Statement(told, position, point, f"{point}/{place}/{number}")


def _example(
    reply: _Statement,
    own: Sequence[_Statement],
    strangers: Sequence[_Statement],
    language: Language,
    chance: random.Random,
) -> Example:
    """`reply` beside some of the others on its point and some of the `strangers`."""
    others = [each for each in own if each is not reply]
    shared = [each for each in others if each.position == reply.position]
    rest = [each for each in others if each.position != reply.position]
    neutral = [each for each in rest if None in {each.position, reply.position}]
    excluded = [each for each in rest if None not in {each.position, reply.position}]

    def some(of: Sequence[_Statement], count: int, label: float, weight: float = 1.0) -> list[Asked]:
        return [
            Asked(_stated(each.told, strangers, language, chance), label, weight, each.name)
            for each in chance.sample(of, min(count, len(of)))
        ]

    asked = [
        *some(excluded, chance.choice(_EXCLUDED), 1.0),
        *some(shared, _SHARED, 0.0, _OWN_WEIGHT if reply.position is not None else 1.0),
        *some(neutral, _NEUTRAL, 0.0),
        *some(strangers, _STRANGE, 0.0, 0.5),
    ]
    chance.shuffle(asked)
    text = perhaps_joined(reply.told.text, _texts(strangers), language, chance)
    return Example(reply.point, against.reply(Exchange(reply.told.question, text)), tuple(asked))


def _stated(told: Told, strangers: Sequence[_Statement], language: Language, chance: random.Random) -> str:
    """What the reader is asked about something said before, alone or in a passage."""
    longer = perhaps_joined(told.text, _texts(strangers), language, chance)
    text = longer if len(longer.encode()) <= against.LONGEST_PASSAGE else told.text
    return against.contradicts(against.asked(told.exchange, text), language)


def _texts(statements: Sequence[_Statement]) -> list[str]:
    return [each.told.text for each in statements]


def perhaps_joined(text: str, others: Sequence[str], language: Language, chance: random.Random) -> str:
    """`text`, or that before or after one of the `others`, which are about something else."""
    if chance.random() >= _JOINED or not others:
        return text
    parts = [text, chance.choice(others)]
    chance.shuffle(parts)
    return ("" if language == "zh" else " ").join(parts)
