"""Which ready-made operators a program names."""

import ast
from collections.abc import Sequence

from evaluators.program.structure.code import Code, Seen
from evaluators.text import Text


def by_hand(code: Code, forbidden: Sequence[str]) -> Seen:
    """None of `forbidden` is named: dotted names as imported (``torch.softmax``), or methods (``.softmax``).

    Where none is, running has the last word: an operator has many names.
    """
    names = {name for name in forbidden if not name.startswith(".")}
    methods = {name[1:] for name in forbidden if name.startswith(".")}
    for node in ast.walk(code.tree):
        if isinstance(node, ast.Name | ast.Attribute):
            name = code.name(node)
            own = name.rpartition(".")[2] in code.functions or name.startswith("self.")
            if name in names or (isinstance(node, ast.Attribute) and node.attr in methods and not own):
                comment = Text(
                    zh=f"这道题要求自己实现，不能用 {name}。", en=f"This was to be written by hand, without {name}."
                )
                return Seen(met=False, line=node.lineno, comment=comment, note="ready_made")
    return Seen(met=None, leaning=True)
