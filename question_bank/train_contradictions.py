"""Trains the layers by which contradictions are read: ``python -m question_bank.train_contradictions``.

Goes on from the published ones; all below stays shared with the reader of answers. More than half of what is read are
statements on the points of `positions/`, of which tone and length tell nothing; the rest are replies: all of the
dialogues for fitting that `weigh_contradictions` leaves alone, a share of `alternatives/`, which are the hardest to
tell apart, and as many of `contradictions/` as are wanted. `turn_bags` has how, and `bag_training` what is learnt from
it. An epoch of 30,000 takes 25 minutes on two cores. Afterwards the weights of the regression are to be fitted again.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from evaluators.concept.reader.example import Example
from question_bank import alternatives, contradictions, positions, turn_bags
from question_bank.bag_training import command

T = TypeVar("T")
OF_DIALOGUES = 3
"""How many times a reply in a dialogue that contradicts is in an epoch: they are few."""
OF_POINTS, OF_TWINS = 0.6, 0.18
"""Shares of what is read: statements on points, and replies of `alternatives/`."""
POINT_WEIGHT = 0.4
"""Of a single opinion on a point: of all that stand beside one statement it is known what is right."""


def main() -> None:
    """Train and save."""
    twins = [reply for reply in alternatives.replies() if not reply.held]
    written = [reply for reply in contradictions.replies() if not reply.held]
    talked = [reply for reply in contradictions.of_dialogues() if not reply.held]
    talked += [reply for reply in talked if reply.contradicts] * (OF_DIALOGUES - 1)
    points = [(subject, point) for subject, point in positions.points() if not point.held]

    def epoch(replies: int, chance: random.Random) -> list[Example]:
        def some(of: Sequence[T], count: int) -> list[T]:
            return chance.sample(of, max(0, min(len(of), count)))

        stated = some(list(positions.examples(points, chance)), round(OF_POINTS * replies))
        told = [*talked, *some(twins, round(OF_TWINS * replies))]
        told += some(written, replies - len(stated) - len(told))
        return [*turn_bags.examples(told, chance), *map(_whole, stated)]

    command(__doc__ or "", "contradictions", epoch, replies=30_000)


def _whole(example: Example) -> Example:
    """An example that is also to be judged as a whole."""
    lighter = tuple(each._replace(weight=POINT_WEIGHT * each.weight) for each in example.asked)
    return replace(example, asked=lighter, any_of_them=any(each.label > 0.5 for each in example.asked))


if __name__ == "__main__":
    main()
