"""The value of a tree at a point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from evaluators.derivation import functions
from evaluators.derivation.functions import Identity, Shapes, Undefined, Value, elementwise, is_matrix, scalar, shape
from evaluators.derivation.limits import MAX_TERMS, Unreadable
from evaluators.derivation.tree import Node

INDICES = frozenset("ijklmn")
CONSTANTS = {"e": "e", "%e": "e", "pi": "pi", "%pi": "pi", "%phi": "phi", "%gamma": "euler", "inf": "inf"}


@dataclass
class Evaluator:
    """Values for names, and the readings of signs that have more than one."""

    digits: int
    values: Mapping[str, Value]
    real: bool = True
    """Whether a value off the real line counts as undefined."""
    star_elementwise: bool = False
    """``*`` between matrices as in NumPy."""
    dot_elementwise: bool = False
    """A centred dot between vectors of one shape as elementwise, not as the inner product."""
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

    # -- sums ----------------------------------------------------------------------------------------------------

    def _sum(self, node: Node) -> Value:
        return self._series(node, self._plus, self.ctx.mpf(0))

    def _prod(self, node: Node) -> Value:
        return self._series(node, self._product, self.ctx.mpf(1))

    def _series(self, node: Node, combine: Callable[[Value, Value], Value], start: Value) -> Value:  # noqa: C901, PLR0912 - one branch a case reads best
        index, body, bounds = node.value, node.args[0], node.args[1:]
        size = self.range_of(index, body) if index else None
        if len(bounds) == 2:
            low, high = (scalar(self(bound)) for bound in bounds)
            if low != int(low) or high != int(high):
                raise Undefined("bounds must be integers")
            span = range(int(low), int(high) + 1)
            if size is not None and int(low) == 1 and len(span) != size:
                span = range(1, size + 1)
        elif size is not None:
            span = range(1, size + 1)
        else:
            value = self(body)
            if not is_matrix(value):
                raise Undefined("sum of one number")
            total = start
            for entry in value.flat:
                total = combine(total, entry)
            return total
        if len(span) > MAX_TERMS:
            raise Undefined("too many terms")
        if not span and len(bounds) == 2 and int(high) < int(low) - 1:
            raise Undefined("empty range")
        outer = self.bound.get(index)
        try:
            total = start
            for step in span:
                self.bound[index] = step
                total = combine(total, self(body))
        finally:
            if outer is None:
                self.bound.pop(index, None)
            else:
                self.bound[index] = outer
        return total

    def range_of(self, index: str, body: Node) -> int | None:
        """How far a summation index runs: the size of what it indexes."""
        for node in body.walk():
            if node.op == "sym" and "_" in str(node.value) and node.value not in self.values:
                base, _, subscript = str(node.value).rpartition("_")
                array = self.values.get(base)
                if is_matrix(array) and index in subscript.replace(",", ""):
                    if 1 in array.shape:
                        return int(array.size)
                    return int(array.shape[subscript.replace(",", "").index(index)])
            if node.op == "elem" and node.value == index:
                inner = self(node.args[0])
                return int(inner.size) if is_matrix(inner) else None
        return None

    # -- functions -----------------------------------------------------------------------------------------------

    def _call(self, node: Node) -> Value:
        name = node.value
        special = getattr(self, f"_call_{name}", None)
        positional = tuple(arg for arg in node.args if arg.op != "kw")
        if special:
            return special(node, positional)
        if not positional:
            raise Unreadable(f"{name} of what", node.span[1])
        if name not in self.unary:
            raise Unreadable(f"unknown {name}", node.span[0])
        value = scalar(self(positional[0]))
        if isinstance(value, bool):
            value = self.ctx.mpf(value)
        return elementwise(lambda x: self._checked(self.unary[name](x)))(value)

    def _call_log(self, node: Node, args: tuple[Node, ...]) -> Value:
        if not args:
            raise Unreadable("log of what", node.span[1])
        value = scalar(self(args[0]))
        if len(args) > 1:
            base = scalar(self(args[1]))
            return elementwise(lambda x: self.ctx.log(x) / self.ctx.log(base))(value)
        return elementwise(lambda x: self._checked(self.ctx.log(x)))(value)

    def _call_lg(self, node: Node, args: tuple[Node, ...]) -> Value:
        if not args:
            raise Unreadable("lg of what", node.span[1])
        base = scalar(self(args[1])) if len(args) > 1 else self.ctx.mpf(10)
        return self.ctx.log(scalar(self(args[0]))) / self.ctx.log(base)

    def _call_root(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        degree = scalar(self(args[1])) if len(args) > 1 else self.ctx.mpf(2)
        value = scalar(self(args[0]))
        if degree == int(degree) and int(degree) % 2 and self.ctx.im(value) == 0 and value < 0:
            return -functions.power(self.ctx, -value, 1 / degree)
        return functions.power(self.ctx, value, 1 / degree)

    def _call_softmax(self, node: Node, args: tuple[Node, ...]) -> Value:
        if not args:
            raise Unreadable("softmax of what", node.span[1])
        return functions.softmax(self.ctx, self(args[0]))

    def _call_logsoftmax(self, node: Node, args: tuple[Node, ...]) -> Value:
        return elementwise(self.ctx.log)(self._call_softmax(node, args))

    def _call_logsumexp(self, node: Node, args: tuple[Node, ...]) -> Value:
        if not args:
            raise Unreadable("logsumexp of what", node.span[1])
        values = self._entries(args)
        return self.ctx.log(sum(functions.power(self.ctx, self.ctx.e, x) for x in values))

    def _entries(self, args: tuple[Node, ...]) -> list[Value]:
        if len(args) == 1:
            value = self(args[0])
            return list(value.flat) if is_matrix(value) else [value]
        return [scalar(self(arg)) for arg in args]

    def _extreme(self, args: tuple[Node, ...], choose: Callable[..., Value]) -> Value:
        if not args:
            raise Unreadable("of what")
        if len(args) == 2:
            left, right = (scalar(self(arg)) for arg in args)
            if is_matrix(left) or is_matrix(right):
                return np.frompyfunc(choose, 2, 1)(left, right)
            return choose(left, right)
        return choose(*self._entries(args), *([self.ctx.ninf if choose is max else self.ctx.inf]))

    def _call_max(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self._extreme(args, max)

    def _call_min(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self._extreme(args, min)

    def _call_binomial(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        top, bottom = (scalar(self(arg)) for arg in args)
        factorial = self.unary["factorial"]
        return factorial(top) / (factorial(bottom) * factorial(top - bottom))

    def _call_transpose(self, node: Node, args: tuple[Node, ...]) -> Value:
        return self._T(Node("T", args[:1], span=node.span))

    def _call_inv(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return functions.inverse(self.ctx, scalar(self(args[0])))

    def _call_solve(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self._product(functions.inverse(self.ctx, self(args[0])), self(args[1]))

    def _call_det(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self.ctx.det(functions.to_mp(self.ctx, self(args[0])))

    def _call_logdet(self, node: Node, args: tuple[Node, ...]) -> Value:
        return self.ctx.log(self._call_det(node, args))

    def _call_trace(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        value = self(args[0])
        if not is_matrix(value):
            return value
        if value.shape[0] != value.shape[1]:
            raise Shapes(f"tr {shape(value)}")
        return value.trace()

    def _call_diag(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        value = self(args[0])
        if not is_matrix(value):
            return value
        if 1 in value.shape:
            out = np.full((value.size, value.size), self.ctx.mpf(0), dtype=object)
            np.fill_diagonal(out, list(value.flat))
            return out
        return value.diagonal().reshape(-1, 1)

    def _call_norm(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return functions.norm(self.ctx, scalar(self(args[0])), "2")

    def _axis(self, node: Node) -> int | None:
        for arg in node.args:
            if arg.op == "kw" and arg.value in {"axis", "dim"}:
                return int(self(arg.args[0]))
        return None

    def _call_sum(self, node: Node, args: tuple[Node, ...]) -> Value:
        """``sum(v)``, ``sum(M, axis=0)``, ``sum(k, k, 1, n)``."""
        if len(args) == 4:
            return self._sum(Node("sum", (args[0], *args[2:]), args[1].value))
        value = self(args[0])
        axis = self._axis(node)
        if axis is None and len(args) == 2 and args[1].op == "num" and is_matrix(value):
            axis = int(args[1].value)
        if not is_matrix(value):
            raise Undefined("sum of one number")
        return value.sum() if axis is None else value.sum(axis=axis, keepdims=True)

    def _call_prod(self, node: Node, args: tuple[Node, ...]) -> Value:
        if len(args) == 4:
            return self._prod(Node("prod", (args[0], *args[2:]), args[1].value))
        del node
        value = self(args[0])
        return value.prod() if is_matrix(value) else value

    def _call_mean(self, node: Node, args: tuple[Node, ...]) -> Value:
        value = self(args[0])
        if not is_matrix(value):
            raise Undefined("mean of one number")
        axis = self._axis(node)
        return value.sum() / value.size if axis is None else value.sum(axis=axis, keepdims=True) / value.shape[axis]

    def _call_var(self, node: Node, args: tuple[Node, ...]) -> Value:
        value = self(args[0])
        mean = self._call_mean(node, args)
        return ((value - mean) ** 2).sum() / value.size

    def _call_std(self, node: Node, args: tuple[Node, ...]) -> Value:
        return self.ctx.sqrt(self._call_var(node, args))

    def _call_matmul(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        left, right = (self(arg) for arg in args[:2])
        return self._inner(left, right)

    _call_dotfn = _call_matmul

    def _call_outer(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        left, right = (self(arg) for arg in args[:2])
        if not (is_matrix(left) and is_matrix(right)):
            return left * right
        return left.reshape(-1, 1) @ right.reshape(1, -1)

    def _call_multiply(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self._hadamard(*(self(arg) for arg in args[:2]))

    def _call_power(self, node: Node, args: tuple[Node, ...]) -> Value:
        return self._pow(Node("pow", args[:2], span=node.span))

    def _call_add(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self._plus(*(self(arg) for arg in args[:2]))

    def _call_subtract(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        left, right = (self(arg) for arg in args[:2])
        return self._plus(left, -right)

    def _call_divide(self, node: Node, args: tuple[Node, ...]) -> Value:
        return self._div(Node("div", args[:2], span=node.span))

    _call_rational = _call_divide

    def _call_mod(self, node: Node, args: tuple[Node, ...]) -> Value:
        return self._mod(Node("mod", args[:2], span=node.span))

    def _call_gcd(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        left, right = (int(scalar(self(arg))) for arg in args)
        while right:
            left, right = right, left % right
        return self.ctx.mpf(abs(left))

    def _call_atan2(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self.ctx.atan2(*(scalar(self(arg)) for arg in args))

    def _call_where(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        test = self(args[0])
        return self(args[1]) if bool(test) else self(args[2])

    def _call_array(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self(args[0])

    def _call_matrix(self, node: Node, args: tuple[Node, ...]) -> Value:
        return self._list(Node("list", args, span=node.span))

    def _call_eye(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node, args
        return Identity(self.ctx.mpf(1))

    def _call_width(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        value = self(args[0])
        return self.ctx.mpf(value.shape[-1] if is_matrix(value) else 1)

    def _call_diff(self, node: Node, args: tuple[Node, ...]) -> Value:
        """``diff(f, x)`` and ``diff(f, x, n)``: numerically, at the working precision."""
        if not args or (len(args) > 1 and args[1].op != "sym"):
            raise Unreadable("derivative", node.span[0])
        order = int(args[2].value) if len(args) > 2 and args[2].op == "num" else 1
        if len(args) == 1 or order > 4:
            raise Unreadable("derivative", node.span[0])
        return self.slope(args[0], args[1].value, order)

    def slope(self, body: Node, name: str, order: int = 1) -> Value:
        """The derivative of a scalar tree by the variable `name` at this point."""
        at = self.values.get(name)
        if at is None or is_matrix(at):
            raise Unreadable(f"derivative by {name}", body.span[0])

        def moved(x: Any) -> Any:
            return Evaluator(self.digits, {**self.values, name: x}, self.real, functions=self.functions)(body)

        return self.ctx.diff(moved, at, order)

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


def spanned(evaluator: Evaluator, tree: Node, order: str = "") -> Value:
    """The value of `tree`, whose free indices (``δ_i h_j``) span a vector or a matrix; axes in `order`, else as met."""
    letters = _free(tree, evaluator)
    if not letters:
        return evaluator(tree)
    chosen = order if set(order) == set(letters) else "".join(letters)
    sizes = [letters[letter] for letter in chosen]
    out = np.empty(sizes, dtype=object)
    for place in np.ndindex(*sizes):
        evaluator.bound.update({letter: at + 1 for letter, at in zip(chosen, place, strict=True)})
        entry = evaluator(tree)
        if is_matrix(entry):
            raise Unreadable("indices and whole vectors mixed", tree.span[0])
        out[place] = entry
    return out.reshape(-1, 1) if len(sizes) == 1 else out


def _free(tree: Node, evaluator: Evaluator) -> dict[str, int]:
    """Free index letters with their ranges, in order of appearance; at most two."""
    bound = {str(node.value) for node in tree.walk() if node.op in {"sum", "prod"}}
    found: dict[str, int] = {}
    for node in tree.walk():
        index = ""
        if node.op == "sym" and node.value not in evaluator.values:
            base, _, index = str(node.value).rpartition("_")
            index = index.replace(",", "") if is_matrix(evaluator.values.get(base)) else ""
        elif node.op == "elem":
            index = str(node.value)
        for letter in index:
            if letter in INDICES and letter not in bound and letter not in found:
                size = evaluator.range_of(letter, tree)
                if size:
                    found[letter] = size
    if len(found) > 2:
        raise Unreadable("too many indices", tree.span[0])
    return found
