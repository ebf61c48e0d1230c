"""Accuracy, precision, recall and F1 of a confusion matrix."""

import math
import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.clarifications import DIGITS, POSITIVES, SHARE
from evaluators.arithmetic.key import Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text

_ALONE = r"(?<![A-Za-z0-9_(+*/-])(?:{0}(?![A-Za-z0-9_+*/])|(?i:{0})(?=\s?[=:≈]))"


class Params(Frozen):
    """Counts of a binary classifier."""

    tp: int = Field(ge=0)
    fp: int = Field(ge=0)
    fn: int = Field(ge=0)
    tn: int = Field(ge=0)

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if not self.tp:
            raise ValueError("without true positives F1 is not defined")
        return self


def metric(*, tp: int, fp: int, fn: int, tn: int, what: str) -> float:
    """The metric called `what`."""
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return {
        "accuracy": (tp + tn) / (tp + fp + fn + tn),
        "precision": precision,
        "recall": recall,
        "f1": 2 * tp / (2 * tp + fp + fn),
        "mean": (precision + recall) / 2,
        "geometric": math.sqrt(precision * recall),
        "specificity": tn / (tn + fp) if tn + fp else math.nan,
        "npv": tn / (tn + fn) if tn + fn else math.nan,
        "error": (fp + fn) / (tp + fp + fn + tn),
        "half_f1": precision * recall / (precision + recall),
        "jaccard": tp / (tp + fp + fn),
        "prevalence": (tp + fn) / (tp + fp + fn + tn),
    }[what]


class ConfusionMatrixMetrics(Quantity):
    """``confusion_matrix_metrics``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "accuracy": Asked(
            "share", r"准确[率律度]?|正确率|\bacc?ura?cy\b|\baccu?racy\b|\bacc\b|(?-i:" + _ALONE.format("A") + ")"
        ),
        "precision": Asked(
            "share",
            r"精[确准密][率度]?|查准率?|精度|\bprecis\w*\b|\bpercision\b|\bprec\b|\bppv\b|(?-i:"
            + _ALONE.format("P")
            + ")",
        ),
        "recall": Asked(
            "share",
            r"召回[率]?|找回率?|查全率?|真正率|灵敏度|\brecal+\b|\brec\b|\btpr\b|\bsensitivity\b|(?-i:"
            + _ALONE.format("R")
            + ")",
        ),
        "f1": Asked(
            "share",
            r"(?<![a-z])f_?\s?1(?![0-9.])(?:[- ]?(?:score|分数?|值|measure))?|\bf-?(?:score|measure|one)\b|调和平均|(?-i:"
            + _ALONE.format("F")
            + ")",
        ),
    }
    clarifications = (POSITIVES, SHARE, DIGITS)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Round counts at level 1, a class imbalance at 2, odd counts at 3."""
        step = 5 if level < 3 else 1
        return {
            "tp": step * rng.randint(4, 20), "fp": step * rng.randint(1, 10), "fn": step * rng.randint(1, 10),
            "tn": step * rng.randint(5, 20) * (1 if level < 2 else 10),
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """The counts."""
        return Text(
            zh=f"混淆矩阵：TP={p.tp}，FP={p.fp}，FN={p.fn}，TN={p.tn}。",
            en=f"Confusion matrix: TP={p.tp}, FP={p.fp}, FN={p.fn}, TN={p.tn}.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """All four metrics."""
        g = p.model_dump()
        total = p.tp + p.fp + p.fn + p.tn

        def key(what: str, zh: str, en: str, working: str, **mistakes: str) -> Key:
            line = f"{working} ≈ {metric(**g, what=what):.4f}"
            return Key(
                metric,
                {**g, "what": what},
                Text(zh=f"{zh}：{line}。", en=f"{en}: {line}."),
                mistakes={n: {"what": w} for n, w in mistakes.items()},
            )

        return {
            "accuracy": key(
                "accuracy",
                "准确率",
                "Accuracy",
                f"({p.tp} + {p.tn}) / {total}",
                error_rate="error",
                precision_as_accuracy="precision",
            ),
            "precision": key(
                "precision",
                "精确率",
                "Precision",
                f"{p.tp} / ({p.tp} + {p.fp})",
                precision_recall_swapped="recall",
                npv_as_precision="npv",
                accuracy_as_precision="accuracy",
            ),
            "recall": key(
                "recall",
                "召回率",
                "Recall",
                f"{p.tp} / ({p.tp} + {p.fn})",
                precision_recall_swapped="precision",
                specificity_as_recall="specificity",
                accuracy_as_recall="accuracy",
            ),
            "f1": key(
                "f1",
                "F1",
                "F1",
                f"2·{p.tp} / (2·{p.tp} + {p.fp} + {p.fn})",
                arithmetic_mean="mean",
                geometric_mean="geometric",
                two_forgotten="half_f1",
                jaccard="jaccard",
                accuracy_as_f1="accuracy",
            ),
        }
