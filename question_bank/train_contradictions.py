"""Trains the layers by which contradictions are read: ``python -m question_bank.train_contradictions``.

Goes on from the published ones, in all layers but the words. Half of what is read are the turns in `particulars/` of
which it is known what else could have been replied, and mostly what else could have been told before: these are to be
told apart, and neither of both gives that away alone. Of the rest more than half are replies in `interviews/` and
`particulars/` beside all that was said before, most of which sound like contradictions and are none; then replies in
the dialogues for fitting that `weigh_contradictions` leaves alone, in `contradictions/` and `alternatives/`, and
statements on the points of `positions/`. `turn_bags` has how, and `bag_training` what is learnt from it. An epoch of
11,000 takes an hour and a half on one core. What comes of one run hears too much: of earlier ones, which told nothing
apart, a ``--share`` of 0.15 to 0.3 was published (``docs/reader.md``). Afterwards the weights of the regression are to
be fitted again.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from evaluators.concept.reader.example import Example
from evaluators.concept.reader.training import Settings
from question_bank import alternatives, contradictions, particulars, positions, turn_bags
from question_bank.bag_training import Course, command

T = TypeVar("T")
OF_APART = 0.5
"""Share of turns of `particulars/` that are told apart in what is read ..."""
OF_INTERVIEWS, OF_PARTICULARS, OF_DIALOGUES, OF_WRITTEN, OF_TWINS, OF_POINTS = 0.15, 0.1, 0.08, 0.02, 0.02, 0.02
"""... of the replies in `interviews/` and `particulars/`, and of what else is read ..."""
OF_CONTRADICTING = 0.06
"""... and of replies in interviews and dialogues that contradict, besides."""
TOGETHER = 8
"""Examples of one turn in a batch, where they are told apart: mostly there are four."""
HELD_STEP = 4
"""Of the turns that are held out every so manieth is measured by."""
POINT_WEIGHT = 0.4
"""Of a single opinion on a point: of all that stand beside one statement it is known what is right."""


def main() -> None:
    """Train and save."""
    twins, written, talked, invented = (
        [reply for reply in found if not reply.held]
        for found in (
            alternatives.replies(),
            contradictions.replies(),
            contradictions.of_dialogues(),
            contradictions.of_interviews(),
        )
    )
    contradicting = [reply for reply in invented + talked if reply.contradicts]
    every = list(particulars.turns())
    particular = [reply for turn in every for reply in turn if not reply.held]
    known = [turn for turn in every if len(turn) > 1]
    turns = [turn for turn in known if not turn[0].held]
    held = [turn for turn in known if turn[0].held][::HELD_STEP]
    points = [(subject, point) for subject, point in positions.points() if not point.held]

    def epoch(replies: int, chance: random.Random) -> list[Example]:
        def some(of: Sequence[T], share: float) -> list[T]:
            return chance.sample(of, min(len(of), round(share * replies)))

        told = [
            *some(contradicting, OF_CONTRADICTING),
            *some(invented, OF_INTERVIEWS),
            *some(particular, OF_PARTICULARS),
            *some(talked, OF_DIALOGUES),
            *some(written, OF_WRITTEN),
            *some(twins, OF_TWINS),
        ]
        stated = some(list(positions.examples(points, chance)), OF_POINTS)
        apart = chain.from_iterable(turn_bags.told_apart(turn, chance) for turn in some(turns, OF_APART))
        return [*apart, *turn_bags.examples(told, chance), *map(_whole, stated)]

    chance = random.Random(0)
    held_apart = [example for turn in held for example in turn_bags.told_apart(turn, chance)]
    course = Course(epoch, replies=11_000, held=held_apart)
    command(__doc__ or "", "contradictions", course, Settings(together=TOGETHER))


def _whole(example: Example) -> Example:
    """An example that is also to be judged as a whole."""
    lighter = tuple(each._replace(weight=POINT_WEIGHT * each.weight, criterion="") for each in example.asked)
    return replace(example, asked=lighter, any_of_them=any(each.label > 0.5 for each in example.asked))


if __name__ == "__main__":
    main()
