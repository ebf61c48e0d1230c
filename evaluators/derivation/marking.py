"""Claims held against the truth: right, wrong and how, or undecided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from evaluators.derivation.claims import Claim
from evaluators.derivation.compare import close
from evaluators.derivation.functions import Shapes, Undefined, Value, is_matrix, scalar
from evaluators.derivation.limits import Unreadable
from evaluators.derivation.setting import World, Worlds
from evaluators.derivation.slips import slips
from evaluators.derivation.tree import Node


@dataclass(frozen=True)
class Mark:
    """What became of one claim."""

    claim: Claim
    right: bool | None
    """None where the claim could not be given a value."""
    slip: str = ""
    detail: str = ""
    """For ``shapes``: those that do not fit; for None: what is unknown."""


def mark(claim: Claim, expected: Sequence[Node], worlds: Worlds, *, name_slips: bool = True) -> Mark:
    """Whether the claim's formula has the value of any of `expected`, in any world and reading."""
    if not claim.trees:
        return Mark(claim, None, detail=claim.unknown)
    problem = ""
    for tree in claim.trees:
        for readings in _readings(claim, tree):
            for world in worlds.worlds:
                for truth in expected:
                    try:
                        if _agrees(tree, truth, world, claim.order, readings):
                            return Mark(claim, True)  # noqa: FBT003 - a field of a result
                    except Shapes as error:
                        problem = problem or f"shapes:{error}"
                    except Unreadable as error:
                        return Mark(claim, None, detail=error.reason)
    kind, _, detail = problem.partition(":")
    if not name_slips:
        return Mark(claim, False, kind, detail)  # noqa: FBT003 - a field of a result
    first = worlds.worlds[0][0]
    written = [worlds.formulas.get(str(truth.value), truth) if truth.op == "sym" else truth for truth in expected]
    named = _slip(claim, written, first) or kind or _shape_note(claim, expected, first)
    return Mark(claim, False, named, detail)  # noqa: FBT003 - a field of a result


def _readings(claim: Claim, tree: Node) -> Iterator[dict[str, bool]]:
    yield {"star_elementwise": claim.formula.code}
    if tree.having("dot", "outer"):
        yield {"dot_elementwise": True}


def _agrees(tree: Node, truth: Node, world: Sequence[World], order: str, readings: dict[str, bool]) -> bool:
    compared = 0
    for point in world:
        try:
            mine, theirs = point.value(tree, order, **readings), point.value(truth)
        except Undefined:
            continue
        if not close(mine, theirs):
            return False
        compared += 1
    return compared > 0


def _value(tree: Node, point: World, order: str = "", **readings: Any) -> Value | None:
    try:
        return point.value(tree, order, **readings)
    except (Undefined, Shapes, Unreadable):
        return None


def _slip(claim: Claim, expected: Sequence[Node], point: World) -> str:
    """The name of the single slip that turns the right formula into the claimed one."""
    mine = _value(claim.trees[0], point, claim.order, star_elementwise=claim.formula.code)
    for truth in expected:
        for count, (name, slipped) in enumerate(slips(truth)):
            if count > 60:
                break
            if slipped == claim.trees[0]:
                return name
            if mine is not None and (theirs := _value(slipped, point)) is not None and close(mine, theirs):
                return name
    return ""


def _shape_note(claim: Claim, expected: Sequence[Node], point: World) -> str:
    mine, theirs = scalar(_value(claim.trees[0], point, claim.order)), scalar(_value(expected[0], point))
    return "shapes" if is_matrix(mine) and is_matrix(theirs) and mine.shape != theirs.shape else ""
