"""The cost of self-attention."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from evaluators.arithmetic.clarifications import DIGITS, MACS, PROJECTIONS, WHOLE_BATCH
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import COST
from evaluators.text import Frozen, Text


class Params(Frozen):
    """`sequence` positions of `d_model` features, all heads together; `batch` sequences."""

    sequence: int = Field(gt=0)
    d_model: int = Field(gt=0)
    batch: int = Field(default=1, gt=0)


def cost(
    *, n: int, d: int, batch: int, per_mac: int = 1, projections: int = 0, products: int = 2, swapped: bool = False
) -> int:
    """Operations of QKᵀ and AV, n² d MACs each; a projection takes n d²."""
    if swapped:
        n, d = d, n
    return batch * per_mac * (products * n * n * d + projections * n * d * d)


class AttentionFlops(Quantity):
    """``attention_flops``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "flops": Asked(
            "cost",
            COST,
            parts=r"\beach\b|每个|各|\bqk\^?t?\b|\bscores?\b|\bprojections?\b|投影|\bsoftmax\b|\bper (?:sample|sequence|product|matmul|head)\b|一次|单个|qk转置|\bqkv\b|\bav\b",
        )
    }
    clarifications = (MACS, PROJECTIONS, WHOLE_BATCH, DIGITS)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """One sequence at level 1; a batch at 2; odd lengths at 3."""
        return {
            "sequence": rng.choice([64, 128, 256, 512] if level < 3 else [100, 197, 300, 577, 1000]), "d_model": rng.choice([64, 128, 256, 512, 768]),
            "batch": 1 if level < 2 else rng.choice([1, 2, 4, 8]),
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """Shapes."""
        return Text(
            zh=f"自注意力：序列长度 {p.sequence}，d_model={p.d_model}（所有头合计），batch={p.batch}。",
            en=f"Self-attention over {p.sequence} positions, d_model={p.d_model} (all heads together), batch {p.batch}.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """The cost."""
        g: dict[str, Any] = {"n": p.sequence, "d": p.d_model, "batch": p.batch}
        macs, full = cost(**g), cost(**g, projections=4)
        times = f"{p.batch}·" if p.batch > 1 else ""
        mistakes: Changes = {
            "one_product": {"products": 1}, "length_and_width_swapped": {"swapped": True}, "doubled_twice": {"per_mac": 4}, "one_position_short": {"n": p.sequence - 1},
            "one_position_more": {"n": p.sequence + 1}, "projections_only": {"products": 0, "projections": 4}, "no_output_projection": {"projections": 3},
        }  # fmt: skip
        if p.batch > 1:
            mistakes["forgot_batch"] = {"batch": 1}
        return {
            "flops": Key(
                cost, g,
                Text(zh=f"QKᵀ 和 AV 各 {times}{p.sequence}²·{p.d_model} 次乘加，共 {macs} MAC（{2 * macs} FLOPs）；再算四个投影是 {full} MAC（{2 * full} FLOPs）。",
                     en=f"QKᵀ and AV take {times}{p.sequence}²·{p.d_model} MACs each: {macs:,} MACs ({2 * macs:,} FLOPs); with the four projections {full:,} MACs ({2 * full:,} FLOPs)."),
                {"macs": {}, "flops": {"per_mac": 2}, "macs_and_projections": {"projections": 4}, "flops_and_projections": {"per_mac": 2, "projections": 4}},
                mistakes,
            )
        }  # fmt: skip
