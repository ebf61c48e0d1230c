"""The value of a tree at a point: functions by name, and free indices that span an array."""

from collections.abc import Callable
from typing import Any

import numpy as np

from evaluators.derivation import functions
from evaluators.derivation.functions import Identity, Shapes, Undefined, Value, elementwise, is_matrix, scalar, shape
from evaluators.derivation.limits import Unreadable
from evaluators.derivation.operators import INDICES
from evaluators.derivation.sums import Sums
from evaluators.derivation.tree import NONE, Node


class Evaluator(Sums):
    """Values for trees: named functions, on top of sums and operators."""

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
        first = self(args[0])
        if len(args) == 1 or (is_matrix(first) and first.size > 1):  # what follows an array is the axis
            return list(first.flat) if is_matrix(first) else [first]
        return [scalar(self(arg)) for arg in args]

    def _extreme(self, args: tuple[Node, ...], choose: Callable[..., Value]) -> Value:
        if not args:
            raise Unreadable("of what")
        if len(args) == 2:
            return self._extreme_of(self(args[0]), self(args[1]), choose)
        return choose(*self._entries(args), *([self.ctx.ninf if choose is max else self.ctx.inf]))

    def _extreme_of(self, left: Value, right: Value, choose: Callable[..., Value]) -> Value:
        left, right = scalar(left), scalar(right)
        if is_matrix(left) or is_matrix(right):
            return np.frompyfunc(choose, 2, 1)(left, right)
        return choose(left, right)

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

    def _call_clip(self, node: Node, args: tuple[Node, ...]) -> Value:
        """``clip(x, low, high)``, ``clamp(x, min=low)``: either bound may be missing."""
        keywords = {str(arg.value).removeprefix("a_"): arg.args[0] for arg in node.args if arg.op == "kw"}
        low = args[1] if len(args) > 1 else keywords.get("min")
        high = args[2] if len(args) > 2 else keywords.get("max")
        value = self(args[0])
        if low is not None and low != NONE:
            value = self._extreme_of(value, self(low), max)
        if high is not None and high != NONE:
            value = self._extreme_of(value, self(high), min)
        return value

    def _call_hypot(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self.ctx.hypot(*(scalar(self(arg)) for arg in args))

    def _call_atan2(self, node: Node, args: tuple[Node, ...]) -> Value:
        del node
        return self.ctx.atan2(*(scalar(self(arg)) for arg in args))

    def _call_where(self, node: Node, args: tuple[Node, ...]) -> Value:
        """``where(test, value, other)``; without `other` there is no value where the test fails."""
        test = scalar(self(args[0]))
        if not is_matrix(test):
            if not test and len(args) < 3:
                raise Undefined("no case holds")
            return self(args[1 if test else 2])
        branches = [self(arg) for arg in args[1:]]
        if len(branches) < 2:
            raise Unreadable("what else", node.span[1])
        return np.where(test.astype(bool), *branches)

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
        entry = scalar(evaluator(tree))
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
