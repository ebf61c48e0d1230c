"""Intersection over union of two boxes."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, model_validator

from evaluators.arithmetic.clarifications import DIGITS, SHARE
from evaluators.arithmetic.key import Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text

Box = tuple[float, float, float, float]


class Params(Frozen):
    """Corners [x1, y1, x2, y2] in continuous coordinates."""

    box_a: Box = Field()
    box_b: Box = Field()

    @model_validator(mode="after")
    def _askable(self) -> "Params":
        if any(b[0] >= b[2] or b[1] >= b[3] for b in (self.box_a, self.box_b)):
            raise ValueError("a box needs x1 < x2 and y1 < y2")
        return self


def iou(*, a: Box, b: Box, pixel: int = 0, over: str = "union", top: str = "intersection") -> float:
    """Intersection over union; 0 where the boxes do not meet."""
    area_a = (a[2] - a[0] + pixel) * (a[3] - a[1] + pixel)
    area_b = (b[2] - b[0] + pixel) * (b[3] - b[1] + pixel)
    both = max(0.0, min(a[2], b[2]) - max(a[0], b[0]) + pixel) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]) + pixel)
    below = {
        "union": area_a + area_b - both, "sum": area_a + area_b, "smaller": min(area_a, area_b), "first": area_a, "second": area_b,
        "one": 1.0, "twice": area_a + area_b - 2 * both,
    }[over]  # fmt: skip
    return {"intersection": both, "union": area_a + area_b - both, "dice": 2 * both}[top] / below


class BoxIou(Quantity):
    """``box_iou``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "iou": Asked("share", r"交并比|\biou\b|\bjaccard\b|\bintersection over union\b|重叠(?:率|度)", parts=r"交集|并集|相交|面积|\binter(?:section)?\b(?! over)|\bunion\b|\bareas?\b|\boverlap (?:is|area)\b", none=r"不相交|没有(?:交集|重叠)|无(?:交集|重叠)|\b(?:no|zero) (?:overlap|intersection)\b|\bdisjoint\b|\b(?:do not|don't) (?:overlap|intersect)\b")
    }  # fmt: skip
    clarifications = (SHARE, DIGITS)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Equal squares at level 1; any boxes that meet at 2; one inside the other or apart at 3, at times."""
        x, y, w, h = rng.randrange(0, 20, 5), rng.randrange(0, 20, 5), 5 * rng.randint(2, 6), 5 * rng.randint(2, 6)
        if level < 2:
            shift = 5 * rng.randint(1, w // 5 - 1)
            return {"box_a": [x, y, x + w, y + w], "box_b": [x + shift, y, x + shift + w, y + w]}
        dx, dy = rng.randint(1, w - 1), rng.randint(1, h - 1)
        far = level >= 3 and rng.random() < 0.2
        other = [
            x + dx + (w if far else 0),
            y + dy,
            x + dx + (w if far else 0) + rng.randint(5, 40),
            y + dy + rng.randint(5, 40),
        ]
        return {"box_a": [x, y, x + w, y + h], "box_b": other}

    def setting(self, p: Params) -> Text:
        """The boxes."""
        a, b = (", ".join(f"{v:g}" for v in box) for box in (p.box_a, p.box_b))
        return Text(
            zh=f"两个框 [x1, y1, x2, y2]：A = [{a}]，B = [{b}]，坐标连续。",
            en=f"Two boxes [x1, y1, x2, y2]: A = [{a}], B = [{b}], continuous coordinates.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """The ratio."""
        g: dict[str, Any] = {"a": p.box_a, "b": p.box_b}
        both, union = iou(**g, over="one"), iou(**g, over="one", top="union")
        line = f"{both:g} / {union:g} ≈ {iou(**g):.4f}"
        return {
            "iou": Key(
                iou, g, Text(zh=f"IoU：交集 / 并集 = {line}。", en=f"IoU: intersection over union = {line}."),
                mistakes={
                    "sum_for_union": {"over": "sum"}, "over_smaller": {"over": "smaller"}, "over_first": {"over": "first"}, "over_second": {"over": "second"},
                    "inclusive_pixels": {"pixel": 1}, "intersection_only": {"over": "one"}, "dice": {"over": "sum", "top": "dice"}, "intersection_taken_twice": {"over": "twice"},
                },
            )
        }  # fmt: skip
