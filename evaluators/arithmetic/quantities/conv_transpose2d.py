"""A transposed 2-D convolution: output size, parameters."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.clarifications import BIASES, PADDING_TRANSPOSED
from evaluators.arithmetic.key import Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import COUNT, SIZE
from evaluators.text import Frozen, Text


class Params(Frozen):
    """As ``torch.nn.ConvTranspose2d``; sizes in pixels."""

    in_channels: int = Field(gt=0)
    out_channels: int = Field(gt=0)
    height: int = Field(gt=0)
    width: int = Field(gt=0)
    kernel: int = Field(gt=0)
    stride: int = Field(default=1, gt=0)
    padding: int = Field(default=0, ge=0)
    output_padding: int = Field(default=0, ge=0)
    bias: bool = True

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if self.output_padding >= max(self.stride, 2) and self.output_padding:
            raise ValueError("output_padding must be smaller than the stride")
        if min(size(**self.model_dump())) < 1:
            raise ValueError("the padding removes the whole output")
        return self


def size(
    *, height: int, width: int, kernel: int, stride: int, padding: int, output_padding: int, minus: int = 1, sides: int = 2,
    as_conv: bool = False, swapped: bool = False, times: bool = False, **_: Any,
) -> tuple[int, int]:  # fmt: skip
    """Output (height, width): (n - 1) s - 2p + k + output_padding (the documentation of torch.nn.ConvTranspose2d)."""

    def side(n: int) -> int:
        if times:
            return n * stride
        if as_conv:
            return (n + 2 * padding - kernel) // stride + 1
        return (n - minus) * stride - sides * padding + kernel + output_padding

    h, w = side(height), side(width)
    return (w, h) if swapped else (h, w)


def params(
    *, in_channels: int, out_channels: int, kernel: int, bias: bool, bias_per_input: bool = False, **_: Any
) -> int:
    """Learnable parameters: k k C_in C_out, and C_out biases."""
    return kernel**2 * in_channels * out_channels + (in_channels if bias_per_input else out_channels) * bias


class ConvTranspose2d(Quantity):
    """``conv_transpose2d``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {"output_size": SIZE, "params": COUNT}
    clarifications = (PADDING_TRANSPOSED, BIASES)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Doubling at level 1; odd strides at 2; output padding and oblong inputs at 3."""
        kernel, stride, padding = rng.choice([(2, 2, 0), (4, 2, 1), (3, 1, 1)])
        height = width = rng.choice([7, 8, 14, 16, 28])
        output_padding = 0
        if level >= 2:
            kernel, stride, padding = rng.choice([(3, 2, 1), (5, 2, 2), (5, 3, 1), (4, 3, 0)])
        if level >= 3:
            output_padding = rng.choice([0, 1])
            width = rng.choice([10, 15, 20])
        return {
            "in_channels": rng.choice([16, 32, 64, 128]), "out_channels": rng.choice([8, 16, 24, 32]), "height": height, "width": width,
            "kernel": kernel, "stride": stride, "padding": padding, "output_padding": output_padding, "bias": rng.random() < 0.5,
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """One line: input, then the layer."""
        extra = p.output_padding > 0
        return Text(
            zh=f"输入 {p.in_channels}×{p.height}×{p.width}（C×H×W），转置卷积：输出通道 {p.out_channels}，核 {p.kernel}×{p.kernel}，步长 {p.stride}，填充 {p.padding}"
            + (f"，output_padding {p.output_padding}" if extra else "") + ("，带偏置。" if p.bias else "，不带偏置。"),
            en=f"Input {p.in_channels}×{p.height}×{p.width} (C×H×W); transposed convolution with {p.out_channels} output channels, kernel {p.kernel}×{p.kernel}, stride {p.stride}, padding {p.padding}"
            + (f", output_padding {p.output_padding}" if extra else "") + (", with bias." if p.bias else ", no bias."),
        )  # fmt: skip

    def keys(self, p: Params) -> dict[str, Key]:
        """Size and parameters."""
        g = p.model_dump()
        h, w = size(**g)
        lines = [
            f"{side} = ({n} − 1)·{p.stride} − 2·{p.padding} + {p.kernel}"
            + (f" + {p.output_padding}" if p.output_padding else "")
            + f" = {out}"
            for side, n, out in (("H", p.height, h), ("W", p.width, w))
        ]
        weights = f"{p.kernel}·{p.kernel}·{p.in_channels}·{p.out_channels}" + (f" + {p.out_channels}" if p.bias else "")
        return {
            "output_size": Key(
                size, g, Text(zh=f"输出：{'；'.join(lines)}，即 {h}×{w}。", en=f"Output: {'; '.join(lines)}, i.e. {h}×{w}."),
                mistakes={
                    "minus_one_forgotten": {"minus": 0}, "no_padding": {"padding": 0}, "padding_once": {"sides": 1},
                    "no_output_padding": {"output_padding": 0}, "as_convolution": {"as_conv": True}, "just_times_stride": {"times": True},
                    "sides_swapped": {"swapped": True},
                },
                channels=p.out_channels,
            ),
            "params": Key(
                params, g, Text(zh=f"参数：{weights} = {params(**g)}。", en=f"Parameters: {weights} = {params(**g):,}."),
                mistakes={
                    "forgot_bias" if p.bias else "bias_not_there": {"bias": not p.bias},
                    "bias_per_input": {"bias_per_input": True, "bias": True},
                    "one_input_channel": {"in_channels": 1},
                },
            ),
        }  # fmt: skip
