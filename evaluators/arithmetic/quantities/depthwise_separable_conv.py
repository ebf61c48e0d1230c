"""A depthwise separable convolution: parameters, cost, and the cost against a standard convolution."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.clarifications import BIAS_ADDITIONS, BIASES, MACS, ONE_SAMPLE, PADDING, RATIO, ROUNDING
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantities.conv2d import COST_CONVENTIONS, SIZE_MISTAKES, size
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import COST, PARAMS
from evaluators.text import Frozen, Text

_PARTS = (
    r"depth-?wise(?! sep)|point-?wise|逐通道|逐点|深度卷积|(?<![a-z])(?:dw|pw)(?![a-z])|1[x×]1|\bbias(?:es)?\b|偏置"
)


class Params(Frozen):
    """A k×k depthwise convolution, then a 1×1 one; `bias` for both; stride and padding belong to the first."""

    in_channels: int = Field(gt=0)
    out_channels: int = Field(gt=0)
    height: int = Field(gt=0)
    width: int = Field(gt=0)
    kernel: int = Field(gt=0)
    stride: int = Field(default=1, gt=0)
    padding: int = Field(default=0, ge=0)
    bias: bool = False

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if self.height + 2 * self.padding < self.kernel or self.width + 2 * self.padding < self.kernel:
            raise ValueError("the kernel is larger than the padded input")
        return self


def params(
    *,
    c_in: int,
    c_out: int,
    k: int,
    biases: tuple[int, int],
    depthwise: int = 1,
    pointwise: int = 1,
    standard: bool = False,
    **_: Any,
) -> int:
    """K k C_in + C_in C_out, and C_in + C_out biases where there are any."""
    if standard:
        return k**2 * c_in * c_out + biases[1] * c_out
    return depthwise * (k**2 * c_in + biases[0] * c_in) + pointwise * (c_in * c_out + biases[1] * c_out)


def cost(
    *, c_in: int, c_out: int, k: int, biases: tuple[int, int], per_mac: int = 1, with_bias: bool = False, per_bias: int = 1,
    first_addition: int = 1, depthwise: int = 1, pointwise: int = 1, standard: bool = False, at_input: bool = False, pointwise_at_input: bool = False, **rest: Any,
) -> int:  # fmt: skip
    """Operations of both convolutions at every output position."""
    h, w = rest["n"] if at_input else size(k=(k, k), **rest)
    extra = [per_bias if with_bias and b else 0 for b in biases]

    def one(taps: int, bias: int) -> int:
        return per_mac * taps - (1 - first_addition) + bias

    if standard:
        return h * w * c_out * one(k**2 * c_in, extra[1])
    second = rest["n"][0] * rest["n"][1] if pointwise_at_input else h * w
    return depthwise * h * w * c_in * one(k**2, extra[0]) + pointwise * second * c_out * one(c_in, extra[1])


def ratio(*, with_bias: bool = False, product: bool = False, **given: Any) -> float:
    """Cost against the standard convolution: 1 / C_out + 1 / k² without biases (arXiv:1704.04861, section 3.1)."""
    c_out, k = given["c_out"], given["k"]
    if product:
        return float(1 / (c_out * k**2))
    if with_bias:
        return float(cost(**given, with_bias=True) / cost(**given, with_bias=True, standard=True))
    return float(given.get("depthwise", 1) / c_out + given.get("pointwise", 1) / k**2)


class DepthwiseSeparableConv(Quantity):
    """``depthwise_separable_conv``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "params": Asked("count", PARAMS, parts=_PARTS),
        "flops": Asked("cost", COST, parts=_PARTS),
        "ratio": Asked(
            "ratio",
            r"比例|比值|占比|之比|比率|\bratio\b|\bfraction\b|倍|\btimes (?:fewer|less|cheaper|smaller)|\b(?:fewer|cheaper)\b|节省|省(?:了|下|掉)|减少|降低|\bsav(?:es?|ing|ings)\b|\breduc\w+|(?:标准|普通|常规)卷积的|\bof (?:a |the )?(?:standard|normal|regular|full|cost)\b|比(?:标准|普通|常规)|\bspeed-?up\b|(?<![a-z])[x×](?= (?:fewer|less|cheaper|smaller))",
        ),
    }
    clarifications = (PADDING, ROUNDING, BIASES, BIAS_ADDITIONS, MACS, ONE_SAMPLE, RATIO)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Stride 1 at level 1; stride 2 at 2; biases, larger kernels and oblong inputs at 3."""
        kernel = 3 if level < 3 else rng.choice([3, 5])
        height = rng.choice([14, 28, 32, 56])
        return {
            "in_channels": rng.choice([16, 32, 64, 128]), "out_channels": rng.choice([32, 64, 128, 256]), "height": height,
            "width": height if level < 3 else rng.choice([20, 45, 61]), "kernel": kernel, "stride": 1 if level < 2 else rng.choice([1, 2]),
            "padding": kernel // 2, "bias": level >= 3 and rng.random() < 0.5,
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """One line: input, then the layer."""
        return Text(
            zh=f"输入 {p.in_channels}×{p.height}×{p.width}（C×H×W），深度可分离卷积：{p.kernel}×{p.kernel} 逐通道卷积（步长 {p.stride}，填充 {p.padding}），再接 1×1 卷积到 {p.out_channels} 通道，"
            + ("两层都带偏置。" if p.bias else "都不带偏置。"),
            en=f"Input {p.in_channels}×{p.height}×{p.width} (C×H×W); depthwise separable convolution: {p.kernel}×{p.kernel} depthwise (stride {p.stride}, padding {p.padding}), then 1×1 pointwise to {p.out_channels} channels, "
            + ("both with bias." if p.bias else "no bias."),
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Parameters, cost and ratio."""
        both = (int(p.bias), int(p.bias))
        g: dict[str, Any] = {
            "c_in": p.in_channels, "c_out": p.out_channels, "k": p.kernel, "n": (p.height, p.width), "s": (p.stride, p.stride),
            "p": (p.padding, p.padding), "d": 1, "biases": both,
        }  # fmt: skip
        h, w = size(**{**g, "k": (p.kernel, p.kernel)})
        one, two = f"{p.kernel}·{p.kernel}·{p.in_channels}", f"{p.in_channels}·{p.out_channels}"
        plus = f" + {p.in_channels} + {p.out_channels}" if p.bias else ""
        count, macs, share = params(**g), cost(**g), ratio(**g)
        parts: Changes = {
            "depthwise_only": {"pointwise": 0},
            "pointwise_only": {"depthwise": 0},
            "standard_convolution": {"standard": True},
        }
        bias: Changes = (
            {"forgot_bias": {"biases": (0, 0)}, "one_bias_only": {"biases": (0, 1)}}
            if p.bias
            else {"bias_not_there": {"biases": (1, 1)}, "one_bias_only": {"biases": (0, 1)}}
        )
        sizes: Changes = {
            name: change for name, change in SIZE_MISTAKES.items() if name not in ("sides_swapped", "no_dilation")
        }
        return {
            "params": Key(params, g, Text(zh=f"参数：{one} + {two}{plus} = {count}。", en=f"Parameters: {one} + {two}{plus} = {count:,}."), mistakes=parts | bias),
            "flops": Key(
                cost, g,
                Text(zh=f"计算量：({one} + {two})·{h}·{w} = {macs} 次乘加（MAC），FLOPs 按两倍算是 {2 * macs}。",
                     en=f"Cost: ({one} + {two})·{h}·{w} = {macs:,} MACs, or {2 * macs:,} FLOPs at two per MAC."),
                COST_CONVENTIONS, parts | sizes | {"padding_assumed": {"p": (p.kernel // 2, p.kernel // 2)}, "input_size": {"at_input": True}, "pointwise_at_input": {"pointwise_at_input": True}, "doubled_twice": {"per_mac": 4}},
            ),
            "ratio": Key(
                ratio, g,
                Text(zh=f"与标准卷积之比：1/{p.out_channels} + 1/{p.kernel}² ≈ {share:.4f}，约省 {1 / share:.1f} 倍。",
                     en=f"Against the standard convolution: 1/{p.out_channels} + 1/{p.kernel}² ≈ {share:.4f}, about {1 / share:.1f} times fewer."),
                {"": {}, "macs_and_bias": {"with_bias": True}},
                {"product_of_fractions": {"product": True}, "depthwise_only": {"pointwise": 0}, "pointwise_only": {"depthwise": 0}},
            ),
        }  # fmt: skip
