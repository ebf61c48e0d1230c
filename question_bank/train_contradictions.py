"""Trains the layers by which contradictions are read: ``python -m question_bank.train_contradictions``.

Goes on from the published ones; all below stays shared with the reader of answers. Of what is read more than half are
replies in `interviews/` and `particulars/`, most of which sound like contradictions and are none; the rest are replies
in the dialogues for fitting that `weigh_contradictions` leaves alone, in `contradictions/` and `alternatives/`, and
statements on the points of `positions/`. `turn_bags` has how, and `bag_training` what is learnt from it. An epoch of
11,000 takes three quarters of an hour on one core. What comes of one run hears too much, so ``--share`` 0.3 of it is
published (``docs/reader.md``). Afterwards the weights of the regression are to be fitted again.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import TypeVar

from evaluators.concept.reader.example import Example
from question_bank import alternatives, contradictions, particulars, positions, turn_bags
from question_bank.bag_training import command
from question_bank.contradictions import Reply

T = TypeVar("T")
OF_INTERVIEWS, OF_PARTICULARS, OF_DIALOGUES, OF_WRITTEN, OF_TWINS, OF_POINTS = 0.25, 0.25, 0.11, 0.07, 0.03, 0.06
"""Shares of what is read, beside all replies in interviews and dialogues that contradict: of `particulars/` of the
turns, a quarter of which have two replies."""
POINT_WEIGHT = 0.4
"""Of a single opinion on a point: of all that stand beside one statement it is known what is right."""


def main() -> None:
    """Train and save."""
    twins, written, talked, invented, particular = (
        [reply for reply in found if not reply.held]
        for found in (
            alternatives.replies(),
            contradictions.replies(),
            contradictions.of_dialogues(),
            contradictions.of_interviews(),
            particulars.replies(),
        )
    )
    contradicting = _contradicting(invented) + _contradicting(talked)
    fitting = [reply for reply in invented if not reply.contradicts]
    turns = [list(same) for _, same in groupby(particular, lambda reply: reply.about)]
    points = [(subject, point) for subject, point in positions.points() if not point.held]

    def epoch(replies: int, chance: random.Random) -> list[Example]:
        def some(of: Sequence[T], share: float) -> list[T]:
            return chance.sample(of, min(len(of), round(share * replies)))

        told = [
            *contradicting,
            *some(fitting, OF_INTERVIEWS),
            *chain(*some(turns, OF_PARTICULARS)),
            *some(talked, OF_DIALOGUES),
            *some(written, OF_WRITTEN),
            *some(twins, OF_TWINS),
        ]
        stated = some(list(positions.examples(points, chance)), OF_POINTS)
        return [*turn_bags.examples(told, chance), *map(_whole, stated)]

    command(__doc__ or "", "contradictions", epoch, replies=11_000)


def _contradicting(replies: Sequence[Reply]) -> list[Reply]:
    return [reply for reply in replies if reply.contradicts]


def _whole(example: Example) -> Example:
    """An example that is also to be judged as a whole."""
    lighter = tuple(each._replace(weight=POINT_WEIGHT * each.weight) for each in example.asked)
    return replace(example, asked=lighter, any_of_them=any(each.label > 0.5 for each in example.asked))


if __name__ == "__main__":
    main()
