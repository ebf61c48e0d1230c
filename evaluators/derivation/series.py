"""Sums and products with an ellipsis: ``1 + 2 + ... + n``, ``1 + x + x^2 + ... + x^n``, ``x_1 + x_2 + ... + x_n``."""

from collections.abc import Sequence
from dataclasses import replace

from evaluators.derivation.limits import Unreadable
from evaluators.derivation.tree import Node, num, sym

INDICES = "kji"


def continued(op: str, terms: Sequence[Node], last: Node) -> Node:
    """What ``terms op ... op last`` stands for, `op` being ``add`` or another product's name.

    The last term before the ellipsis and `last` differ in one place, which counts up; its step is that between the two
    last terms before the ellipsis, or 1.

    Raises:
        Unreadable: no such rule is seen.

    """
    names = last.names().union(*(term.names() for term in terms))
    index = next((letter for letter in INDICES if letter not in names), "k")
    if vector := _entries(terms[-1], last, index):
        return Node("sum" if op == "add" else "prod", (vector,), index)
    holes = _holes(terms[-1], last)
    low, high = next(iter(holes)) if len(holes) == 1 else (None, None)
    if low is None or high is None or low.op != "num":
        raise Unreadable("…", last.span[0])
    before = _holes(terms[-2], terms[-1]) if len(terms) > 1 else set()
    step = 1
    if len(before) == 1 and all(node.op == "num" for node in next(iter(before))):
        first, second = next(iter(before))
        step = second.value - first.value
    count: Node = sym(index)
    if step != 1:
        count = Node("add", (low, Node("mul", (num(step), sym(index)))))
        high = Node("div", (Node("add", (high, Node("neg", (low,)))), num(step)))
        low_bound: Node = num(0)
    else:
        low_bound = low
    body = _filled(terms[-1], low, last, count)
    whole = Node("sum" if op == "add" else "prod", (body, low_bound, high), index)
    return Node(op, (*terms[:-1], whole)) if len(terms) > 1 else whole


def _holes(left: Node, right: Node) -> set[tuple[Node, Node]]:
    """The places where two trees differ, as pairs."""
    if left == right:
        return set()
    if left.op == right.op and left.value == right.value and len(left.args) == len(right.args) and left.args:
        return {pair for a, b in zip(left.args, right.args, strict=True) for pair in _holes(a, b)}
    return {(left, right)}


def _filled(tree: Node, low: Node, last: Node, count: Node) -> Node:
    """`tree` with `count` in the places where it differs from `last`."""
    if tree == last:
        return tree
    if tree.op == last.op and tree.value == last.value and len(tree.args) == len(last.args) and tree.args:
        pairs = zip(tree.args, last.args, strict=True)
        return replace(tree, args=tuple(_filled(mine, low, theirs, count) for mine, theirs in pairs))
    return count


def _entries(left: Node, right: Node, index: str) -> Node | None:
    """The general entry where the terms are a vector's: ``x_2`` and ``x_n``."""
    holes = _holes(left, right)
    bases = set()
    for mine, theirs in holes:
        if mine.op != "sym" or theirs.op != "sym":
            return None
        base = str(mine.value).rstrip("0123456789").rstrip("_")
        if base == str(mine.value) or str(theirs.value).rpartition("_")[0] != base:
            return None
        bases.add(base)
    if not bases:
        return None
    return left.map(
        lambda node: (
            sym(f"{str(node.value).rstrip('0123456789').rstrip('_')}_{index}")
            if node.op == "sym" and node in {mine for mine, _ in holes}
            else node
        )
    )
