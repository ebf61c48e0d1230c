"""Trains the reader on labelled answers."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - the field's name for it

from evaluators.concept.reader.encoder import ANSWER_LIMIT, STATEMENT_LIMIT, Encoder, pack
from evaluators.concept.reader.pieces import PAD, Pieces


@dataclass(frozen=True)
class Example:
    """An answer with statements it was labelled for."""

    answer: str
    statements: tuple[str, ...]
    labels: tuple[float, ...]
    """1 where the answer states it, 0 where not."""


@dataclass(frozen=True)
class Settings:
    """How to train; the defaults are those of the published reader."""

    epochs: int = 4
    pieces_per_batch: int = 4096
    rate: float = 8e-5
    warm_up: float = 0.1
    """Share of the steps over which the rate rises; it then falls to zero in a straight line."""
    decay: float = 0.01
    foreign: int = 1
    """Statements of other items added to each answer as negatives."""
    seed: int = 7


def fit(
    encoder: Encoder, pieces: Pieces, examples: Sequence[Example], settings: Settings, report: Callable[[str], None]
) -> None:
    """Train `encoder` in place, on an accelerator where there is one; `report` is told each epoch's mean loss."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)
    encoder.to(device).train()
    # The words stay as pretrained: a few thousand answers would move only those of their own vocabulary.
    encoder.words.weight.requires_grad_(requires_grad=False)
    trained = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=settings.rate, weight_decay=settings.decay)
    pool = [statement for example in examples for statement in example.statements]
    cut = {text: pieces.cut(text, STATEMENT_LIMIT) for text in set(pool)}
    answers = [pieces.cut(example.answer, ANSWER_LIMIT) for example in examples]
    steps = settings.epochs * sum(1 for _ in _batches(answers, settings.pieces_per_batch, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / max(1, steps * settings.warm_up), max(0.0, 1 - step / (steps + 1)))
    )
    for epoch in range(settings.epochs):
        losses: list[float] = []
        started = time.monotonic()
        for batch in _batches(answers, settings.pieces_per_batch, chance):
            packed, labels = [], []
            for index in batch:
                example = examples[index]
                asked = list(zip(example.statements, example.labels, strict=True))
                own = set(example.statements)
                asked += [(s, 0.0) for s in chance.sample(pool, settings.foreign) if s not in own]
                packed.append((answers[index], [cut[statement] for statement, _ in asked]))
                labels += [label for _, label in asked]
            loss = _loss(encoder, packed, labels, device)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        mean = sum(losses) / len(losses)
        report(f"epoch {epoch + 1}: loss {mean:.4f}, {time.monotonic() - started:.0f} s")
    encoder.to("cpu").eval()


def _loss(
    encoder: Encoder, packed: list[tuple[list[int], list[list[int]]]], labels: list[float], device: str
) -> Tensor:
    batch = pack(packed, PAD).to(device)
    with torch.autocast(device, dtype=torch.bfloat16):
        logits = encoder(batch)
    return F.binary_cross_entropy_with_logits(logits.float(), torch.tensor(labels, device=device))


def _batches(answers: Sequence[Sequence[int]], pieces: int, chance: random.Random) -> Iterator[list[int]]:
    """Indices in batches of answers of like length, the batches in random order."""
    order = sorted(range(len(answers)), key=lambda index: (len(answers[index]) + chance.randrange(16), index))
    batches: list[list[int]] = [[]]
    for index in order:
        longest = len(answers[index]) + 160
        if batches[-1] and longest * (len(batches[-1]) + 1) > pieces:
            batches.append([])
        batches[-1].append(index)
    chance.shuffle(batches)
    yield from batches


@torch.inference_mode()
def probabilities(encoder: Encoder, pieces: Pieces, answer: str, statements: Sequence[str]) -> list[float]:
    """The probability of each statement, before calibration."""
    packed = [(pieces.cut(answer, ANSWER_LIMIT), [pieces.cut(s, STATEMENT_LIMIT) for s in statements])]
    return torch.sigmoid(encoder(pack(packed, PAD))).tolist()
