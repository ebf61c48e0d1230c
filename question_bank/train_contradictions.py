"""Trains the layers by which contradictions are read: ``python -m question_bank.train_contradictions``.

Goes on from the published ones; all below stays shared with the reader of answers. Reads the replies of
`contradictions/` and `alternatives/`, the points of `positions/` and the dialogues for fitting that
`weigh_contradictions` leaves alone, each pair from the later statement and from the earlier one; turns of the dialogues
beside facts; and the replies of `denials/`. An epoch takes a minute on a GPU. Afterwards the weights of the regression
are to be fitted again.
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
from question_bank import alternatives, broken_facts, contradictions, denials, positions
from question_bank.train_reader import FIXED, calibrate

RATE = 2e-4
PIECES_PER_BATCH = 8192
"""Twice of both that answers are trained at: here are three times as many pairs."""


def main() -> None:
    """Train, measure, save."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--epochs", type=int, default=7)
    options.add_argument("--out", type=Path, default=FOLDER)
    chosen = options.parse_args()
    reader = branch(load(FOLDER, torch.float32), "contradictions")
    written = [*contradictions.replies(), *alternatives.replies()]
    known = [*written, *contradictions.of_dialogues()]
    told = [reply for reply in known if not reply.held]
    beside = list(broken_facts.turns())
    taken = [(subject, point) for subject, point in positions.points() if not point.held]
    denied = [case for case in denials.cases() if not case.held]
    alone = list(denials.left_alone([reply for reply in written if not reply.held]))

    def epoch(chance: random.Random) -> list[Example]:
        return [
            *contradictions.examples(told, chance),
            *contradictions.turned(told, chance),
            *positions.examples(taken, chance),
            *broken_facts.examples(beside, chance),
            *denials.examples(denied, chance),
            *denials.alone(alone, chance),
        ]

    settings = Settings(
        epochs=chosen.epochs, fixed=FIXED, rate=RATE, head_rate=2 * RATE, pieces_per_batch=PIECES_PER_BATCH
    )
    encoder = copy.deepcopy(reader.encoder)
    fit(encoder, reader.pieces, epoch, settings, lambda line: print(line, flush=True))  # noqa: T201 - a command's output
    trained = Reader(encoder, reader.pieces, Calibration(), reader.version)
    found, marks = judged(trained, [reply for reply in known if reply.held])
    save_branch(chosen.out, "contradictions", encoder, calibrate(found, marks))
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
