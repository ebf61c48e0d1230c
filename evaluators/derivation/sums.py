"""The value of what runs over a variable: sums, products, definite integrals."""

from collections.abc import Callable
from typing import Any

from evaluators.derivation.functions import Undefined, Value, is_matrix, scalar
from evaluators.derivation.limits import MAX_TERMS, Unreadable
from evaluators.derivation.operators import Operators
from evaluators.derivation.tree import Node, sym


class Sums(Operators):
    """Values for ``∑``, ``∏`` and ``∫``, on top of the operators."""

    def _sum(self, node: Node) -> Value:
        return self._series(node, self._plus, self.ctx.mpf(0))

    def _prod(self, node: Node) -> Value:
        return self._series(node, self._product, self.ctx.mpf(1))

    def _series(self, node: Node, combine: Callable[[Value, Value], Value], start: Value) -> Value:  # noqa: C901, PLR0912 - one branch a case reads best
        index, body, bounds = node.value, node.args[0], node.args[1:]
        size = self.range_of(index, body) if index else None
        if self.one_example and size is None and not body.having("sum", "prod"):
            value = self(body)
            if not is_matrix(value):
                return value
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

    def _integral(self, node: Node) -> Value:
        """A definite integral of a number, by quadrature; undefined where that does not settle."""
        body, low, high = node.args
        if self.bound:
            raise Unreadable("integral within a sum", node.span[0])
        endless = {sym("inf"): self.ctx.inf, Node("neg", (sym("inf"),)): self.ctx.ninf}
        bounds = [endless[bound] if bound in endless else scalar(self(bound)) for bound in (low, high)]

        def integrand(x: Any) -> Any:
            return type(self)(self.digits, {**self.values, node.value: x}, self.real, functions=self.functions)(body)

        value, error = self.ctx.quad(integrand, bounds, error=True, maxdegree=6)
        if error > self.ctx.mpf(10) ** -(self.digits // 2):
            raise Undefined("integral")
        return value
