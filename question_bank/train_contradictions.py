"""Trains the layers by which contradictions are read: ``python -m question_bank.train_contradictions``.

Goes on from the published ones; all below stays shared with the reader of answers. Reads all replies of the dialogues
for fitting that `weigh_contradictions` leaves alone and all of `alternatives/`, which are the hardest to tell apart,
as many of `contradictions/` as are wanted, and points of `positions/`; see `turn_bags` for how, and `bag_training` for
what is learnt from it. An epoch of 30,000 replies takes 25 minutes on two cores. Afterwards the weights of the
regression are to be fitted again.
"""

import random
from dataclasses import replace

from evaluators.concept.reader.example import Example
from question_bank import alternatives, contradictions, positions, turn_bags
from question_bank.bag_training import command

OF_DIALOGUES = 3
"""How many times a reply in a dialogue that contradicts is in an epoch: they are few."""
OF_POINTS = 0.05
"""How many statements on points are read for each reply."""


def main() -> None:
    """Train and save."""
    twins = [reply for reply in alternatives.replies() if not reply.held]
    written = [reply for reply in contradictions.replies() if not reply.held]
    talked = [reply for reply in contradictions.of_dialogues() if not reply.held]
    talked += [reply for reply in talked if reply.contradicts] * (OF_DIALOGUES - 1)
    points = [(subject, point) for subject, point in positions.points() if not point.held]

    def epoch(replies: int, chance: random.Random) -> list[Example]:
        stated = list(positions.examples(points, chance))
        told = chance.sample(written, max(0, min(len(written), replies - len(talked) - len(twins))))
        return [
            *turn_bags.examples([*talked, *twins, *told], chance),
            *map(_whole, chance.sample(stated, min(len(stated), round(OF_POINTS * replies)))),
        ]

    command(__doc__ or "", "contradictions", epoch, replies=30_000)


def _whole(example: Example) -> Example:
    """An example that is also to be judged as a whole."""
    return replace(example, any_of_them=any(each.label > 0.5 for each in example.asked))


if __name__ == "__main__":
    main()
