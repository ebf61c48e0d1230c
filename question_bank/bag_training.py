"""Trains layers for what opinions on many statements say together, as that is weighed in an interview.

What is made small is the error in the sum over all statements that a reply stands beside (`denied_facts.evidence`), and
that in the single opinions of which it is known what is right; see `fact_bags` and `turn_bags`. Of examples that are
to be told apart, those that contradict are to score above the others.
"""

import argparse
import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the field's name for it

from evaluators.concept.reader.client import FOLDER, Branch
from evaluators.concept.reader.encoder import Encoder
from evaluators.concept.reader.example import Example
from evaluators.concept.reader.pieces import Pieces
from evaluators.concept.reader.training import Settings, fit, judged, set_against
from evaluators.concept.reader.weights import Calibration, branch, load, save_branch
from evaluators.honesty.denied_facts import TELLS_FROM

SHARPNESS = 3.0
"""Of the soft bend at `TELLS_FROM`, so that what lies a little beneath is moved, too."""
EVIDENCE, BIAS = 1.5, -2.0
"""What an amount of evidence weighs: as much as one sure opinion makes it more likely than not."""
SMOOTHING = 0.02
APART = 1.0
"""Weight of the loss by which examples are told apart."""

Epoch = Callable[[int, random.Random], Sequence[Example]]
"""Of how many replies, about, an epoch is to be, and the chance by which they are chosen."""


class Course(NamedTuple):
    """What is read."""

    epoch: Epoch
    """Yields what is read in one epoch."""
    replies: int
    """How many replies that are to be, unless the command is told."""
    held: Sequence[Example] = ()
    """Never trained on; the command tells how many of these are told apart, before and after."""


def command(about: str, of: Branch, course: Course, how: Settings) -> None:
    """Train the layers `of` that name, going on from the published ones, and save them; with a command's options.

    Args:
        about: what the command tells of itself.
        of: the branch.
        course: what is read.
        how: to train, in what the command has no option for.

    """
    options = argparse.ArgumentParser(description=about)
    options.add_argument("--replies", type=int, default=course.replies, help="how many are read in an epoch")
    options.add_argument("--epochs", type=int, default=1)
    options.add_argument("--rate", type=float, default=Settings.rate)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--share", type=float, default=1.0, help="of the new layers in what is saved, from 0 to 1")
    options.add_argument("--out", type=Path, default=FOLDER)
    chosen = options.parse_args()
    reader = branch(load(FOLDER, torch.float32), of)
    settings = replace(
        how,
        epochs=chosen.epochs,
        rate=chosen.rate,
        head_rate=2 * chosen.rate,
        seed=chosen.seed,
        loss=lambda logits, batch: loss_of(logits, batch, reader.calibration),
    )
    encoder = copy.deepcopy(reader.encoder)

    def told(line: str) -> None:
        print(line, flush=True)  # noqa: T201 - a command's output

    def measure() -> None:
        if course.held:
            right, pairs = told_apart(encoder, reader.pieces, course.held, settings)
            told(f"{right} of {pairs} pairs told apart")

    measure()
    fit(encoder, reader.pieces, lambda chance: course.epoch(chosen.replies, chance), settings, told)
    measure()
    take_share(encoder, reader.encoder, chosen.share)
    save_branch(chosen.out, of, encoder, reader.calibration)


def told_apart(encoder: Encoder, pieces: Pieces, held: Sequence[Example], settings: Settings) -> tuple[int, int]:
    """Of how many pairs of `held` the one that contradicts scores higher, and how many there are; see `apart`."""
    apart_by = [apart(logits, batch) for batch, logits in judged(encoder, pieces, held, settings)]
    return sum(int((each > 0).sum()) for each in apart_by), sum(map(len, apart_by))


def take_share(encoder: Encoder, published: Encoder, share: float) -> None:
    """Leave `encoder` a `share` of what it has become, and else what is `published`: alone, both read worse."""
    before = published.state_dict()
    encoder.load_state_dict(
        {name: torch.lerp(before[name], value, share) for name, value in encoder.state_dict().items()}
    )


def loss_of(logits: Tensor, batch: Sequence[Example], calibration: Calibration) -> Tensor:
    """The mean over the examples of `batch` of what is wrong in their evidence and in the opinions that are weighed."""
    odds = calibration.slope * logits + calibration.offset
    asked = [each for example in batch for each in example.asked]
    owners = torch.tensor([number for number, example in enumerate(batch) for _ in example.asked], device=odds.device)
    above = F.softplus(odds - TELLS_FROM, beta=SHARPNESS)
    evidence = torch.log1p(odds.new_zeros(len(batch)).index_add(0, owners, above))
    states = odds.new_tensor([float(bool(example.any_of_them)) for example in batch])
    together = _error(EVIDENCE * evidence + BIAS, states).sum()
    weights = odds.new_tensor([each.weight for each in asked])
    each_one = (_error(odds, odds.new_tensor([each.label for each in asked])) * weights).sum()
    return (together + each_one + APART * F.softplus(-apart(logits, batch)).sum()) / len(batch)


def apart(logits: Tensor, batch: Sequence[Example]) -> Tensor:
    """By how much each example that contradicts scores above each that does not, of those with one `criterion`.

    Args:
        logits: of all statements of the examples of `batch`, one after the other; the highest of an example tells most.
        batch: examples; those whose statements have no name in `criterion` are told apart from none.

    Returns:
        Shape (pairs,).

    """
    pairs = set_against((example.asked[0].criterion, bool(example.any_of_them)) for example in batch)
    if not pairs:
        return logits.new_zeros(0)
    highest = torch.stack([one.logsumexp(0) for one in logits.split([len(example.asked) for example in batch])])
    above, below = (highest[list(places)] for places in zip(*pairs, strict=True))
    return above - below


def _error(odds: Tensor, labels: Tensor) -> Tensor:
    smooth = labels * (1 - 2 * SMOOTHING) + SMOOTHING
    return F.binary_cross_entropy_with_logits(odds, smooth, reduction="none")
