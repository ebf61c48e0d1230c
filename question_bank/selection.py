"""Which item an interview asks next. Pure: the same arguments give the same item."""

from collections.abc import Collection, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from question_bank.bank import Bank, key
from question_bank.format import Draw, Format, Length, StagePlan
from question_bank.item import Item

LEVELS = (1, 2, 3)
START_LEVEL = 2
RAISE_AT = 0.8
"""A score from here on makes the next item harder."""
LOWER_BELOW = 0.4
"""A score below makes it easier."""


class Pick(NamedTuple):
    """An item to ask."""

    item: Item
    draw: int
    """Which of the stage's draws it comes from, zero-based."""
    seconds: float
    """Its time budget."""
    params: dict[str, Any]
    """The values drawn for it; empty for a fixed item."""


class Standing(NamedTuple):
    """Where an interview stands when it wants an item."""

    length: Length
    track: str
    """The chosen one, or empty."""
    seed: int
    level: int = START_LEVEL
    drawn: Sequence[int] = ()
    """For each item that the stage has asked: the draw it came from."""
    asked: Collection[str] = ()
    """Keys of all items asked in this session."""
    recent: Collection[str] = ()
    """Keys of the items of the candidate's last sessions."""


class Shortage(NamedTuple):
    """A draw for which the bank holds fewer items than it may ask."""

    format: str
    stage: str
    draw: int
    track: str
    wanted: int
    found: int


def next_level(level: int, score: float | None) -> int:
    """The level after an answer at `level`; an answer that was not judged moves nothing."""
    if score is None:
        return level
    step = 1 if score >= RAISE_AT else -1 if score < LOWER_BELOW else 0
    return min(max(level + step, LEVELS[0]), LEVELS[-1])


def matching(draw: Draw, track: str, bank: Bank) -> list[Item]:
    """The items that `draw` may ask, in the bank's order."""
    topics = {track if topic == "{track}" else topic for topic in draw.topics}
    return [
        item
        for item in bank
        if (not draw.kinds or item.kind in draw.kinds)
        and (not topics or topics & set(item.topics))
        and (not draw.ids or item.id in draw.ids or key(item) in draw.ids)
    ]


def pick(stage: StagePlan, bank: Bank, standing: Standing) -> Pick | None:
    """The stage's next item, or None when it has asked all that it may.

    Of a draw's items none is asked twice in a session; those of the last sessions come back only where nothing else is
    left; among the rest the nearest to the level wanted are equally likely. A draw that was left is not gone back to.
    """
    drawn = standing.drawn
    for number in range(max(drawn, default=0), len(stage.draws)):
        draw = stage.draws[number]
        if drawn.count(number) >= draw.count.of(standing.length):
            continue
        left = [item for item in matching(draw, standing.track, bank) if key(item) not in standing.asked]
        fresh = [item for item in left if key(item) not in standing.recent] or left
        if fresh:
            random = Random(f"{standing.seed}/{stage.id}/{len(drawn)}")
            distance = min(abs(item.level - standing.level) for item in fresh)
            item = random.choice([item for item in fresh if abs(item.level - standing.level) == distance])
            return Pick(
                item,
                number,
                _seconds(draw, item, standing.length),
                _values(item, random.randrange(2**31), standing.level),
            )
    return None


def shortages(plan: Format, bank: Bank) -> Iterator[Shortage]:
    """The draws of `plan` that a full interview could not fill without going without."""
    for track in plan.tracks or ("",):
        for stage in plan.stages:
            for number, draw in enumerate(stage.draws):
                wanted, found = int(max(draw.count.full, draw.count.short)), len(matching(draw, track, bank))
                if found < wanted:
                    yield Shortage(plan.id, stage.id, number, track, wanted, found)


def _seconds(draw: Draw, item: Item, length: Length) -> float:
    return 60 * (draw.minutes.of(length) if draw.minutes else item.minutes)


def _values(item: Item, seed: int, level: int) -> dict[str, Any]:
    return item.grading.draw(seed, level) if item.grading else {}
