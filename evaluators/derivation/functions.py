"""The functions of the grammar, on scalars (mpmath) and on matrices (numpy arrays of mpmath numbers)."""

from collections.abc import Callable
from typing import Any, TypeGuard

import mpmath
import numpy as np

from evaluators.derivation.limits import MAX_FACTORIAL, MAX_MAGNITUDE

Context = Any
"""An ``mpmath`` context: it holds the precision."""
Value = Any
"""A scalar (mpf or mpc), a two-dimensional object array, or `Identity`."""


class Undefined(ArithmeticError):  # noqa: N818 - reads as what it says
    """There is no value at this point."""


class Shapes(ArithmeticError):  # noqa: N818 - reads as what it says
    """Two matrices that do not fit; the message names both shapes."""


class Identity:
    """A multiple of the identity matrix whose size its neighbours decide."""

    def __init__(self, scale: Any) -> None:
        self.scale = scale


def is_matrix(value: Value) -> TypeGuard[np.ndarray[Any, Any]]:
    """Whether `value` has rows and columns."""
    return isinstance(value, np.ndarray)


def shape(value: Value) -> str:
    """How a shape is written: ``4x3``."""
    return "x".join(map(str, value.shape)) if is_matrix(value) else "1"


def scalar(value: Value) -> Value:
    """A 1x1 matrix as the number it holds."""
    return value[0, 0] if is_matrix(value) and value.shape == (1, 1) else value


def elementwise(function: Callable[[Any], Any]) -> Callable[[Value], Value]:
    """`function`, applied to each entry of a matrix."""

    def apply(value: Value) -> Value:
        if not is_matrix(value):
            return function(value)
        out = np.empty(value.shape, dtype=object)
        for place, entry in np.ndenumerate(value):
            out[place] = function(entry)
        return out

    return apply


def _bounded(ctx: Context, value: Any) -> Any:
    if abs(ctx.re(value)) > MAX_MAGNITUDE:
        raise Undefined("too large")
    return value


def _exp(ctx: Context, x: Any) -> Any:
    return ctx.exp(_bounded(ctx, x))


def _sigmoid(ctx: Context, x: Any) -> Any:
    return 1 / (1 + _exp(ctx, -x))


def _floor(ctx: Context, x: Any) -> Any:
    """The floor, steady where rounding left an integer a hair below itself."""
    near = ctx.nint(ctx.re(x))
    if abs(x - near) < ctx.mpf(10) ** (-ctx.dps // 2):
        return near
    return ctx.floor(x)


def _factorial(ctx: Context, x: Any) -> Any:
    if abs(x) > MAX_FACTORIAL:
        raise Undefined("too large")
    return ctx.gamma(x + 1)


def _sign(ctx: Context, x: Any) -> Any:
    return ctx.sign(x)


def _real(ctx: Context, x: Any) -> Any:
    if ctx.im(x) != 0:
        raise Undefined("not real")
    return ctx.re(x)


def power(ctx: Context, base: Any, exponent: Any) -> Any:
    """`base` to the `exponent`, within bounds."""
    if base == 0:
        if ctx.re(exponent) < 0:
            raise Undefined("division by zero")
        return ctx.power(base, exponent)
    if abs(exponent) > MAX_MAGNITUDE or abs(exponent * ctx.log(abs(base))) > MAX_MAGNITUDE:
        raise Undefined("too large")
    return ctx.power(base, exponent)


def unary(ctx: Context) -> dict[str, Callable[[Any], Any]]:
    """Functions of one scalar, which act on each entry of a matrix."""
    one = ctx.mpf(1)
    table: dict[str, Callable[[Any], Any]] = {
        "exp": lambda x: _exp(ctx, x),
        "sigmoid": lambda x: _sigmoid(ctx, x),
        "relu": lambda x: max(_real(ctx, x), ctx.zero),
        "leaky_relu": lambda x: x if _real(ctx, x) > 0 else x / 100,
        "softplus": lambda x: ctx.log(1 + _exp(ctx, x)),
        "logsigmoid": lambda x: -ctx.log(1 + _exp(ctx, -x)),
        "silu": lambda x: x * _sigmoid(ctx, x),
        "relu6": lambda x: min(max(_real(ctx, x), ctx.zero), ctx.mpf(6)),
        "hardsigmoid": lambda x: min(max(_real(ctx, x) / 6 + one / 2, ctx.zero), one),
        "hardswish": lambda x: x * min(max(_real(ctx, x) / 6 + one / 2, ctx.zero), one),
        "elu": lambda x: x if _real(ctx, x) > 0 else _exp(ctx, x) - 1,
        "gelu": lambda x: x * (1 + ctx.erf(x / ctx.sqrt(2))) / 2,
        "mish": lambda x: x * ctx.tanh(ctx.log(1 + _exp(ctx, x))),
        "softsign": lambda x: x / (1 + abs(x)),
        "log": ctx.log,
        "lg": lambda x: ctx.log(x, 10),
        "log2": lambda x: ctx.log(x, 2),
        "log10": lambda x: ctx.log(x, 10),
        "log1p": lambda x: ctx.log(1 + x),
        "expm1": lambda x: _exp(ctx, x) - 1,
        "sqrt": ctx.sqrt,
        "rsqrt": lambda x: 1 / ctx.sqrt(x),
        "cbrt": lambda x: -ctx.cbrt(-x) if ctx.im(x) == 0 and ctx.re(x) < 0 else ctx.cbrt(x),
        "abs": abs,
        "sign": lambda x: _sign(ctx, x),
        "floor": lambda x: _floor(ctx, _real(ctx, x)),
        "ceil": lambda x: -_floor(ctx, -_real(ctx, x)),
        "round": lambda x: ctx.nint(_real(ctx, x)),
        "trunc": lambda x: ctx.sign(x) * _floor(ctx, abs(_real(ctx, x))),
        "factorial": lambda x: _factorial(ctx, x),
        "gammafn": lambda x: _factorial(ctx, x - 1),
        "square": lambda x: x * x,
        "negative": lambda x: -x,
        "reciprocal": lambda x: one / x,
        "heaviside": lambda x: ctx.mpf(_real(ctx, x) > 0),
        "indicator": lambda x: ctx.mpf(bool(x)),
        "erf": ctx.erf,
        "re": ctx.re,
        "im": ctx.im,
        "conj": ctx.conj,
        "sec": lambda x: one / ctx.cos(x),
        "csc": lambda x: one / ctx.sin(x),
        "cot": lambda x: ctx.cos(x) / ctx.sin(x),
        "sech": lambda x: one / ctx.cosh(_bounded(ctx, x)),
        "csch": lambda x: one / ctx.sinh(_bounded(ctx, x)),
        "coth": lambda x: ctx.cosh(_bounded(ctx, x)) / ctx.sinh(x),
        "sinh": lambda x: ctx.sinh(_bounded(ctx, x)),
        "cosh": lambda x: ctx.cosh(_bounded(ctx, x)),
        "tanh": lambda x: ctx.tanh(_bounded(ctx, x)),
        "Phi": lambda x: (1 + ctx.erf(x / ctx.sqrt(2))) / 2,
    }
    for name in ("sin", "cos", "tan", "asin", "acos", "atan", "asinh", "acosh", "atanh"):
        table[name] = getattr(ctx, name)
    return table


def softmax(ctx: Context, value: Value) -> Value:
    """Over a vector, or along the rows of a matrix."""
    if not is_matrix(value):
        raise Undefined("softmax of a number")
    weights = elementwise(lambda x: _exp(ctx, x))(value)
    if 1 in value.shape:
        return weights / weights.sum()
    return weights / weights.sum(axis=1, keepdims=True)


def to_mp(ctx: Context, value: Value) -> Any:
    """A square array as an mpmath matrix."""
    if not is_matrix(value):
        return ctx.matrix([[value]])
    if value.shape[0] != value.shape[1]:
        raise Shapes(f"{shape(value)} is not square")
    return ctx.matrix(value.tolist())


def inverse(ctx: Context, value: Value) -> Value:
    """The inverse of a square matrix, or of a number."""
    if isinstance(value, Identity):
        return Identity(1 / value.scale)
    if not is_matrix(value):
        return 1 / value
    made = np.array((to_mp(ctx, value) ** -1).tolist(), dtype=object).reshape(value.shape)
    largest = max(abs(x) for x in made.flat)
    if largest > ctx.mpf(10) ** (ctx.dps // 2):
        raise Undefined("singular")
    return made


def norm(ctx: Context, value: Value, order: str) -> Value:
    """Euclidean or Frobenius norm; order 1 and infinity for vectors."""
    entries = list(value.flat) if is_matrix(value) else [value]
    if order == "1":
        return sum(abs(x) for x in entries)
    if order in {"inf", "∞"}:
        return max(abs(x) for x in entries)
    if order not in {"2", "F"}:
        raise Undefined(f"norm {order}")
    return ctx.sqrt(sum(abs(x) ** 2 for x in entries))


def context(digits: int) -> Context:
    """An mpmath context of its own, so that no other user's precision is touched."""
    made = mpmath.mp.clone()
    made.dps = digits
    return made


DIGITS, MORE_DIGITS = 40, 90
CONTEXTS = {digits: context(digits) for digits in (DIGITS, MORE_DIGITS)}
UNARY = {digits: unary(made) for digits, made in CONTEXTS.items()}
