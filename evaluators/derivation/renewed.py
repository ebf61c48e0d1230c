"""New values written with a mark: ``c' = f c + i g`` makes ``c'`` the new cell state and ``c`` the old one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from evaluators.derivation.clauses import Clause, Formula
from evaluators.derivation.limits import Unreadable
from evaluators.derivation.setting import Setting, formula
from evaluators.derivation.tree import Node

MARKS = ("'", "_new", "_next", "_now", "_out")
"""What tells a quantity's new value from its old one."""
NEW = "new "


def renewed(setting: Setting, clauses: list[Clause], previous: Mapping[str, Mapping[str, str]]) -> list[Clause]:
    """`clauses` with marked and bare letters by the names of the new and the old value, where the answer marks them.

    `previous` says which quantities have an old value, and its name.
    """
    old = {now: before for names in previous.values() for now, before in names.items()}
    marks = {mark for clause in clauses for mark in _renewing(setting, clause, old)}
    if not marks:
        return clauses

    def tell(node: Node) -> Node:
        base, mark = _marked(node)
        quantity = setting.base(base) if mark in marks else None
        return Node("sym", value=NEW + quantity, span=node.span) if quantity in old else node

    def rename(node: Node) -> Node:
        name = str(node.value) if node.op == "sym" else ""
        bare = setting.base(name) if "_" not in name else None
        said = name.removeprefix(NEW) if name.startswith(NEW) else old.get(bare or "")
        return replace(node, value=said) if said else node

    def rewritten(told: Formula) -> Formula:
        others = tuple(tree.map(tell).map(rename) for tree in told.others)
        return replace(told, tree=told.tree.map(tell).map(rename), others=others)

    return [replace(clause, sides=tuple(tuple(map(rewritten, side)) for side in clause.sides)) for clause in clauses]


def _renewing(setting: Setting, clause: Clause, old: Mapping[str, str]) -> Iterator[str]:
    """The marks with which `clause` sets a quantity to a formula of its old value."""
    for left, right in pairwise(side for side in clause.sides if side):
        name, value = left[-1].tree, right[0].tree
        base, mark = _marked(name)
        if mark and setting.base(base) in old and base in value.names() and not _defines(setting, name, value):
            yield mark


def _defines(setting: Setting, name: Node, value: Node) -> bool:
    """Whether the marked name is a quantity of its own, made of all that `value` names: ``m' = m / (1 - b^t)``."""
    try:
        quantity, meant = setting.meaning(name), setting.meaning(value)
    except Unreadable:
        return False
    text = setting.definitions.get(str(quantity.value), "")
    return bool(text) and meant.names() <= formula(text, setting.vocabulary).names()


def _marked(node: Node) -> tuple[str, str]:
    """A name and the mark behind it; the mark is empty where there is none."""
    if node.op == "prime" and node.value == 1 and node.args[0].op == "sym":
        return str(node.args[0].value), "'"
    name = str(node.value) if node.op == "sym" else ""
    mark = next((mark for mark in MARKS if name.endswith(mark)), "")
    return name.removesuffix(mark), mark
