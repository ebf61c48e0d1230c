"""The syntax tree of a formula."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """An operation, its operands, and where in the answer it stands. Equality and hash disregard the place.

    ``num`` (value: Fraction) · ``sym`` (value: name) · ``call`` (value: function) · ``apply`` (value: a name before a
    bracket, function or factor) · ``add`` · ``mul`` ``star`` ``dot`` ``at`` ``had`` ``outer`` (two or more factors:
    juxtaposed, ``*``, a centred dot, ``@``, elementwise, ``⊗``) · ``div`` ``intdiv`` ``mod`` ``pow`` ``neg`` ``pm`` ·
    ``T`` ``prime`` ``fact`` · ``elem`` (value: subscript) · ``abs`` ``norm`` (value: its order) · ``sum`` ``prod``
    (body, then bounds; value: index) · ``integral`` (body, bounds; value: variable) ·
    ``partial`` ``deriv`` (of, with respect to; value: order) · ``rel`` (value: sign) ``and``
    ``or`` ``not`` · ``list`` ``set`` ``kw``.
    """

    op: str
    args: tuple["Node", ...] = ()
    value: Any = None
    span: tuple[int, int] = field(default=(0, 0), compare=False)

    def walk(self) -> Iterator["Node"]:
        """The node and all below it."""
        yield self
        for arg in self.args:
            yield from arg.walk()

    def within(self, depth: int, size: int) -> bool:
        """Whether the tree has at most `depth` levels and `size` nodes; found without recursion."""
        level, seen = [self], 0
        for _ in range(depth):
            seen += len(level)
            if seen > size:
                return False
            level = [arg for node in level for arg in node.args]
            if not level:
                return True
        return False

    def names(self) -> set[str]:
        """Every symbol that occurs."""
        return {node.value for node in self.walk() if node.op == "sym"}

    def map(self, change: Callable[["Node"], "Node"]) -> "Node":
        """The tree with `change` applied to each node, operands first."""
        args = tuple(arg.map(change) for arg in self.args)
        return change(self if args == self.args else replace(self, args=args))

    def having(self, *ops: str) -> bool:
        """Whether any node is one of `ops`."""
        return any(node.op in ops for node in self.walk())


NONE = Node("sym", value="None")
"""A missing argument of a Python call."""


def num(value: int | Fraction) -> Node:
    """A constant."""
    return Node("num", value=Fraction(value))


def sym(name: str) -> Node:
    """A symbol."""
    return Node("sym", value=name)


def call(function: str, *args: Node) -> Node:
    """A function applied."""
    return Node("call", args, function)
