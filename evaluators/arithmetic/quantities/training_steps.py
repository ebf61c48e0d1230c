"""Optimizer updates of a training run."""

import math
import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.key import Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text


class Params(Frozen):
    """One update a batch; the last, smaller batch of an epoch is used unless `drop_last`."""

    num_samples: int = Field(gt=0)
    batch_size: int = Field(gt=0)
    epochs: int = Field(gt=0)
    drop_last: bool = False

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if self.drop_last and self.batch_size > self.num_samples:
            raise ValueError("with drop_last no batch would be left")
        return self


def steps(
    *, num_samples: int, batch_size: int, epochs: int, drop_last: bool, across: bool = False, samples: bool = False
) -> int:
    """Batches in an epoch, times epochs."""
    rounding = math.floor if drop_last else math.ceil
    if samples:
        return num_samples * epochs
    return rounding(num_samples * epochs / batch_size) if across else rounding(num_samples / batch_size) * epochs


class TrainingSteps(Quantity):
    """``training_steps``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "steps": Asked(
            "count",
            r"步数?|更新(?:次数)?|迭代(?:次数)?|\bsteps?\b|\bupdates?\b|\biter(?:ation)?s?\b|次",
            parts=r"每(?:个)?(?:轮|epoch|遍)|一(?:轮|个epoch|遍)|单轮|\bper epoch\b|\b(?:an|one|each|every) epoch\b|\bbatches\b|/ ?epoch|个?batch(?!_)",
        )
    }

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Even batches at level 1; a remainder at 2; either rule and large sets at 3."""
        batch = rng.choice([16, 32, 64, 128, 256])
        samples = batch * rng.randint(10, 200)
        if level >= 2:
            samples = rng.choice([1000, 5000, 12345, 50000, 60000]) if level < 3 else rng.randint(1000, 1_300_000)
        return {
            "num_samples": samples,
            "batch_size": batch,
            "epochs": rng.choice([3, 5, 10, 20, 90]),
            "drop_last": level >= 2 and rng.random() < 0.5,
        }

    def setting(self, p: Params) -> Text:
        """The run."""
        return Text(
            zh=f"训练集 {p.num_samples} 个样本，batch size {p.batch_size}，训练 {p.epochs} 个 epoch，drop_last={p.drop_last}，每个 batch 更新一次。",
            en=f"{p.num_samples} training samples, batch size {p.batch_size}, {p.epochs} epochs, drop_last={p.drop_last}, one update per batch.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Updates."""
        g = p.model_dump()
        a, b = ("⌊", "⌋") if p.drop_last else ("⌈", "⌉")
        line = f"{a}{p.num_samples} / {p.batch_size}{b}·{p.epochs} = {steps(**{**g, 'epochs': 1})}·{p.epochs} = {steps(**g)}"
        return {
            "steps": Key(
                steps, g, Text(zh=f"更新次数：{line}。", en=f"Updates: {line}."),
                mistakes={
                    "ceil" if p.drop_last else "floor": {"drop_last": not p.drop_last}, "one_epoch": {"epochs": 1},
                    "rounded_at_the_end": {"across": True}, "samples_counted": {"samples": True},
                },
            )
        }  # fmt: skip
