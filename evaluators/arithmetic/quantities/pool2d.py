"""2-D pooling: output size, and that there is nothing to learn."""

import math
import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.clarifications import PADDING, ROUNDING
from evaluators.arithmetic.key import Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import COUNT, SIZE
from evaluators.text import Frozen, Text


class Params(Frozen):
    """As ``torch.nn.MaxPool2d``; sizes in pixels."""

    channels: int = Field(gt=0)
    height: int = Field(gt=0)
    width: int = Field(gt=0)
    kernel: int = Field(gt=0)
    stride: int = Field(gt=0)
    padding: int = Field(default=0, ge=0)
    ceil_mode: bool = False

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if self.padding > self.kernel // 2:
            raise ValueError("padding must be at most half of the kernel")
        if min(size(**self.model_dump())) < 1:
            raise ValueError("the kernel is larger than the padded input")
        return self


def size(
    *,
    height: int,
    width: int,
    kernel: int,
    stride: int,
    padding: int,
    ceil_mode: bool,
    plus: int = 1,
    swapped: bool = False,
    **_: Any,
) -> tuple[int, int]:
    """Output (height, width) as torch.nn.MaxPool2d gives it.

    With `ceil_mode` the last window must start inside the input or its left padding; one that does not is dropped.
    """

    def side(n: int) -> int:
        if not ceil_mode:
            return (n + 2 * padding - kernel) // stride + plus
        out = math.ceil((n + 2 * padding - kernel) / stride) + plus
        return out - 1 if (out - 1) * stride >= n + padding else out

    h, w = side(height), side(width)
    return (w, h) if swapped else (h, w)


def params(*, channels: int, kernel: int, as_conv: bool = False, per_channel: bool = False, **_: Any) -> int:
    """Zero: a maximum or a mean has nothing to learn."""
    return kernel**2 * channels * (channels if as_conv else 1) if as_conv or per_channel else 0


class Pool2d(Quantity):
    """``pool2d``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {"output_size": SIZE, "params": COUNT}
    clarifications = (PADDING, ROUNDING)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Even halving at level 1; overlapping windows at 2; ceil mode and oblong inputs at 3."""
        kernel = stride = 2
        padding, ceil = 0, False
        height = width = 2 * rng.randint(7, 56)
        if level >= 2:
            kernel, stride, padding = rng.choice([(3, 2, 1), (3, 2, 0), (2, 2, 0), (3, 3, 1)])
            height = width = rng.randint(13, 113)
        if level >= 3:
            width, ceil = rng.randint(13, 113), rng.random() < 0.5
        return {
            "channels": rng.choice([32, 64, 128, 256]), "height": height, "width": width, "kernel": kernel, "stride": stride,
            "padding": padding, "ceil_mode": ceil,
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """One line: input, then the layer."""
        return Text(
            zh=f"输入 {p.channels}×{p.height}×{p.width}（C×H×W），最大池化：核 {p.kernel}×{p.kernel}，步长 {p.stride}，填充 {p.padding}"
            + ("，ceil_mode=True。" if p.ceil_mode else "。"),
            en=f"Input {p.channels}×{p.height}×{p.width} (C×H×W); max pooling with kernel {p.kernel}×{p.kernel}, stride {p.stride}, padding {p.padding}"
            + (", ceil_mode=True." if p.ceil_mode else "."),
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Size and (no) parameters."""
        g = p.model_dump()
        h, w = size(**g)
        a, b = ("⌈", "⌉") if p.ceil_mode else ("⌊", "⌋")
        line = "；".join(
            f"{side} = {a}({n} + 2·{p.padding} − {p.kernel}) / {p.stride}{b} + 1 = {out}"
            for side, n, out in (("H", p.height, h), ("W", p.width, w))
        )
        if p.ceil_mode:
            line = f"H = {h}；W = {w}（向上取整，整个落在右侧填充里的窗口不算）"
        english = line.replace("；", "; ").replace(
            "（向上取整，整个落在右侧填充里的窗口不算）",
            " (rounded up; a window that lies wholly in the right padding is dropped)",
        )
        return {
            "output_size": Key(
                size, g, Text(zh=f"输出：{line}，通道不变：{p.channels}×{h}×{w}。", en=f"Output: {english}, channels unchanged: {p.channels}×{h}×{w}."),
                mistakes={
                    "floor" if p.ceil_mode else "ceil": {"ceil_mode": not p.ceil_mode}, "plus_one_forgotten": {"plus": 0},
                    "no_padding": {"padding": 0}, "no_stride": {"stride": 1}, "sides_swapped": {"swapped": True},
                },
                channels=p.channels,
            ),
            "params": Key(
                params, g, Text(zh="参数：0，池化没有可学习的参数。", en="Parameters: 0; pooling has nothing to learn."),
                mistakes={"pooling_as_convolution": {"as_conv": True}, "pooling_as_depthwise": {"per_channel": True}},
            ),
        }  # fmt: skip
