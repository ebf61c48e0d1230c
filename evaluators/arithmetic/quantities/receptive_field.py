"""The receptive field of a stack of layers."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from evaluators.arithmetic.clarifications import DILATION
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text


class Layer(Frozen):
    """A convolution or a pooling."""

    kernel: int = Field(gt=0)
    stride: int = Field(default=1, gt=0)
    dilation: int = Field(default=1, gt=0)


class Params(Frozen):
    """The layers, input first."""

    layers: tuple[Layer, ...] = Field(min_length=1, max_length=40)


def receptive_field(
    *,
    layers: tuple[Layer, ...],
    strides: bool = True,
    dilations: bool = True,
    early: bool = False,
    start: int = 1,
    minus: int = 1,
) -> int:
    """Side in input pixels: r grows by (k - 1) d j at each layer, and the jump j by the stride (doi:10.23915/distill.00021)."""
    field, jump = start, 1
    for layer in layers:
        if early and strides:
            jump *= layer.stride
        field += (layer.kernel - minus) * (layer.dilation if dilations else 1) * jump
        if not early and strides:
            jump *= layer.stride
    return field


class ReceptiveField(Quantity):
    """``receptive_field``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "receptive_field": Asked(
            "size",
            r"感受野|视野|\breceptive field\b|\brecep\w+ field\b|\brf\b|(?<![a-z])r(?=\s?=)",
            parts=r"第.{1,2}层|\blayer \d+|\bafter (?:the )?(?:first|second|third|\d)|\b(?:first|second|third) layer|\bconv\d",
            square=True,
        )
    }
    clarifications = (DILATION,)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Plain 3×3 stacks at level 1; strides at 2; dilation and longer stacks at 3."""
        count = {1: rng.randint(2, 3), 2: rng.randint(3, 4)}.get(level, rng.randint(4, 5))
        return {
            "layers": [
                {"kernel": rng.choice([3, 3, 5] if level < 2 else [2, 3, 5, 7]), "stride": 1 if level < 2 else rng.choice([1, 2]),
                 "dilation": 1 if level < 3 else rng.choice([1, 1, 2, 4])}
                for _ in range(count)
            ]
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """The layers in order."""
        zh = "；".join(
            f"核 {x.kernel}，步长 {x.stride}" + (f"，空洞率 {x.dilation}" if x.dilation > 1 else "") for x in p.layers
        )
        en = "; ".join(
            f"kernel {x.kernel}, stride {x.stride}" + (f", dilation {x.dilation}" if x.dilation > 1 else "")
            for x in p.layers
        )
        return Text(zh=f"依次经过 {len(p.layers)} 层：{zh}。", en=f"A stack of {len(p.layers)} layers, in order: {en}.")

    def keys(self, p: Params) -> dict[str, Key]:
        """The side length."""
        lines, field, jump = [], 1, 1
        for layer in p.layers:
            grown = field + (layer.kernel - 1) * layer.dilation * jump
            hole = f"·{layer.dilation}" if layer.dilation > 1 else ""
            lines.append(f"{field} + ({layer.kernel} − 1){hole}·{jump} = {grown}")
            field, jump = grown, jump * layer.stride
        g: dict[str, Any] = {"layers": p.layers}
        mistakes: Changes = {
            "no_stride": {"strides": False}, "no_dilation": {"dilations": False}, "own_stride_first": {"early": True},
            "last_layer_forgotten": {"layers": p.layers[:-1]}, "first_layer_forgotten": {"layers": p.layers[1:]}, "start_at_zero": {"start": 0},
            "minus_one_forgotten": {"minus": 0}, "order_reversed": {"layers": p.layers[::-1]},
        }  # fmt: skip
        return {
            "receptive_field": Key(
                _square, g, Text(zh=f"感受野（从 1 开始，逐层加 (k−1)·空洞率·累计步长）：{'；'.join(lines)}。", en=f"Receptive field (from 1, each layer adds (k − 1)·dilation·product of earlier strides): {'; '.join(lines)}."),
                mistakes=mistakes,
            )
        }  # fmt: skip


def _square(**given: Any) -> tuple[int, int]:
    side = receptive_field(**given)
    return side, side
