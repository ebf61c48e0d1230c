"""Calls that look like one step and are many: the reason, in words, where counted steps grow too fast."""

import ast

from evaluators.program.structure.code import Code, Seen
from evaluators.text import Text


def hidden(code: Code) -> Seen:
    """Never decides: counting does. Names the first call that moves or searches a whole list."""
    for name, call in code.calls():
        first = call.args[0] if call.args else None
        front = isinstance(first, ast.Constant) and first.value == 0 and first.value is not False
        method = name.rpartition(".")[2]
        if front and method in ("pop", "insert"):
            comment = Text(
                zh=f"列表的 {method}(0) 每次都要移动后面的所有元素；用 collections.deque 就是常数时间。",
                en=f"{method}(0) on a list moves every element behind it; a collections.deque takes constant time.",
            )
            return Seen(met=None, line=call.lineno, comment=comment, note="hidden_cost")
        if method == "index":
            comment = Text(
                zh="index 要从头逐个查找，是线性时间。", en="index searches one by one from the start: linear time."
            )
            return Seen(met=None, line=call.lineno, comment=comment, note="hidden_cost")
    return Seen(met=None)
