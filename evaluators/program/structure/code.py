"""A program's syntax tree with its imports resolved."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from evaluators.text import Text

CONVENTIONS = {
    "torch": "torch", "nn": "torch.nn", "F": "torch.nn.functional", "optim": "torch.optim",
    "np": "numpy", "numpy": "numpy",
}  # fmt: skip
"""What a name stands for where its import was forgotten."""

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Seen:
    """What a rule saw."""

    met: bool | None
    """None: it cannot be told from the text, and the judge's finding counts."""
    leaning: bool | None = None
    """Where neither can tell: what the text suggests."""
    line: int | None = None
    """Where."""
    comment: Text | None = None
    """For the candidate, where it is not met."""
    note: str = ""


@dataclass(frozen=True)
class Code:
    """A parsed program."""

    source: str
    tree: ast.Module

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for, dotted."""
        found = dict(CONVENTIONS)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    found[alias.asname or alias.name.split(".")[0]] = (
                        alias.name if alias.asname else alias.name.split(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        return found

    @cached_property
    def starred(self) -> list[str]:
        """Modules of which everything is imported."""
        froms = [node for node in ast.walk(self.tree) if isinstance(node, ast.ImportFrom)]
        return [node.module for node in froms if node.module and node.names[0].name == "*"]

    def name(self, node: ast.AST | None) -> str:
        """The dotted name of an expression: ``nn.Conv2d`` is ``torch.nn.Conv2d``; empty where it has none."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name):
            parts.append(self.names.get(node.id, node.id))
        elif parts:
            parts.append("?")
        return ".".join(reversed(parts))

    def calls(self, within: ast.AST | None = None) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the dotted name of what is called, in the order of the text."""
        found = [node for node in ast.walk(within or self.tree) if isinstance(node, ast.Call)]
        for node in sorted(found, key=lambda call: (call.lineno, call.col_offset)):
            yield self.name(node.func), node

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
        """Functions and methods by name; of several with one name, the last."""
        return {
            node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """Classes by name."""
        return {node.name: node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)}

    def method(self, owner: str, name: str) -> ast.FunctionDef | None:
        """A method of a class, or None."""
        kind = self.classes.get(owner)
        own = kind.body if kind else []
        return next((node for node in own if isinstance(node, ast.FunctionDef) and node.name == name), None)

    def value(self, node: ast.expr | None, within: ast.AST | None = None) -> ast.expr | None:
        """What a local name was assigned, if that was done once; any other expression as it is."""
        for _ in range(4):
            if not isinstance(node, ast.Name):
                break
            given = [
                one.value
                for one in ast.walk(within or self.tree)
                if isinstance(one, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in one.targets)
            ]
            if len(given) != 1:
                break
            node = given[0]
        return node


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """An argument of a call, given by position or by name; None where it is left out."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[position] if len(call.args) > position else None


def same(one: ast.AST | None, other: ast.AST | None) -> bool:
    """Whether two expressions are written alike."""
    return one is not None and other is not None and ast.dump(one) == ast.dump(other)


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    """Each node's parent."""
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def is_main_guard(statement: ast.stmt) -> bool:
    """Whether it is ``if __name__ == ...``, which is not run where a program is imported."""
    return isinstance(statement, ast.If) and "id='__name__'" in ast.dump(statement.test)
