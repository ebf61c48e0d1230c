"""Which ready-made operators a program names."""

import ast
from collections.abc import Sequence

from evaluators.program.structure.code import Code, Seen
from evaluators.text import Text


def by_hand(code: Code, forbidden: Sequence[str]) -> Seen:
    """None of `forbidden` is named: dotted names as imported (``torch.softmax``), or methods (``.softmax``).

    Comparing one's own work with torch's is no use of it: what only checks may name what it likes. Where none is
    named, running has the last word: an operator has many names.
    """
    checking = _checking(code)
    names = {name for name in forbidden if not name.startswith(".")}
    methods = {name[1:] for name in forbidden if name.startswith(".")}
    for node in ast.walk(code.tree):
        if isinstance(node, ast.Name | ast.Attribute) and id(node) not in checking:
            name = code.name(node)
            own = name.rpartition(".")[2] in code.functions or name.startswith("self.")
            if name in names or (isinstance(node, ast.Attribute) and node.attr in methods and not own):
                comment = Text(
                    zh=f"这道题要求自己实现，不能用 {name}。", en=f"This was to be written by hand, without {name}."
                )
                return Seen(met=False, line=node.lineno, comment=comment, note="ready_made")
    return Seen(met=None, leaning=True)


CHECKS = ("test", "check", "verify", "compare", "main", "demo", "benchmark")
DEFINITIONS = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom


def _checking(code: Code) -> set[int]:
    """Nodes (by id) of what only checks: calls at module level, and tests that nothing else of the program uses."""
    body = code.tree.body
    checks = [one for one in body if not isinstance(one, DEFINITIONS) or _is_check(one)]
    rest = [one for one in body if one not in checks]
    used = {
        node.id if isinstance(node, ast.Name) else node.attr
        for one in rest
        for node in ast.walk(one)
        if isinstance(node, ast.Name | ast.Attribute)
    }
    return {id(node) for one in checks if getattr(one, "name", None) not in used for node in ast.walk(one)}


def _is_check(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef | ast.ClassDef) and statement.name.lower().lstrip("_").startswith(
        CHECKS
    )
