"""Which ready-made operators a program names."""

import ast
from collections.abc import Sequence
from fnmatch import fnmatchcase

from evaluators.program.structure.code import Code, Seen, is_main_guard
from evaluators.text import Text

OPERATOR = "aten:"
"""What marks a forbidden name as one of torch's own operators, which are looked for when the program runs."""
LIBRARIES = ("torch", "numpy")


def by_hand(code: Code, forbidden: Sequence[str]) -> Seen:
    """None of `forbidden` is named: dotted names as imported, methods, operators (see ``ProgramGrader.forbidden``).

    Comparing one's own work with torch's is no use of it: what only checks may name what it likes. Where none is
    named, running has the last word: an operator has many names. A scaffold that computes nothing has earned nothing.
    """
    checking = _checking(code)
    operators = [name.removeprefix(OPERATOR) for name in forbidden if name.startswith(OPERATOR)]
    methods = {name[1:] for name in forbidden if name.startswith(".")}
    for node in ast.walk(code.tree):
        if id(node) in checking or not isinstance(node, ast.Name | ast.Attribute | ast.Call):
            continue
        names = _names(code, node)
        own = names[0].rpartition(".")[2] in code.functions or names[0].startswith("self.")
        method = isinstance(node, ast.Attribute) and node.attr in methods and not own
        if method or any(name in forbidden or _is_operator(name, operators) for name in names):
            comment = Text(
                zh=f"这道题要求自己实现，不能用 {names[0]}。", en=f"This was to be written by hand, without {names[0]}."
            )
            return Seen(met=False, line=node.lineno, comment=comment, note="ready_made")
        library = _looked_up_in(code, node)
        if library:
            comment = Text(
                zh=f"这里取的是 {library} 的哪个函数，从源码看不出来，请直接写出名字。",
                en=f"Which function of {library} this is cannot be read here; write its name out.",
            )
            return Seen(met=False, line=node.lineno, comment=comment, note="name_not_written")
    if code.functions and not any(_computes(function) for function in code.functions.values()):
        return Seen(met=False, note="nothing_written")
    return Seen(met=None, leaning=True)


def _names(code: Code, node: ast.Name | ast.Attribute | ast.Call) -> list[str]:
    """The dotted names that an expression may have: ``getattr(F, "relu")`` is ``F.relu``; empty where it has none."""
    if isinstance(node, ast.Name):
        return [code.name(node), *(f"{module}.{node.id}" for module in code.starred)]
    if isinstance(node, ast.Attribute):
        return [code.name(node)]
    if code.name(node.func) == "getattr" and len(node.args) > 1:
        wanted = code.value(node.args[1])
        if isinstance(wanted, ast.Constant) and isinstance(wanted.value, str):
            return [f"{code.name(node.args[0])}.{wanted.value}"]
    return [""]


def _is_operator(name: str, operators: Sequence[str]) -> bool:
    """Whether it is one of `operators` in ``torch.ops``, overload left out."""
    parts = name.split(".")
    return parts[:2] == ["torch", "ops"] and any(fnmatchcase(part, one) for part in parts[3:4] for one in operators)


def _looked_up_in(code: Code, node: ast.Name | ast.Attribute | ast.Call) -> str:
    """The library in which something is looked up by a name that is not written out; empty where it is not so."""
    if isinstance(node, ast.Attribute) and node.attr == "__dict__":
        place: ast.expr | None = node.value
    elif isinstance(node, ast.Call) and code.name(node.func) in ("getattr", "vars", "dir") and node.args:
        read = len(node.args) > 1 and isinstance(code.value(node.args[1]), ast.Constant)
        place = None if read else node.args[0]
    else:
        place = None
    name = code.name(place)
    return name if name.split(".")[0] in LIBRARIES else ""


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
