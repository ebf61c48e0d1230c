"""Softmax probability and cross-entropy of one sample."""

import math
import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.clarifications import DIGITS, SHARE
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text


class Params(Frozen):
    """Logits and the index of the true class."""

    logits: tuple[float, ...] = Field(min_length=2, max_length=100)
    target: int = Field(ge=0)

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if self.target >= len(self.logits):
            raise ValueError("target must be an index of logits")
        if max(self.logits) - min(self.logits) > 50:
            raise ValueError("the logits lie too far apart")
        return self


def probability(
    *,
    logits: tuple[float, ...],
    target: int,
    linear: bool = False,
    sigmoid: bool = False,
    base: float = math.e,
    **_: Any,
) -> float:
    """exp(z_t) over the sum of all exp(z)."""
    if linear:
        return logits[target] / sum(logits)
    if sigmoid:
        return 1 / (1 + math.exp(-logits[target]))
    return float(base ** logits[target] / sum(base**z for z in logits))


def loss(*, log: str = "e", minus: int = -1, all_classes: bool = False, what: str = "", **given: Any) -> float:
    """-ln of the target's probability."""
    p = probability(**given)
    if what == "complement":
        return 1 - p
    if what == "squared":
        return (1 - p) ** 2
    divisor = {"e": 1.0, "2": math.log(2), "10": math.log(10)}[log]
    value = minus * math.log(p) / divisor
    return value / len(given["logits"]) if all_classes else value


class SoftmaxCrossEntropy(Quantity):
    """``softmax_cross_entropy``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "probability": Asked(
            "share",
            r"概率|\bprob(?:ability|abilities|s)?\b|\bsoftmax\b|(?<![a-z0-9_])p(?:_?[a-z0-9]{1,6})?(?=\s*(?:=|≈|:|is|为|是|\())|\bconfidence\b|(?<![a-z])(?<!log\()(?<!ln\()(?<!log2\()(?<!log10\()p(?![a-z])",
        ),
        "loss": Asked(
            "real",
            r"损失|交叉熵|\bloss\b|\blos\b|\bcross[- ]?entropy\b|(?<![a-z])(?:ce|nll)(?![a-z])|(?-i:(?<![A-Za-z])L(?![A-Za-z]))|-\s?(?:ln|log(?:2|10|_2|_10)?)(?=\s?\(?p)",
        ),
    }
    clarifications = (SHARE, DIGITS)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Two logits at level 1, three at 2, four with halves at 3."""
        step = 1.0 if level < 3 else 0.5
        return {"logits": [step * rng.randint(-3, 4) for _ in range(level + 1)], "target": rng.randrange(level + 1)}

    def setting(self, p: Params) -> Text:
        """Logits and class."""
        logits = ", ".join(f"{z:g}" for z in p.logits)
        return Text(
            zh=f"logits = [{logits}]，真实类别的下标是 {p.target}（从 0 开始）。",
            en=f"logits = [{logits}], the true class has index {p.target} (counted from 0).",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Probability and loss."""
        g = p.model_dump()
        n = len(p.logits)
        total = " + ".join(f"e^{z:g}" for z in p.logits)
        chance = probability(**g)
        other: Changes = {"index_from_one": {"target": p.target - 1}} if p.target else {}
        nonzero: Changes = (
            {"no_exponential": {"linear": True}} if sum(p.logits) and all(z > 0 for z in p.logits) else {}
        )
        return {
            "probability": Key(
                probability, g, Text(zh=f"概率：e^{p.logits[p.target]:g} / ({total}) ≈ {chance:.4f}。", en=f"Probability: e^{p.logits[p.target]:g} / ({total}) ≈ {chance:.4f}."),
                mistakes={"sigmoid_for_softmax": {"sigmoid": True}, "other_class": {"target": (p.target + 1) % n}, "powers_of_two": {"base": 2.0}, **other, **nonzero}, place=p.target,
            ),
            "loss": Key(
                loss, g, Text(zh=f"损失：−ln {chance:.4f} ≈ {loss(**g):.4f}。", en=f"Loss: −ln {chance:.4f} ≈ {loss(**g):.4f}."),
                mistakes={"log2": {"log": "2"}, "log10": {"log": "10"}, "sign": {"minus": 1}, "one_minus_p": {"what": "complement"}, "squared_error": {"what": "squared"}, "mean_over_classes": {"all_classes": True}, "other_class": {"target": (p.target + 1) % n}, **other},
            ),
        }  # fmt: skip
