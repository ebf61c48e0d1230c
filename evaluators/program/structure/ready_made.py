"""Which ready-made operators a program names."""

import ast
from collections.abc import Sequence

from evaluators.program.structure.code import Code, Seen, is_main_guard
from evaluators.text import Text


def by_hand(code: Code, forbidden: Sequence[str]) -> Seen:
    """None of `forbidden` is named: dotted names as imported (``torch.softmax``), or methods (``.softmax``).

    Comparing one's own work with torch's is no use of it: what only checks may name what it likes. Where none is
    named, running has the last word: an operator has many names. A scaffold that computes nothing has earned nothing.
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
    if code.functions and not any(_computes(function) for function in code.functions.values()):
        return Seen(met=False, note="nothing_written")
    return Seen(met=None, leaning=True)


def _computes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it does more than fill a place by ``pass``, ``...``, ``return``, ``raise`` or a call of ``super()``."""
    return not all(_fills_a_place(statement) for statement in function.body)


def _fills_a_place(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Raise() | ast.Expr(value=ast.Constant()):
            return True
        case ast.Return(value=None | ast.Constant(value=None)):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super"))))):
            return True
    return False


CHECKS = ("test", "check", "verify", "compare", "main", "demo", "benchmark")


def _checking(code: Code) -> set[int]:
    """Nodes (by id) of what only checks: tests and module-level statements that nothing of the answer itself uses."""
    answer = [one for one in code.tree.body if _is_answer(one)]
    others = [one for one in code.tree.body if not _is_answer(one)]
    while True:
        used = {name for one in answer for name in _mentioned(one)}
        needed = [one for one in others if not is_main_guard(one) and used & _bound(one)]
        if not needed:
            return {id(node) for one in others for node in ast.walk(one)}
        answer += needed
        others = [one for one in others if one not in needed]


def _is_answer(statement: ast.stmt) -> bool:
    """Whether it is a function or class, and by its name no test."""
    return isinstance(statement, ast.FunctionDef | ast.ClassDef) and not statement.name.lower().lstrip("_").startswith(
        CHECKS
    )


def _mentioned(statement: ast.stmt) -> set[str]:
    nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Name | ast.Attribute)]
    return {node.id if isinstance(node, ast.Name) else node.attr for node in nodes}


def _bound(statement: ast.stmt) -> set[str]:
    """Names that a statement gives a value to; what is local to a function is not among them."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    names: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.id if isinstance(node, ast.Name) else node.attr)
    return names
