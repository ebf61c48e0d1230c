"""The area under the ROC curve of a few scores."""

import random
from collections.abc import Mapping
from itertools import product
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.clarifications import DIGITS, SHARE
from evaluators.arithmetic.key import Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text


class Params(Frozen):
    """Scores and their labels."""

    scores: tuple[float, ...] = Field(min_length=2, max_length=200)
    labels: tuple[int, ...]

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if len(self.scores) != len(self.labels) or set(self.labels) != {0, 1}:
            raise ValueError("each score needs a label, and both labels must occur")
        return self


def auc(
    *, scores: tuple[float, ...], labels: tuple[int, ...], tie: float = 0.5, flipped: bool = False, what: str = "auc"
) -> float:
    """Share of (positive, negative) pairs in which the positive scores higher; a tie counts one half."""
    positive = [s for s, label in zip(scores, labels, strict=True) if label]
    negative = [s for s, label in zip(scores, labels, strict=True) if not label]
    if what == "correct_pairs":
        return sum(p > n for p, n in product(positive, negative))
    share = sum(1.0 if p > n else tie if p == n else 0.0 for p, n in product(positive, negative)) / (
        len(positive) * len(negative)
    )
    return 1 - share if flipped else share


class RocAuc(Quantity):
    """``roc_auc``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "auc": Asked("share", r"(?<![a-z])(?:roc[- _]?)?auc(?![a-z])|曲线下面积|\barea\b|面积")
    }
    clarifications = (SHARE, DIGITS)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Four scores at level 1, five or six at 2, with a tie at 3."""
        count = {1: 4, 2: rng.randint(5, 6)}.get(level, 6)
        scores = sorted(rng.sample(range(1, 100), count), reverse=True)
        positives = rng.randint(2, count - 2)
        places = set(rng.sample(range(count), positives))
        labels = [int(i in places) for i in range(count)]
        if level >= 3:
            at = next(i for i in range(count - 1) if labels[i] != labels[i + 1])
            scores[at + 1] = scores[at]
        return {"scores": [s / 100 for s in scores], "labels": labels}

    def setting(self, p: Params) -> Text:
        """Scores and labels."""
        scores, labels = ", ".join(f"{s:g}" for s in p.scores), ", ".join(map(str, p.labels))
        return Text(
            zh=f"模型得分 [{scores}]，真实标签 [{labels}]。", en=f"Model scores [{scores}], true labels [{labels}]."
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """The area."""
        g: dict[str, Any] = {"scores": p.scores, "labels": p.labels}
        positives = sum(p.labels)
        pairs = positives * (len(p.labels) - positives)
        won = auc(**g) * pairs
        return {
            "auc": Key(
                auc, g,
                Text(zh=f"AUC：{pairs} 个正负样本对中，正样本得分更高的（并列算半个）有 {won:g} 对，{won:g}/{pairs} ≈ {auc(**g):.4f}。",
                     en=f"AUC: of {pairs} pairs of a positive and a negative, the positive scores higher in {won:g} (a tie counts one half): {won:g}/{pairs} ≈ {auc(**g):.4f}."),
                mistakes={"ties_as_losses": {"tie": 0.0}, "ties_as_wins": {"tie": 1.0}, "order_reversed": {"flipped": True}, "pairs_not_divided": {"what": "correct_pairs"}},
            )
        }  # fmt: skip
