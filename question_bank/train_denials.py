"""Trains the layers by which denied facts are read: ``python -m question_bank.train_denials``.

Goes on from the published ones; all below stays shared with the reader of answers. See `fact_bags` for what is read and
`bag_training` for what is learnt from it. An epoch of 22,000 replies takes three quarters of an hour on two cores.
Afterwards the weights of the regressions are to be fitted again.
"""

import random

from evaluators.concept.reader.example import Example
from evaluators.concept.reader.training import Settings
from evaluators.honesty.denied_facts import AT_ONCE
from question_bank import alternatives, broken_facts, contradictions, denials, fact_bags, swaps
from question_bank.bag_training import Course, command
from question_bank.train_reader import FIXED


def main() -> None:
    """Train and save."""
    told = [reply for reply in (*contradictions.replies(), *alternatives.replies()) if not reply.held]
    sources = fact_bags.Sources(
        replies=[case for case in denials.cases() if not case.held],
        turns=list(fact_bags.turns()),
        swaps=[swap for swap in swaps.swaps() if not swap.held],
        alone=list(denials.left_alone(told)),
        reasons=list(broken_facts.turns()),
    )

    def epoch(replies: int, chance: random.Random) -> list[Example]:
        return fact_bags.epoch(sources, replies, chance)

    command(__doc__ or "", "facts", Course(epoch, replies=22_000), Settings(fixed=FIXED, at_once=AT_ONCE))


if __name__ == "__main__":
    main()
