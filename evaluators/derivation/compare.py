"""Whether two formulas are equal: structure, then values at high precision, then algebra in a child process."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from evaluators.derivation import symbolic
from evaluators.derivation.evaluate import Evaluator, spanned
from evaluators.derivation.functions import DIGITS, MORE_DIGITS, Identity, Shapes, Undefined, Value, is_matrix, scalar
from evaluators.derivation.sampling import Domain, points, roots
from evaluators.derivation.tree import Node

TOLERANCE = 20
"""Decimal places to which two values must agree, relative to the larger."""
ENOUGH, ENOUGH_PIECES = 6, 16
"""Points of agreement after which two formulas count as equal; more where they are made of pieces."""
PIECES = {"abs", "max", "min", "relu", "leaky_relu", "norm", "where", "cbrt", "root"}
STEPS = {"floor", "ceil", "round", "trunc", "heaviside", "sign", "indicator"}


@dataclass(frozen=True)
class Equality:
    """The answer: equal, different, or None where neither could be shown; with the reason's literal name."""

    equal: bool | None
    reason: str = ""
    detail: str = ""
    """For ``shapes``: which did not fit."""


EQUAL = Equality(equal=True)


def equality(left: Node, right: Node, domains: Mapping[str, Domain], **readings: Any) -> Equality:
    """Whether `left` (the expected one) equals `right` wherever both are defined.

    `readings` are options of `Evaluator`.
    """
    if left == right:
        return EQUAL
    left, right = _two_valued(left), _two_valued(right)
    if {left.op, right.op} & {"set", "list"}:
        return _collections(left, right, domains, **readings)
    if _boolean(left) or _boolean(right):
        return _relations(left, right, domains)
    return _values(left, right, domains, **readings)


def _two_valued(node: Node) -> Node:
    """``±`` as both of its values: a set of two formulas, or either of two relations."""
    if not node.having("pm"):
        return _rows(node)

    def signed(*, negative: bool) -> Node:
        def choose(inner: Node) -> Node:
            if inner.op != "pm":
                return inner
            last = Node("neg", inner.args[-1:], span=inner.span) if negative else inner.args[-1]
            return Node("add", (inner.args[0], last), span=inner.span) if len(inner.args) > 1 else last

        return node.map(choose)

    return Node("or" if _boolean(node) else "set", (signed(negative=False), signed(negative=True)), span=node.span)


def _rows(node: Node) -> Node:
    """``matrix([1,2],[3,4])`` as the list of its rows."""
    if (
        node.op == "call"
        and node.value in {"matrix", "array"}
        and node.args
        and all(arg.op == "list" for arg in node.args)
    ):
        inner = node.args[0]
        return (
            inner
            if len(node.args) == 1 and all(arg.op == "list" for arg in inner.args)
            else Node("list", node.args, "[")
        )
    return node


def _boolean(node: Node) -> bool:
    return node.op in {"rel", "and", "or", "not"} or node in (Node("sym", value="true"), Node("sym", value="false"))


def _collections(left: Node, right: Node, domains: Mapping[str, Domain], **readings: Any) -> Equality:
    if left.op != right.op or (left.op == "list" and len(left.args) != len(right.args)):
        if "set" in {left.op, right.op} or not _has_matrices(domains):
            return Equality(equal=False, reason="another_kind")
        return _values(left, right, domains, **readings)
    if left.op == "list":
        results = [equality(a, b, domains, **readings) for a, b in zip(left.args, right.args, strict=True)]
        return next((result for result in results if result.equal is not True), EQUAL)
    mine, theirs = _distinct(left.args, domains), _distinct(right.args, domains)
    if len(mine) != len(theirs) or len(mine) > 6:
        return Equality(equal=False, reason="different")
    same = {(i, j): equality(a, b, domains).equal is True for i, a in enumerate(mine) for j, b in enumerate(theirs)}
    matched = any(all(same[i, j] for i, j in enumerate(order)) for order in permutations(range(len(theirs))))
    return EQUAL if matched else Equality(equal=False, reason="different")


def _distinct(args: tuple[Node, ...], domains: Mapping[str, Domain]) -> list[Node]:
    kept: list[Node] = []
    for arg in args[:12]:
        if not any(equality(arg, other, domains).equal for other in kept):
            kept.append(arg)
    return kept


def _has_matrices(domains: Mapping[str, Domain]) -> bool:
    return any(isinstance(domain, tuple) for domain in domains.values())


# -- values ------------------------------------------------------------------------------------------------------


def close(left: Value, right: Value, digits: int = TOLERANCE) -> bool:
    """Whether two values agree to `digits` places, relative to the larger; 1x1 matrices are numbers."""
    left, right = scalar(left), scalar(right)
    if isinstance(left, Identity) or isinstance(right, Identity):
        if isinstance(left, Identity) and isinstance(right, Identity):
            return close(left.scale, right.scale, digits)
        eye, other = (left, right) if isinstance(left, Identity) else (right, left)
        return (
            is_matrix(other)
            and other.shape[0] == other.shape[1]
            and close(eye.scale * _eye(other.shape[0]), other, digits)
        )
    if is_matrix(left) != is_matrix(right):
        return False
    if is_matrix(left):
        if left.shape != right.shape:
            return False
        scale = max(abs(x) for x in (*left.flat, *right.flat))
        return all(abs(a - b) <= scale / 10**digits for a, b in zip(left.flat, right.flat, strict=True))
    return bool(abs(left - right) <= max(abs(left), abs(right)) / 10**digits)


def _eye(size: int) -> Value:
    import numpy as np  # noqa: PLC0415 - only here

    return np.eye(size, dtype=int).astype(object)


def _values(left: Node, right: Node, domains: Mapping[str, Domain], **readings: Any) -> Equality:
    """Compare at points of the real line; where no real point serves, in the complex plane."""
    names = left.names() | right.names()
    used = {name: domain for name, domain in domains.items() if name in names or isinstance(domain, tuple)}
    whole = any(
        n.op == "intdiv" or (n.op == "call" and n.value in STEPS) for tree in (left, right) for n in tree.walk()
    )
    pieces = whole or any(n.op in {"abs", "rel"} or n.value in PIECES for tree in (left, right) for n in tree.walk())
    enough = 1 if not used else ENOUGH_PIECES if pieces else ENOUGH
    complex_at_once = bool(names & {"i", "j", "%i"} - domains.keys())
    exponents = {
        name for tree in (left, right) for node in tree.walk() if node.op == "pow" for name in node.args[1].names()
    }
    if exponents:
        at_roots = (_at(left, right, point, real=True, **readings) for point in roots(used, exponents))
        if any(outcome is False for outcome in at_roots):
            return Equality(equal=False, reason="different")
    for real in (False,) if complex_at_once else (True, False):
        agreed = 0
        for point in points(used, whole=whole, count=30 if used else 1):
            outcome = _at(left, right, point, real=real, **readings)
            if isinstance(outcome, Equality):
                return outcome
            if outcome is False:
                return Equality(equal=False, reason="different")
            agreed += outcome is True
            if agreed >= enough:
                return EQUAL
        if agreed >= 2:
            return EQUAL
    shown = symbolic.equal(left, right, domains)
    return Equality(equal=shown, reason="" if shown else "undecided" if shown is None else "different")


def _at(left: Node, right: Node, point: Mapping[str, Value], *, real: bool, **readings: Any) -> bool | Equality | None:
    """Whether the two agree at one point; None where either is undefined there."""
    values = []
    for node in (left, right):
        try:
            values.append(spanned(Evaluator(DIGITS, point, real, **(readings if node is right else {})), node))
        except Undefined:
            return None
        except Shapes as error:
            if node is left:
                raise
            return Equality(equal=False, reason="shapes", detail=str(error))
    if close(*values):
        return True
    if is_matrix(scalar(values[0])) or is_matrix(scalar(values[1])):
        mine, theirs = (getattr(scalar(value), "shape", (1, 1)) for value in values)
        if mine != theirs and not any(isinstance(value, Identity) for value in values):
            return Equality(equal=False, reason="shapes", detail=f"{theirs[0]}x{theirs[1]} ≠ {mine[0]}x{mine[1]}")
    return _at_more_digits(left, right, point, values, real=real, **readings)


def _at_more_digits(
    left: Node, right: Node, point: Mapping[str, Value], values: list[Value], *, real: bool, **readings: Any
) -> bool | None:
    """Whether a difference goes away with precision: then it was rounding."""
    try:
        finer = [
            spanned(Evaluator(MORE_DIGITS, point, real), left),
            spanned(Evaluator(MORE_DIGITS, point, real, **readings), right),
        ]
    except Undefined:
        return None
    if close(*finer):
        return True
    if is_matrix(finer[0]) or is_matrix(finer[1]) or any(isinstance(value, Identity) for value in (*values, *finer)):
        return False
    before, after = abs(scalar(values[0]) - scalar(values[1])), abs(scalar(finer[0]) - scalar(finer[1]))
    return bool(after < before / 10 ** (MORE_DIGITS - DIGITS - 20))


# -- relations ---------------------------------------------------------------------------------------------------


def _relations(left: Node, right: Node, domains: Mapping[str, Domain]) -> Equality:
    """Equations by their zeros' polynomial up to a constant factor; all else by its truth at many points."""
    if not (_boolean(left) and _boolean(right)):
        return Equality(equal=False, reason="another_kind")
    zeros = _zero_form(left), _zero_form(right)
    if zeros[0] is not None and zeros[1] is not None:
        return _proportional(zeros[0], zeros[1], domains)
    truths = [_truth(node, domains) for node in (left, right)]
    both = [pair for pair in zip(*truths, strict=True) if None not in pair]
    if len(both) < 2:
        return Equality(equal=None, reason="undecided")
    return EQUAL if all(a == b for a, b in both) else Equality(equal=False, reason="different")


def _zero_form(node: Node) -> Node | None:
    """The formula whose zeros an equation, or a choice of equations, describes."""
    if node.op == "rel" and node.value == "=":
        return Node("add", (node.args[0], Node("neg", (node.args[1],))))
    if node.op == "or":
        forms = [_zero_form(arg) for arg in node.args]
        if all(forms):
            return Node("mul", tuple(form for form in forms if form))
    return None


def _proportional(left: Node, right: Node, domains: Mapping[str, Domain]) -> Equality:
    ratio: Any = None
    agreed = 0
    for point in points(domains, count=24):
        try:
            a, b = (scalar(Evaluator(DIGITS, point)(node)) for node in (left, right))
        except Undefined:
            continue
        except Shapes as error:
            return Equality(equal=False, reason="shapes", detail=str(error))
        if is_matrix(a) or is_matrix(b):
            return Equality(equal=False, reason="different")
        if a == 0 or b == 0:
            if a != b:
                return Equality(equal=False, reason="different")
            continue
        if ratio is not None and not close(a / b, ratio):
            return Equality(equal=False, reason="different")
        ratio, agreed = a / b, agreed + 1
        if agreed >= ENOUGH:
            return EQUAL
    return EQUAL if agreed > 1 or not domains else Equality(equal=None, reason="undecided")


def _truth(node: Node, domains: Mapping[str, Domain]) -> list[bool | None]:
    """Truth at every point, integers among them, so that ``<`` and ``<=`` part."""
    truths: list[bool | None] = []
    for point in points(domains, whole=True, count=90 if domains else 1):
        try:
            truths.append(bool(Evaluator(DIGITS, point)(node)))
        except Undefined:
            truths.append(None)
    return truths
