"""The value of leaves, operators and relations at a point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from evaluators.derivation import functions
from evaluators.derivation.functions import Identity, Shapes, Undefined, Value, elementwise, is_matrix, scalar, shape
from evaluators.derivation.limits import Unreadable
from evaluators.derivation.tree import Node

INDICES = frozenset("ijklmn")
CONSTANTS = {"e": "e", "%e": "e", "pi": "pi", "%pi": "pi", "%phi": "phi", "%gamma": "euler", "inf": "inf"}


@dataclass
class Operators:
    """Values for names, and the readings of signs that have more than one."""

    digits: int
    values: Mapping[str, Value]
    real: bool = True
    """Whether a value off the real line counts as undefined."""
    star_elementwise: bool = False
    """``*`` between matrices as in NumPy."""
    dot_elementwise: bool = False
    """A centred dot between vectors of one shape as elementwise, not as the inner product."""
    one_example: bool = False
    """A sum of numbers runs over examples, of which there is one: ``-Σ (y log p + ...)``."""
    functions: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    """Functions that an item declares, by name."""

    def __post_init__(self) -> None:
        self.unary = {**functions.UNARY[self.digits], **self.functions}
        self.ctx = functions.CONTEXTS[self.digits]
        if self.digits != functions.DIGITS:
            self.values = {name: elementwise(self.ctx.convert)(value) for name, value in self.values.items()}
        self.bound: dict[str, int] = {}

    def __call__(self, node: Node) -> Value:
        """The value of `node`.

        Raises:
            Undefined: there is none here.
            Shapes: matrices do not fit.
            Unreadable: a name or function has no meaning.

        """
        rule = getattr(self, f"_{node.op}", None)
        if rule is None:
            raise Unreadable(f"{node.op} has no value", node.span[0])
        try:
            value = rule(node)
        except IndexError:
            raise Unreadable(f"{node.value} lacks an argument", node.span[0]) from None
        except (ZeroDivisionError, OverflowError, ValueError, TypeError) as error:
            if isinstance(error, Unreadable):
                raise
            raise Undefined(str(error)) from None
        if not is_matrix(value) and not isinstance(value, Identity | bool):
            return self._checked(value)
        return value

    def _checked(self, value: Any) -> Any:
        ctx = self.ctx
        if isinstance(value, ctx.mpc):
            if value.imag == 0:
                return value.real
            if self.real:
                raise Undefined("not real")
        if ctx.isnan(value) or (ctx.isinf(value)):
            raise Undefined("not finite")
        return value

    # -- leaves --------------------------------------------------------------------------------------------------

    def _num(self, node: Node) -> Value:
        return self.ctx.mpf(node.value.numerator) / node.value.denominator

    def _sym(self, node: Node) -> Value:
        name = node.value
        if name in self.bound:
            return self.ctx.mpf(self.bound[name])
        if name in self.values:
            return self.values[name]
        if name in CONSTANTS:
            return getattr(self.ctx, CONSTANTS[name]) * 1
        if name in {"i", "j", "%i"}:
            return self.ctx.mpc(0, 1)
        if name in {"I", "1"}:
            return Identity(self.ctx.mpf(1))
        entry = self.entry(name)
        if entry is None:
            raise Unreadable(f"unknown {name}", node.span[0])
        return entry

    def entry(self, name: str) -> Value | None:
        """An indexed name such as ``W_ij`` or ``p_k``, where the indices are bound."""
        base, _, subscript = name.rpartition("_")
        letters = list(subscript.replace(",", ""))
        if (
            base in {"delta", "kronecker"}
            and base not in self.values
            and len(letters) == 2
            and set(letters) <= self.bound.keys()
        ):
            return self.ctx.mpf(self.bound[letters[0]] == self.bound[letters[1]])
        array = self.values.get(base)
        if self.one_example and array is not None and not is_matrix(array) and len(letters) == 1:
            return array
        if array is None or not is_matrix(array) or not letters or any(letter not in self.bound for letter in letters):
            return None
        indices = [self.bound[letter] - 1 for letter in letters]
        flat = 1 in array.shape and len(indices) == 1
        if len(indices) != 2 and not flat:
            return None
        try:
            return array.flat[indices[0]] if flat else array[indices[0], indices[1]]
        except IndexError:
            raise Undefined("index out of range") from None

    # -- arithmetic ----------------------------------------------------------------------------------------------

    def _add(self, node: Node) -> Value:
        total = self(node.args[0])
        for arg in node.args[1:]:
            total = self._plus(total, self(arg))
        return total

    def _plus(self, left: Value, right: Value) -> Value:
        if isinstance(left, Identity) or isinstance(right, Identity):
            return self._plus_identity(left, right)
        if is_matrix(left) and is_matrix(right) and left.shape != right.shape:
            if 1 in (left.size, right.size):
                return scalar(left) + scalar(right)
            raise Shapes(f"{shape(left)} + {shape(right)}")
        return left + right

    def _plus_identity(self, left: Value, right: Value) -> Value:
        if isinstance(left, Identity) and isinstance(right, Identity):
            return Identity(left.scale + right.scale)
        if isinstance(left, Identity):
            left, right = right, left
        if not is_matrix(left):
            return left + right.scale
        if left.shape[0] != left.shape[1]:
            raise Shapes(f"{shape(left)} + I")
        return left + right.scale * np.array(self.ctx.eye(left.shape[0]).tolist(), dtype=object)

    def _neg(self, node: Node) -> Value:
        value = self(node.args[0])
        return Identity(-value.scale) if isinstance(value, Identity) else -value

    def _mul(self, node: Node) -> Value:
        return self._fold(node, self._product)

    def _star(self, node: Node) -> Value:
        return self._fold(node, self._hadamard if self.star_elementwise else self._product)

    def _dot(self, node: Node) -> Value:
        return self._fold(node, self._inner)

    def _at(self, node: Node) -> Value:
        return self._fold(node, self._product)

    def _had(self, node: Node) -> Value:
        return self._fold(node, self._hadamard)

    def _fold(self, node: Node, combine: Callable[[Value, Value], Value]) -> Value:
        total = self(node.args[0])
        for arg in node.args[1:]:
            total = combine(total, self(arg))
        return total

    def _product(self, left: Value, right: Value) -> Value:
        """Matrix product where the shapes allow it, else elementwise for equal shapes."""
        if isinstance(left, Identity) or isinstance(right, Identity):
            return self._times_identity(left, right)
        if not (is_matrix(left) and is_matrix(right)):
            return left * right
        if left.shape[1] == right.shape[0]:
            return left @ right
        if left.size == 1 or right.size == 1:
            return scalar(left) * scalar(right)
        if left.shape == right.shape:
            return left * right
        raise Shapes(f"{shape(left)} · {shape(right)}")

    def _times_identity(self, left: Value, right: Value) -> Value:
        if isinstance(left, Identity) and isinstance(right, Identity):
            return Identity(left.scale * right.scale)
        eye, other = (left, right) if isinstance(left, Identity) else (right, left)
        return eye.scale * other if is_matrix(other) else Identity(eye.scale * other)

    def _inner(self, left: Value, right: Value) -> Value:
        if is_matrix(left) and is_matrix(right) and left.shape == right.shape and 1 in left.shape and left.size > 1:
            return left * right if self.dot_elementwise else (left * right).sum()
        return self._product(left, right)

    def _hadamard(self, left: Value, right: Value) -> Value:
        if is_matrix(left) and is_matrix(right):
            if left.shape != right.shape and 1 not in (left.size, right.size):
                raise Shapes(f"{shape(left)} ⊙ {shape(right)}")
            return left * right
        return self._product(left, right)

    def _outer(self, node: Node) -> Value:
        """``⊗``: the outer product of two vectors; elementwise where that reading is asked for."""
        left, right = (self(arg) for arg in node.args)
        if self.dot_elementwise or not (is_matrix(left) and is_matrix(right)):
            return self._hadamard(left, right)
        return left.reshape(-1, 1) @ right.reshape(1, -1)

    def _div(self, node: Node) -> Value:
        left, right = self(node.args[0]), scalar(self(node.args[1]))
        if isinstance(right, Identity):
            raise Undefined("division by a matrix")
        if is_matrix(right):
            if not is_matrix(left) or left.shape != right.shape:
                raise Shapes(f"{shape(left)} / {shape(right)}")
            return left / right
        return Identity(left.scale / right) if isinstance(left, Identity) else left / right

    def _intdiv(self, node: Node) -> Value:
        return self.unary["floor"](self._div(node))

    def _mod(self, node: Node) -> Value:
        left, right = (scalar(self(arg)) for arg in node.args)
        return left - right * self.unary["floor"](left / right)

    def _pow(self, node: Node) -> Value:
        base = scalar(self(node.args[0]))
        if is_matrix(base) and node.args[1] == Node("sym", value="t") and "t" not in self.values:
            return base.T
        exponent = scalar(self(node.args[1]))
        if isinstance(base, Identity):
            return Identity(functions.power(self.ctx, base.scale, exponent))
        if not is_matrix(base):
            if is_matrix(exponent):
                return elementwise(lambda x: functions.power(self.ctx, base, x))(exponent)
            return functions.power(self.ctx, base, exponent)
        if exponent == -1 and base.shape[0] == base.shape[1]:
            return functions.inverse(self.ctx, base)
        if is_matrix(exponent) or isinstance(exponent, Identity):
            raise Undefined("matrix exponent")
        square = base.shape[0] == base.shape[1] and not self.star_elementwise
        if square and exponent == int(exponent) and 0 < exponent <= 8:
            return np.linalg.matrix_power(base, int(exponent))
        return elementwise(lambda x: functions.power(self.ctx, x, exponent))(base)

    def _pm(self, node: Node) -> Value:  # noqa: ARG002 - each rule has one signature
        raise Undefined("two values")

    def _fact(self, node: Node) -> Value:
        return self.unary["factorial"](self(node.args[0]))

    # -- matrices ------------------------------------------------------------------------------------------------

    def _T(self, node: Node) -> Value:  # noqa: N802 - named after its operation
        value = self(node.args[0])
        return value.T if is_matrix(value) else value

    def _prime(self, node: Node) -> Value:
        value = self(node.args[0]) if node.args[0].op != "call" else None
        if value is not None and is_matrix(value) and node.value == 1:
            return value.T
        inner = node.args[0]
        if inner.op == "call" and len(inner.args) == 1 and node.value == 1:
            return elementwise(self.derivative(inner.value))(self(inner.args[0]))
        raise Unreadable("unknown derivative", node.span[0])

    def derivative(self, name: str) -> Callable[[Any], Any]:
        """The derivative of a function of one scalar."""
        if f"{name}'" in self.unary:
            return self.unary[f"{name}'"]
        if name not in self.unary:
            raise Unreadable(f"unknown {name}")
        return lambda x: self.ctx.diff(self.unary[name], x)

    def _abs(self, node: Node) -> Value:
        value = scalar(self(node.args[0]))
        if is_matrix(value):
            return (
                functions.norm(self.ctx, value, "2")
                if 1 in value.shape
                else self.ctx.det(functions.to_mp(self.ctx, value))
            )
        return abs(value)

    def _norm(self, node: Node) -> Value:
        return functions.norm(self.ctx, scalar(self(node.args[0])), node.value)

    def _elem(self, node: Node) -> Value:
        letter = node.value
        value = self(node.args[0])
        if letter.isdecimal() and is_matrix(value) and int(letter) < value.size:
            return value.flat[int(letter)]
        if letter in self.bound and is_matrix(value):
            return value.flat[self.bound[letter] - 1]
        raise Unreadable("unknown index", node.span[0])

    def _list(self, node: Node) -> Value:
        if node.value == "layer":
            raise Unreadable("unknown layer", node.span[0])
        rows = [self(arg) for arg in node.args]
        if rows and all(is_matrix(row) for row in rows):
            return np.concatenate([row.T if row.shape[1] == 1 else row for row in rows])
        if any(is_matrix(row) for row in rows):
            raise Shapes("ragged list")
        return np.array(rows, dtype=object).reshape(-1, 1)

    # -- truth ---------------------------------------------------------------------------------------------------

    def _rel(self, node: Node) -> Value:
        left, right = (scalar(self(arg)) for arg in node.args)
        if is_matrix(left) or is_matrix(right):
            if node.value in {">", "<", ">=", "<="}:
                return np.frompyfunc(lambda a, b: self.ctx.mpf(_holds(a, b, node.value, self.ctx)), 2, 1)(left, right)
            raise Undefined("matrices compared")
        return bool(_holds(left, right, node.value, self.ctx))

    def _and(self, node: Node) -> Value:
        return all(bool(self(arg)) for arg in node.args)

    def _or(self, node: Node) -> Value:
        return any(bool(self(arg)) for arg in node.args)

    def _not(self, node: Node) -> Value:
        return not self(node.args[0])


def _holds(left: Any, right: Any, sign: str, ctx: Any) -> bool:
    same = abs(left - right) <= ctx.mpf(10) ** (-ctx.dps // 2) * max(1, abs(left), abs(right))
    table = {"=": same, "!=": not same, "<": left < right and not same, ">": left > right and not same,
             "<=": left < right or same, ">=": left > right or same}  # fmt: skip
    return bool(table[sign])
