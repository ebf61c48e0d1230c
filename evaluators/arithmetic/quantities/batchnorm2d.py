"""Batch normalisation: learnable parameters and buffers."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from evaluators.arithmetic.clarifications import TRACKED
from evaluators.arithmetic.key import Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import COUNT
from evaluators.text import Frozen, Text


class Params(Frozen):
    """As ``torch.nn.BatchNorm2d``."""

    channels: int = Field(gt=0)
    affine: bool = True


def params(*, channels: int, affine: bool, each: int = 2, **_: Any) -> int:
    """Learnable: a scale and a shift for each channel, with `affine`."""
    return each * channels * affine


def buffers(*, channels: int, each: int = 2, batches: int = 0, **_: Any) -> int:
    """Running mean and variance of each channel; PyTorch also keeps one count of batches."""
    return each * channels + batches


class BatchNorm2d(Quantity):
    """``batchnorm2d``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "params": Asked("count", COUNT.words + r"|\b(?:get|gets|have|need|receive) gradients?\b|\bupdated by (?:gradients?|the optimi[sz]er)\b|(?<!不)要学(?:习|的)?|(?<!不)需要梯度|(?<!不)有梯度|(?<!不)参与(?:训练|梯度更新)", parts=r"γ|β|\bgammas?\b|\bbetas?\b|缩放|平移|\bscales?\b|\bshifts?\b|\bweights?\b|\bbias(?:es)?\b", none=COUNT.none + r"|没有\s?(?:γ|gamma)|no gamma"),
        "buffers": Asked(
            "count",
            r"缓冲(?:区|量)?|缓存|\bbuff?ers?(?: entries| values| elements)?\b|\brunning(?:[_ ](?:mean|var|stat)\w*)?|滑动(?:平均|均值|方差|统计)?|移动平均|统计量|非(?:学习|训练)参数|不(?:可学习|可训练|参与训练|学习)的?|\bnon[- ]?(?:learn|train)able\b|\bnot (?:learn|train)(?:able|ed)\b|\bun(?:learn|train)able\b|\bstat(?:istic)?s\b|均值|方差|\bmeans?\b|\bvar(?:iance)?s?\b",
            parts=r"running_(?:mean|var)|均值|方差|\bmeans?\b|\bvar(?:iance)?s?\b",
        ),
    }  # fmt: skip
    clarifications = (TRACKED,)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """A common width at level 1, an odd one above; without affine at level 3 at times."""
        return {
            "channels": rng.choice([16, 32, 64, 128]) if level < 2 else rng.randint(3, 500),
            "affine": level < 3 or rng.random() < 0.5,
        }

    def setting(self, p: Params) -> Text:
        """The layer."""
        return Text(
            zh=f"BatchNorm2d，{p.channels} 个通道，affine={p.affine}。",
            en=f"BatchNorm2d over {p.channels} channels, affine={p.affine}.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Parameters and buffers."""
        g = p.model_dump()
        count = f"2·{p.channels} = {2 * p.channels}"
        return {
            "params": Key(
                params, g,
                Text(zh=f"可学习参数：γ 和 β，{count}。", en=f"Learnable: γ and β, {count}.") if p.affine
                else Text(zh="可学习参数：0，affine=False 时没有 γ 和 β。", en="Learnable: 0; without affine there are no γ and β."),
                mistakes={"one_per_channel": {"each": 1, "affine": True}, "affine_assumed": {"affine": True}, "affine_forgotten": {"affine": False}, "buffers_counted": {"each": 4, "affine": True}},
            ),
            "buffers": Key(
                buffers, g,
                Text(zh=f"缓冲：滑动均值和方差，{count}（PyTorch 另有一个 num_batches_tracked）。", en=f"Buffers: running mean and variance, {count} (PyTorch adds one num_batches_tracked)."),
                {"": {}, "batches_tracked": {"batches": 1}},
                {"one_per_channel": {"each": 1}, "no_buffers": {"each": 0}, "params_counted": {"each": 4}},
            ),
        }  # fmt: skip
