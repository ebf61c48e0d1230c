"""Trains the layers by which denied facts are read: ``python -m question_bank.train_denials``.

Goes on from the published ones; all below stays shared with the reader of answers. What is made small is the error in
what all facts together say against a reply, as it is weighed in an interview (`denied_facts.evidence`), not that in the
opinion on each fact; see `bags`. An epoch of 22,000 replies takes three quarters of an hour on two cores. Afterwards
the weights of the regressions are to be fitted again.
"""

import argparse
import copy
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the field's name for it

from evaluators.concept.reader.client import FOLDER
from evaluators.concept.reader.example import Example
from evaluators.concept.reader.training import Settings, fit
from evaluators.concept.reader.weights import Calibration, branch, load, save_branch
from evaluators.honesty.denied_facts import AT_ONCE, TELLS_FROM
from question_bank import alternatives, bags, broken_facts, contradictions, denials
from question_bank.train_reader import FIXED

SHARPNESS = 3.0
"""Of the soft bend at `TELLS_FROM`, so that what lies a little beneath is moved, too."""
EVIDENCE, BIAS = 1.5, -2.0
"""What an amount of evidence weighs: as much as one surely denied fact makes a denial more likely than not."""
SMOOTHING = 0.02


def main() -> None:
    """Train and save."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--replies", type=int, default=22_000, help="how many are read in an epoch")
    options.add_argument("--epochs", type=int, default=1)
    options.add_argument("--rate", type=float, default=Settings.rate)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", type=Path, default=FOLDER)
    chosen = options.parse_args()
    reader = branch(load(FOLDER, torch.float32), "facts")
    told = [reply for reply in (*contradictions.replies(), *alternatives.replies()) if not reply.held]
    sources = bags.Sources(
        replies=[case for case in denials.cases() if not case.held],
        turns=list(bags.turns()),
        alone=list(denials.left_alone(told)),
        reasons=list(broken_facts.turns()),
    )
    settings = Settings(
        epochs=chosen.epochs,
        fixed=FIXED,
        at_once=AT_ONCE,
        rate=chosen.rate,
        head_rate=2 * chosen.rate,
        seed=chosen.seed,
        loss=lambda logits, batch: loss_of(logits, batch, reader.calibration),
    )
    encoder = copy.deepcopy(reader.encoder)

    def epoch(chance: random.Random) -> list[Example]:
        return bags.epoch(sources, chosen.replies, chance)

    fit(encoder, reader.pieces, epoch, settings, lambda line: print(line, flush=True))  # noqa: T201 - a command's output
    save_branch(chosen.out, "facts", encoder, reader.calibration)


def loss_of(logits: Tensor, batch: Sequence[Example], calibration: Calibration) -> Tensor:
    """The mean over the examples of `batch` of what is wrong in their evidence and in the opinions that are weighed."""
    odds = calibration.slope * logits + calibration.offset
    asked = [each for example in batch for each in example.asked]
    owners = torch.tensor([number for number, example in enumerate(batch) for _ in example.asked], device=odds.device)
    above = F.softplus(odds - TELLS_FROM, beta=SHARPNESS)
    evidence = torch.log1p(odds.new_zeros(len(batch)).index_add(0, owners, above))
    denies = odds.new_tensor([float(bool(example.any_of_them)) for example in batch])
    together = _error(EVIDENCE * evidence + BIAS, denies).sum()
    weights = odds.new_tensor([each.weight for each in asked])
    each_one = (_error(odds, odds.new_tensor([each.label for each in asked])) * weights).sum()
    return (together + each_one) / len(batch)


def _error(odds: Tensor, labels: Tensor) -> Tensor:
    smooth = labels * (1 - 2 * SMOOTHING) + SMOOTHING
    return F.binary_cross_entropy_with_logits(odds, smooth, reduction="none")


if __name__ == "__main__":
    main()
