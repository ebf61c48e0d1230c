"""One forward and backward pass through two layers, by hand."""

import math
import random
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from evaluators.arithmetic.key import Changes, Key, Value
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text

Vector = tuple[float, float]


class Params(Frozen):
    """z1 = W1 x + b1, h = act(z1), z2 = W2 h + b2, L = (z2 - y)² / 2."""

    x: Vector
    w1: tuple[Vector, Vector]
    b1: Vector
    w2: tuple[Vector]
    b2: tuple[float]
    y: float
    activation: Literal["relu", "sigmoid"]


def run(
    *, x: Vector, w1: tuple[Vector, Vector], b1: Vector, w2: tuple[Vector], b2: tuple[float], y: float, activation: str, what: str = "",
    half: float = 0.5, sign: int = 1, slope: bool = True, through: bool = True, transposed: bool = False, identity: bool = False,
    back_transposed: bool = False, absolute: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """All values of the pass; the flags make its known mistakes."""
    del what
    rows = tuple(zip(*w1, strict=True)) if transposed else w1
    z1 = [sum(w * v for w, v in zip(row, x, strict=True)) + b for row, b in zip(rows, b1, strict=True)]

    def act(z: float) -> float:
        if identity:
            return z
        return max(0.0, z) if activation == "relu" else 1 / (1 + math.exp(-z))

    h = [act(z) for z in z1]
    z2 = sum(w * v for w, v in zip(w2[0], h, strict=True)) + b2[0]
    delta2 = sign * (z2 - y) * 2 * half
    if identity or not slope:
        slopes = [1.0, 1.0]
    else:
        slopes = [float(z > 0) for z in z1] if activation == "relu" else [v * (1 - v) for v in h]
    delta1 = [delta2 * (w if through else 1.0) * s for w, s in zip(w2[0], slopes, strict=True)]
    gradient = tuple(tuple(_tidy(d * v) for v in x) for d in delta1)
    return {
        "z1": z1, "h": h, "delta2": delta2, "delta1": delta1, "output": _tidy(z2), "loss": _tidy(half * (z2 - y) ** 2 if not absolute else abs(z2 - y)),
        "dw2": (tuple(_tidy(delta2 * v) for v in h),), "dw1": tuple(zip(*gradient, strict=True)) if back_transposed else gradient,
    }  # fmt: skip


def one(*, what: str, **given: Any) -> Value:
    """The value called `what`."""
    value: Value = run(**given)[what]
    return value


class MlpForwardBackward(Quantity):
    """``mlp_forward_backward``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "output": Asked("real", r"(?<![a-z0-9])z_?\(?2\)?(?![0-9])|输出|\bou?t?pu?t\b|预测|\bprediction\b|\by_?hat\b|ŷ|\bpred\b|(?<![a-z])out(?![a-z])|前向"),
        "loss": Asked("real", r"损失|\blos+\b|(?-i:(?<![A-Za-z])L(?![A-Za-z]))|误差|\berror\b"),
        "dw2": Asked("matrix", r"(?:\bd ?l ?/ ?)?(?:d|∂|∇|grad(?:ient)?s?[ _]?(?:of |for |wrt |w\.r\.t\.? |with respect to |对 ?)?|Δ)[ _]*\(?w_?\(?2\)?(?![0-9])(?: ?l\b)?|∂l/∂w2|w_?2 ?的?(?:梯度|grad\w*)|w2\.grad|\bgw2\b", cells=2),
        "dw1": Asked("matrix", r"(?:\bd ?l ?/ ?)?(?:d|∂|∇|grad(?:ient)?s?[ _]?(?:of |for |wrt |w\.r\.t\.? |with respect to |对 ?)?|Δ)[ _]*\(?w_?\(?1\)?(?![0-9])(?: ?l\b)?|∂l/∂w1|w_?1 ?的?(?:梯度|grad\w*)|w1\.grad|\bgw1\b", cells=4),
    }  # fmt: skip

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Whole numbers, both units active at level 1; one may be dead at 2; sigmoid at 3."""
        while True:
            v = [rng.randint(-2, 3) for _ in range(6)]
            given = {
                "x": [rng.randint(1, 3), rng.choice([-1, 1, 2])], "w1": [v[:2], v[2:4]], "b1": [rng.randint(-1, 1), rng.randint(-1, 1)],
                "w2": [[rng.choice([-2, -1, 1, 2, 3]), rng.choice([-2, -1, 1, 2, 3])]], "b2": [rng.randint(-2, 2)], "y": rng.randint(-2, 4),
                "activation": "relu" if level < 3 else "sigmoid",
            }  # fmt: skip
            done = run(**Params.model_validate(given).model_dump())
            active = sum(z > 0 for z in done["z1"])
            if (
                done["delta2"]
                and 0 not in done["z1"]
                and max(map(abs, done["z1"])) <= 8
                and (active == 2 or (level > 1 and active == 1))
            ):
                return given

    def setting(self, p: Params) -> Text:
        """The network and its numbers."""
        values = f"x = {list(p.x)}, W1 = {[list(r) for r in p.w1]}, b1 = {list(p.b1)}, W2 = {[list(r) for r in p.w2]}, b2 = {list(p.b2)}, y = {p.y:g}".replace(
            ".0", ""
        )
        act = "ReLU" if p.activation == "relu" else "sigmoid"
        return Text(
            zh=f"z1 = W1 x + b1，h = {act}(z1)，z2 = W2 h + b2，L = ½(z2 − y)²（列向量）。{values}。",
            en=f"z1 = W1 x + b1, h = {act}(z1), z2 = W2 h + b2, L = ½(z2 − y)² (column vectors). {values}.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Output, loss and both weight gradients."""
        g = p.model_dump()
        done = run(**g)
        error = f"z2 − y = {done['delta2']:.4g}"
        forward: Changes = {
            "no_activation": {"identity": True},
            "first_weights_transposed": {"transposed": True},
            "no_first_bias": {"b1": (0.0, 0.0)},
            "no_second_bias": {"b2": (0.0,)},
        }
        backward: Changes = forward | {"sign": {"sign": -1}, "factor_two": {"half": 1.0}}
        lines = {
            "output": f"z1 = {_shown([done['z1']])}, h = {_shown([done['h']])}, z2 = {done['output']:.4g}",
            "loss": f"L = ½·({done['delta2']:.4g})² = {done['loss']:.4g}",
            "dw2": f"{error}, dW2 = (z2 − y)·hᵀ = {_shown(done['dw2'])}",
            "dw1": f"δ1 = W2ᵀ(z2 − y) ⊙ act′(z1) = {_shown([done['delta1']])}, dW1 = δ1·xᵀ = {_shown(done['dw1'])}",
        }
        more: dict[str, Changes] = {
            "output": forward, "loss": forward | {"no_half": {"half": 1.0}, "absolute_error": {"absolute": True}}, "dw2": backward,
            "dw1": backward | {"no_activation_slope": {"slope": False}, "w2_forgotten": {"through": False}, "gradient_transposed": {"back_transposed": True}},
        }  # fmt: skip
        return {
            name: Key(one, {**g, "what": name}, Text(zh=f"{line}。", en=f"{line}."), mistakes=more[name])
            for name, line in lines.items()
        }


def _tidy(value: float) -> float:
    return round(value, 12) + 0.0


def _shown(rows: Any) -> str:
    return "[" + "; ".join(" ".join(f"{_tidy(v):.4g}" for v in row) for row in rows) + "]"
