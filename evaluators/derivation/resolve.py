"""What names and brackets mean, once it is known which names an item declares."""

from collections.abc import Collection
from dataclasses import replace

from evaluators.derivation.limits import Unreadable
from evaluators.derivation.operators import INDICES
from evaluators.derivation.tree import Node, call, num, sym

FUNCTION_LETTERS = {
    "sigma": "sigmoid",
    "s": "sigmoid",
    "Phi": "Phi",
    "Gamma": "gammafn",
    "E": "mean",
    "Var": "var",
    "S": "sigmoid",
}
"""Letters that name a function where they stand before a bracket and are no declared symbol."""


GLUED = "glued"
"""Marks the product that ``n(n-1)`` turned out to be: what follows the bracket belongs to the bracket alone."""


def resolve(node: Node, names: Collection[str], functions: Collection[str] = ()) -> Node:  # noqa: C901 - one branch a case reads best
    """`node` with each ``apply`` read as a call or a product, and spellings of declared names made one.

    Raises:
        Unreadable: a function that nothing defines.

    """
    plain = {name.replace("_", "").lower(): name for name in names}

    def change(inner: Node) -> Node:  # noqa: C901 - one branch a case reads best
        if inner.op == "apply":
            return _applied(inner, names, functions)
        if inner.op == "sym" and inner.value not in names:
            known = plain.get(str(inner.value).replace("_", "").lower())
            if known and known.lower() != str(inner.value).lower():
                return replace(inner, value=known)
        if inner.op == "sym" and inner.value == "sigma" and "sigma" not in names and "s" not in names:
            return Node("call", (), "sigmoid", inner.span)
        if inner.op in {"pow", "fact", "T"} and inner.args[0].value == GLUED:
            factor, bracket = inner.args[0].args
            return Node("mul", (factor, replace(inner, args=(bracket, *inner.args[1:]))), span=inner.span)
        if inner.op == "set":
            return _cases(inner)
        if inner.op == "mul":
            return _operator(inner)
        if inner.op in {"sum", "prod"} and not inner.value and len(inner.args) == 1:
            return _with_index(inner)
        if inner.op == "call":
            return _self_times(inner)
        if inner.op == "elem" and inner.args[0].op == "norm":
            return replace(inner.args[0], value=inner.value)
        return inner

    return node.map(change)


def picked(node: Node, vectors: Collection[str]) -> Node:
    """`node` with letters that pick an entry (``z_c``, ``softmax(z)[c]``) as index letters that it has not used."""
    used = {char for name in node.names() for char in str(name)} | {str(inner.value) for inner in node.walk()}
    spare = sorted(INDICES - used)
    bound = {str(inner.value) for inner in node.walk() if inner.op in {"sum", "prod"}}
    letters = sorted({letter for inner in node.walk() if (letter := _entry(inner, vectors)[1])} - bound)
    new = dict(zip(letters, spare, strict=False))

    def change(inner: Node) -> Node:
        base, letter = _entry(inner, vectors)
        return replace(inner, value=base + new[letter]) if letter in new else inner

    return node.map(change) if new else node


def _entry(node: Node, vectors: Collection[str]) -> tuple[str, str]:
    """What stands before the letter that picks an entry, and the letter; both empty for all else."""
    base, _, letter = str(node.value).rpartition("_") if node.op == "sym" else ("", "", str(node.value))
    if node.op not in {"sym", "elem"} or len(letter) != 1 or not letter.isalpha() or letter in INDICES:
        return "", ""
    if node.op == "elem":
        return "", letter
    return (f"{base}_", letter) if base in vectors else ("", "")


def _applied(node: Node, names: Collection[str], functions: Collection[str]) -> Node:
    name = str(node.value)
    if name in functions:
        return Node("call", node.args, name, node.span)
    if name not in names:
        if name == "C" and len(node.args) == 2:
            return Node("call", node.args, "binomial", node.span)
        if name in FUNCTION_LETTERS and len(node.args) == 1:
            return _self_times(Node("call", node.args, FUNCTION_LETTERS[name], node.span))
        if name not in {"e", "pi", "i", "j"} and len(name) > 1 and "_" not in name and not name[-1].isdigit():
            raise Unreadable(f"unknown {name}", node.span[0])
    if len(node.args) != 1:
        raise Unreadable(f"unknown {name}", node.span[0])
    factor = Node("sym", value=name, span=node.span)
    return Node("mul", (factor, node.args[0]), GLUED, node.span)


def _self_times(node: Node) -> Node:
    """``σ(1-σ)`` is a product: a function named alone within its own brackets stands for its value."""
    alone = Node("call", (), node.value)
    if len(node.args) == 1 and any(inner == alone for inner in node.args[0].walk()):
        return Node("mul", (replace(alone, span=node.span), node.args[0]), span=node.span)
    return node


def _with_index(node: Node) -> Node:
    """A bare sum over a body with one index (``Σ y_i log p_i``) runs over that index."""
    found = {str(name).rpartition("_")[2] for name in node.names() if "_" in str(name)} & INDICES
    return replace(node, value=found.pop()) if len(found) == 1 else node


def _cases(node: Node) -> Node:
    """``{x, x >= 0; 0, x < 0}`` is a value by cases."""
    values, tests = node.args[::2], node.args[1::2]
    if len(tests) < 2 or len(values) != len(tests) or any(test.op != "rel" for test in tests):
        return node
    whole = call("where", tests[-1], values[-1])
    for value, test in reversed(list(zip(values[:-1], tests[:-1], strict=True))):
        whole = call("where", test, value, whole)
    return replace(whole, span=node.span)


def _operator(node: Node) -> Node:
    """``d/dx`` before a product is the derivative of the product; a trailing value is the order."""
    first = node.args[0]
    if first.op == "deriv" and first.args[0] == sym("") and first.args[1].op == "sym":
        body = node.args[1] if len(node.args) == 2 else Node("mul", node.args[1:])
        order = () if first.value is None else (num(first.value),)
        return replace(call("diff", body, first.args[1], *order), span=node.span)
    return node
