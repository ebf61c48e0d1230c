"""A stack of fully connected layers: parameters and cost for one sample."""

import random
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, ClassVar

from pydantic import Field

from evaluators.arithmetic.clarifications import BIAS_ADDITIONS, BIASES, MACS, ONE_SAMPLE
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantities.conv2d import COST_CONVENTIONS
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import COST, PARAMS
from evaluators.text import Frozen, Text

_PARTS = r"第.{1,2}层|\blayer \d|\b(?:first|second|third|last) layer|偏置|\bbias(?:es)?\b|权重|\bweights?\b|\bfc\d|每层"


class Params(Frozen):
    """Widths of the layers, input first."""

    sizes: tuple[int, ...] = Field(min_length=2, max_length=40)
    bias: bool = True


def params(*, sizes: tuple[int, ...], bias: bool, bias_of_input: bool = False, **_: Any) -> int:
    """Learnable parameters: the sum of n_i n_{i+1}, and n_{i+1} biases."""
    biases = sum(sizes[:-1]) if bias_of_input else sum(sizes[1:])
    return sum(a * b for a, b in pairwise(sizes)) + biases * bias


def cost(
    *,
    sizes: tuple[int, ...],
    bias: bool,
    per_mac: int = 1,
    with_bias: bool = False,
    per_bias: int = 1,
    first_addition: int = 1,
) -> int:
    """Operations for one sample: one MAC a weight."""
    extra = per_bias if with_bias and bias else 0
    return sum(b * (per_mac * a - (1 - first_addition) + extra) for a, b in pairwise(sizes))


class LinearMlp(Quantity):
    """``linear_mlp``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "params": Asked("count", PARAMS, parts=_PARTS),
        "flops": Asked("cost", COST, parts=_PARTS),
    }
    clarifications = (BIASES, BIAS_ADDITIONS, MACS, ONE_SAMPLE)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """One hidden layer at level 1, two at 2, three and no round numbers at 3."""
        widths = [10, 32, 64, 100, 128, 256] if level < 3 else list(range(11, 300))
        return {
            "sizes": [rng.choice([784, 100, 256])]
            + [rng.choice(widths) for _ in range(level)]
            + [rng.choice([1, 2, 10])],
            "bias": level < 2 or rng.random() < 0.6,
        }

    def setting(self, p: Params) -> Text:
        """The widths."""
        widths = " → ".join(map(str, p.sizes))
        return Text(
            zh=f"全连接网络，各层宽度 {widths}，" + ("每层都带偏置。" if p.bias else "不带偏置。"),
            en=f"A fully connected network with widths {widths}, "
            + ("every layer with bias." if p.bias else "no bias."),
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Parameters and cost."""
        g = p.model_dump()
        weights = " + ".join(f"{a}·{b}" for a, b in pairwise(p.sizes))
        biases = " + " + " + ".join(map(str, p.sizes[1:])) if p.bias else ""
        count, macs = params(**g), cost(**g)
        bias = "forgot_bias" if p.bias else "bias_not_there"
        last: Changes = {"last_layer_forgotten": {"sizes": p.sizes[:-1]}} if len(p.sizes) > 2 else {}
        return {
            "params": Key(params, g, Text(zh=f"参数：{weights}{biases} = {count}。", en=f"Parameters: {weights}{biases} = {count:,}."), mistakes={bias: {"bias": not p.bias}, "bias_per_input": {"bias_of_input": True, "bias": True}} | last),
            "flops": Key(
                cost, g,
                Text(zh=f"计算量：{weights} = {macs} 次乘加（MAC），FLOPs 按两倍算是 {2 * macs}。", en=f"Cost: {weights} = {macs:,} MACs, or {2 * macs:,} FLOPs at two per MAC."),
                COST_CONVENTIONS, last | {"doubled_twice": {"per_mac": 4}, bias: {"bias": not p.bias}},
            ),
        }  # fmt: skip
