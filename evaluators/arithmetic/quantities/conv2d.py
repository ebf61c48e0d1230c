"""A 2-D convolution: output size, parameters, cost."""

import math
import random
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.clarifications import BIAS_ADDITIONS, BIASES, DILATION, MACS, ONE_SAMPLE, PADDING, ROUNDING
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import COUNT, FLOPS, SIZE
from evaluators.text import Frozen, Text

Pair = tuple[int, int]

COST_CONVENTIONS: Changes = {
    "macs": {},
    "flops": {"per_mac": 2},
    "macs_and_bias": {"with_bias": True},
    "flops_and_bias": {"per_mac": 2, "with_bias": True},
    "flops_and_bias_mac": {"per_mac": 2, "with_bias": True, "per_bias": 2},
    "exact_additions": {"per_mac": 2, "first_addition": 0},
}
"""How a cost may be counted: MACs, two operations a MAC, bias additions too, or exactly (n products, n - 1 sums)."""


class Params(Frozen):
    """As ``torch.nn.Conv2d``; sizes in pixels."""

    in_channels: int = Field(gt=0)
    out_channels: int = Field(gt=0)
    height: int = Field(gt=0)
    width: int = Field(gt=0)
    kernel: int | Pair
    stride: int | Pair = 1
    padding: int | Pair = 0
    dilation: int = Field(default=1, gt=0)
    groups: int = Field(default=1, gt=0)
    bias: bool = True

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if self.in_channels % self.groups or self.out_channels % self.groups:
            raise ValueError("groups must divide both channel counts")
        if min(size(**given(self))) < 1:
            raise ValueError("the kernel is larger than the padded input")
        return self


def pair(value: int | Pair) -> Pair:
    """`value` for height and width."""
    return (value, value) if isinstance(value, int) else value


def given(p: Params) -> dict[str, Any]:
    """The formulas' arguments."""
    return {
        "c_in": p.in_channels, "c_out": p.out_channels, "n": (p.height, p.width), "k": pair(p.kernel), "s": pair(p.stride),
        "p": pair(p.padding), "d": p.dilation, "groups": p.groups, "bias": p.bias,
    }  # fmt: skip


def size(
    *, n: Pair, k: Pair, s: Pair, p: Pair, d: int, rounding: Callable[[float], int] = math.floor, plus: int = 1,
    swapped: bool = False, sides: float = 2, **_: Any,
) -> Pair:  # fmt: skip
    """Output (height, width): floor((n + 2p - d (k - 1) - 1) / s) + 1 (the documentation of torch.nn.Conv2d)."""
    h, w = (rounding((n[i] + sides * p[i] - d * (k[i] - 1) - 1) / s[i]) + plus for i in (0, 1))
    if min(h, w) < 1:
        raise ValueError("no output")
    return (w, h) if swapped else (h, w)


def params(
    *, c_in: int, c_out: int, k: Pair, groups: int, bias: bool, hole: int = 1, bias_per_input: bool = False, **_: Any
) -> int:
    """Learnable parameters: k_h k_w (C_in / groups) C_out, and C_out biases."""
    taps = math.prod(hole * (side - 1) + 1 for side in k)
    return taps * (c_in // groups) * c_out + (c_in if bias_per_input else c_out) * bias


def cost(
    *, c_in: int, c_out: int, k: Pair, groups: int, bias: bool, per_mac: int = 1, with_bias: bool = False, per_bias: int = 1,
    first_addition: int = 1, at_input: bool = False, hole: int = 1, once: bool = False, **rest: Any,
) -> int:  # fmt: skip
    """Operations: one MAC for each weight that meets each output value."""
    h, w = rest["n"] if at_input else (1, 1) if once else size(k=k, **rest)
    taps = math.prod(hole * (side - 1) + 1 for side in k) * (c_in // groups)
    each = per_mac * taps - (1 - first_addition) + (per_bias if with_bias and bias else 0)
    return h * w * c_out * each


def shown(value: int | Pair) -> str:
    """``3×3`` for a kernel, whichever way it is given."""
    h, w = pair(value)
    return f"{h}×{w}"


class Conv2d(Quantity):
    """``conv2d``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {"output_size": SIZE, "params": COUNT, "flops": FLOPS}
    clarifications = (PADDING, ROUNDING, DILATION, BIASES, BIAS_ADDITIONS, MACS, ONE_SAMPLE)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Square and padded at level 1; strided or dilated at 2; grouped and oblong at 3."""
        c_in, c_out = rng.choice([3, 16, 32, 64]), rng.choice([16, 32, 64, 128])
        kernel: Any = rng.choice([1, 3, 5])
        stride, padding, dilation, groups = 1, kernel // 2, 1, 1
        height = width = rng.choice([14, 28, 32, 56, 64])
        if level >= 2:
            kernel = rng.choice([3, 5, 7])
            stride, padding = rng.choice([1, 2, 3]), rng.choice([0, 1, kernel // 2])
            dilation = rng.choice([1, 1, 2])
        if level >= 3:
            groups = rng.choice([1, 2, 4, 8])
            c_in = rng.choice([8, 16, 24, 64])
            c_out = groups * rng.choice([4, 8, 16])
            height, width = rng.choice([27, 33, 60, 75]), rng.choice([28, 47, 64, 100])
            if rng.random() < 0.5:
                kernel = [kernel, rng.choice([1, 3, 5])]
        return {
            "in_channels": c_in, "out_channels": c_out, "height": height, "width": width, "kernel": kernel, "stride": stride,
            "padding": padding, "dilation": dilation, "groups": groups, "bias": rng.random() < 0.5,
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """One line: input, then the layer."""
        zh = f"输入 {p.in_channels}×{p.height}×{p.width}（C×H×W），卷积：输出通道 {p.out_channels}，核 {shown(p.kernel)}，步长 {_one(p.stride)}，填充 {_one(p.padding)}"
        en = f"Input {p.in_channels}×{p.height}×{p.width} (C×H×W); convolution with {p.out_channels} output channels, kernel {shown(p.kernel)}, stride {_one(p.stride)}, padding {_one(p.padding)}"
        if p.dilation > 1:
            zh, en = zh + f"，空洞率 {p.dilation}", en + f", dilation {p.dilation}"
        if p.groups > 1:
            zh, en = zh + f"，分 {p.groups} 组", en + f", {p.groups} groups"
        return Text(
            zh=zh + ("，带偏置。" if p.bias else "，不带偏置。"), en=en + (", with bias." if p.bias else ", no bias.")
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Size, parameters and cost."""
        g = given(p)
        h, w = size(**g)
        (kh, kw), (sh, sw), (ph, pw), per_group = g["k"], g["s"], g["p"], p.in_channels // p.groups
        count, macs = params(**g), cost(**g)
        lines = "；".join(
            f"{side} = ⌊({n} + 2·{pad} − {p.dilation}·({k} − 1) − 1) / {s}⌋ + 1 = {out}"
            for side, n, pad, k, s, out in (("H", p.height, ph, kh, sh, h), ("W", p.width, pw, kw, sw, w))
        )
        weights = f"{kh}·{kw}·{per_group}·{p.out_channels}"
        plus = f" + {p.out_channels}" if p.bias else ""
        return {
            "output_size": Key(
                size, g, Text(zh=f"输出：{lines}，即 {p.out_channels}×{h}×{w}。", en=f"Output: {lines.replace('；', '; ')}, i.e. {p.out_channels}×{h}×{w}."),
                mistakes=SIZE_MISTAKES, channels=p.out_channels,
            ),
            "params": Key(
                params, g, Text(zh=f"参数：{weights}{plus} = {count}。", en=f"Parameters: {weights}{plus} = {count:,}."),
                mistakes=_changes(p) | {"dilated_weights": {"hole": p.dilation}, "bias_per_input": {"bias_per_input": True, "bias": True}},
            ),
            "flops": Key(
                cost, g,
                Text(zh=f"计算量：{weights}·{h}·{w} = {macs} 次乘加（MAC），FLOPs 按两倍算是 {2 * macs}。",
                     en=f"Cost: {weights}·{h}·{w} = {macs:,} MACs, or {2 * macs:,} FLOPs at two per MAC."),
                COST_CONVENTIONS,
                {"input_size": {"at_input": True}} | SIZE_MISTAKES | _changes(p) | {"dilated_weights": {"hole": p.dilation}, "one_position": {"once": True}, "doubled_twice": {"per_mac": 4}},
            ),
        }  # fmt: skip


SIZE_MISTAKES: Changes = {
    "ceil": {"rounding": math.ceil},
    "plus_one_forgotten": {"plus": 0},
    "no_padding": {"p": (0, 0)},
    "padding_once": {"sides": 1},
    "no_dilation": {"d": 1},
    "no_stride": {"s": (1, 1)},
    "sides_swapped": {"swapped": True},
}


def _changes(p: Params) -> Changes:
    bias = "forgot_bias" if p.bias else "bias_not_there"
    return {bias: {"bias": not p.bias}, "no_groups": {"groups": 1}, "one_input_channel": {"c_in": p.groups}}


def _one(value: int | Pair) -> str:
    h, w = pair(value)
    return str(h) if h == w else f"({h}, {w})"
