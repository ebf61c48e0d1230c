"""Trains the layers by which contradictions are read: ``python -m question_bank.train_contradictions``.

Goes on from the published ones; all below stays shared with the reader of answers. Reads the replies of
`contradictions/`, the points of `positions/` and the dialogues for fitting that `weigh_contradictions` leaves alone,
each pair from the later statement and from the earlier one, and turns beside facts. An epoch takes half an hour on two
cores. Afterwards the weights of the regression are to be fitted again.
"""

import argparse
import copy
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from evaluators.concept.reader.client import FOLDER
from evaluators.concept.reader.example import Example
from evaluators.concept.reader.training import Settings, fit
from evaluators.concept.reader.weights import Calibration, Reader, branch, load, save_branch
from evaluators.concept.reader.worker import logits
from question_bank import broken_facts, contradictions, positions
from question_bank.train_reader import FIXED, calibrate

RATE = 5e-5
"""Half of what answers are trained at: it goes on from what can already do it."""


def main() -> None:
    """Train, measure, save."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--epochs", type=int, default=4)
    options.add_argument("--out", type=Path, default=FOLDER)
    chosen = options.parse_args()
    reader = branch(load(FOLDER, torch.float32))
    known = [*contradictions.replies(), *contradictions.of_dialogues()]
    told = [reply for reply in known if not reply.held]
    beside = list(broken_facts.turns())
    taken = [(subject, point) for subject, point in positions.points() if not point.held]

    def epoch(chance: random.Random) -> list[Example]:
        return [
            *contradictions.examples(told, chance),
            *contradictions.turned(told, chance),
            *positions.examples(taken, chance),
            *broken_facts.examples(beside, chance),
        ]

    settings = Settings(epochs=chosen.epochs, fixed=FIXED, rate=RATE, head_rate=2 * RATE)
    encoder = copy.deepcopy(reader.encoder)
    fit(encoder, reader.pieces, epoch, settings, lambda line: print(line, flush=True))  # noqa: T201 - a command's output
    trained = Reader(encoder, reader.pieces, Calibration(), reader.version)
    found, marks = judged(trained, [reply for reply in known if reply.held])
    save_branch(chosen.out, encoder, calibrate(found, marks))
    right = ((found > 0) == (marks > 0)).float().mean()
    print(f"candidates never trained on: {len(marks)} judgements, {right:.1%} right")  # noqa: T201 - as above


def judged(reader: Reader, replies: Sequence[contradictions.Reply]) -> tuple[Tensor, Tensor]:
    """The reader's logit and the label, 1 or 0, of every pair of a reply and something said before."""
    examples = list(contradictions.examples(replies, random.Random(0)))
    found = [value for each in examples for value in _logits(reader, each)]
    return torch.tensor(found), torch.tensor([asked.label for each in examples for asked in each.asked])


def _logits(reader: Reader, example: Example) -> list[float]:
    return logits(reader, [example.answer], [asked.statement for asked in example.asked])[0]


if __name__ == "__main__":
    main()
