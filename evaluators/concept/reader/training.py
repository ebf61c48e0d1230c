"""Trains the reader on labelled answers."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the field's name for it

from evaluators.concept.reader.encoder import ANSWER_LIMIT, STATEMENT_LIMIT, Encoder, pack
from evaluators.concept.reader.example import Asked, Example
from evaluators.concept.reader.pieces import PAD, Pieces
from evaluators.concept.reader.weights import fastest

Loss = Callable[[Tensor, Sequence[Example]], Tensor]
"""Of the logits of all statements of a batch's examples, one after the other."""


@dataclass(frozen=True)
class Settings:
    """How to train; the defaults are those of the published reader."""

    epochs: int = 7
    fixed: int = 0
    """The lowest layers that stay as they are; with any, the embeddings do too."""
    pieces_per_batch: int = 4096
    together: int = 4
    """Answers to one item that stand side by side in a batch."""
    at_once: int | None = None
    """Statements that an answer is read beside in one sequence, of which it then takes several; None: all."""
    rate: float = 1e-4
    head_rate: float = 5e-4
    warm_up: float = 0.05
    """Share of the steps over which the rate rises; it then falls to zero in a straight line."""
    decay: float = 0.01
    contrast: float = 0.4
    """Weight of the loss by which a right answer is to score above a wrong one to the same criterion."""
    margin: float = 1.5
    """Logits by which it is to."""
    smoothing: float = 0.03
    seed: int = 7
    loss: Loss | None = None
    """What is made small; None: `loss_of`."""


Epoch = Callable[[random.Random], Sequence[Example]]
Read = Callable[[str, int], list[int]]
"""The pieces of a text, at most so many."""


def fit(encoder: Encoder, pieces: Pieces, epoch: Epoch, settings: Settings, report: Callable[[str], None]) -> None:
    """Train `encoder` in place, on an accelerator where there is one.

    Args:
        encoder: starts from pretrained weights.
        pieces: its vocabulary.
        epoch: yields what is read in one epoch, chosen anew each time.
        settings: how to train.
        report: is told each epoch's mean loss.

    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    encoder.to(device).train()
    # The words stay as pretrained: a few thousand answers would move only those of their own vocabulary.
    encoder.words.requires_grad_(False)  # noqa: FBT003 - its one argument
    if settings.fixed:
        for part in (encoder.places, encoder.roles, encoder.norm, *encoder.layers[: settings.fixed]):
            part.requires_grad_(False)  # noqa: FBT003 - as above
    head = list(encoder.head.parameters())
    body = [p for name, p in encoder.named_parameters() if p.requires_grad and not name.startswith("head")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": settings.rate}, {"params": head, "lr": settings.head_rate}],
        weight_decay=settings.decay,
        betas=(0.9, 0.98),
    )
    read = _Cutter(pieces)
    steps = settings.epochs * len(batches(epoch(random.Random(0)), read, settings, chance))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (steps * settings.warm_up + 1), max(0.0, 1 - step / steps))
    )
    for number in range(settings.epochs):
        losses: list[float] = []
        started = time.monotonic()
        for batch in batches(epoch(chance), read, settings, chance):
            logits = _logits(encoder, read, batch, settings, device)
            asked = [each for example in batch for each in example.asked]
            value = settings.loss(logits, batch) if settings.loss else loss_of(logits, asked, settings)
            optimizer.zero_grad()
            value.backward()
            torch.nn.utils.clip_grad_norm_(body + head, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(value.item())
        report(f"epoch {number + 1}: loss {sum(losses) / len(losses):.4f}, {time.monotonic() - started:.0f} s")
    encoder.to("cpu").eval()


def judged(
    encoder: Encoder, pieces: Pieces, examples: Sequence[Example], settings: Settings
) -> Iterator[tuple[list[Example], Tensor]]:
    """`examples` in batches, each with the logits of all its statements, one after the other; nothing is learnt."""
    read = _Cutter(pieces)
    with torch.inference_mode():
        for batch in batches(examples, read, settings, random.Random(0)):
            yield batch, _logits(encoder, read, batch, settings, "cpu")


class _Cutter:
    """Cuts each text once."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._known: dict[tuple[str, int], list[int]] = {}

    def __call__(self, text: str, limit: int) -> list[int]:
        if (text, limit) not in self._known:
            self._known[text, limit] = self._pieces.cut(text, limit)
        return self._known[text, limit]


def batches(examples: Sequence[Example], read: Read, settings: Settings, chance: random.Random) -> list[list[Example]]:
    """All `examples` in batches of like length, a few answers to one item side by side, in random order."""
    taken = {id(example): _sequences(example, read, settings.at_once) for example in examples}
    lengths = {
        which: max(len(answer) + sum(map(len, statements)) for answer, statements in sequences)
        for which, sequences in taken.items()
    }

    def noisy(example: Example) -> float:
        return lengths[id(example)] * (1 + 0.15 * chance.random())

    by_item: dict[str, list[Example]] = defaultdict(list)
    for example in sorted(examples, key=noisy):
        by_item[example.item].append(example)
    groups: list[list[Example]] = []
    for found in by_item.values():
        first = chance.randrange(settings.together)
        cuts = [0, *range(first, len(found), settings.together), len(found)]
        groups += [found[start:end] for start, end in pairwise(cuts) if end > start]
    groups.sort(key=lambda group: max(map(noisy, group)))
    made: list[list[Example]] = [[]]
    for group in groups:
        both = [*made[-1], *group]
        longest = max(lengths[id(example)] for example in both)
        if made[-1] and longest * sum(len(taken[id(example)]) for example in both) > settings.pieces_per_batch:
            made.append([])
        made[-1] += group
    chance.shuffle(made)
    return made


def _sequences(example: Example, read: Read, at_once: int | None) -> list[tuple[list[int], list[list[int]]]]:
    """An answer beside its statements, as it is read."""
    answer = read(example.answer, ANSWER_LIMIT)
    statements = [read(asked.statement, STATEMENT_LIMIT) for asked in example.asked]
    step = at_once or len(statements)
    return [(answer, statements[start : start + step]) for start in range(0, len(statements), step)]


def _logits(encoder: Encoder, read: Read, batch: Sequence[Example], settings: Settings, device: str) -> Tensor:
    packed = pack([each for e in batch for each in _sequences(e, read, settings.at_once)], PAD).to(device)
    with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda" or fastest() is torch.bfloat16):
        logits: Tensor = encoder(packed)
    return logits.float()


def loss_of(logits: Tensor, asked: Sequence[Asked], settings: Settings) -> Tensor:
    """Weighted cross-entropy, and a loss for every right and wrong answer to one criterion that score too alike."""
    labels = logits.new_tensor([each.label for each in asked])
    weights = logits.new_tensor([each.weight for each in asked])
    smooth = labels * (1 - settings.smoothing) + settings.smoothing / 2
    loss = (F.binary_cross_entropy_with_logits(logits, smooth, reduction="none") * weights).sum() / weights.sum()
    pairs = set_against((each.criterion, each.label > 0.5) for each in asked)
    if not pairs:
        return loss
    right, wrong = (logits[list(places)] for places in zip(*pairs, strict=True))
    return loss + settings.contrast * F.softplus((wrong - right) / settings.margin).mean()


def set_against(named: Iterable[tuple[str, bool]]) -> list[tuple[int, int]]:
    """The places of each that is so and each that is not, of those with one name; an empty name is none."""
    of: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for place, (name, so) in enumerate(named):
        if name:
            of[name][so].append(place)
    return [pair for wrong, right in of.values() for pair in product(right, wrong)]
