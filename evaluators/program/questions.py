"""Questions about the candidate's own program, chosen from what its syntax tree contains."""

import ast
import re
from collections.abc import Callable, Iterator

from evaluators.program.structure.code import Code, argument
from evaluators.text import Text

COMPLEXITY = re.compile(
    r"\b[OΘ]\s?[(（]|complexity|(?:linear|constant) time|\b(?:quadratic|logarithmic)\b|\bn ?\*? ?log ?n\b|\bn(?:\^2|²)"
    r"|复杂度|(?:线性|常数|平方|对数)(?:时间|级|的)|n ?方",
    re.IGNORECASE,
)
FRONT = re.compile(r"\bdeque\b|\bpopleft\b|\bfront\b|头部|队首|表头", re.IGNORECASE)


def questions(code: Code, told: str = "") -> list[Text]:
    """What to ask about this program, best first; not what was `told` already, in words or in a comment."""
    known = {_loops: COMPLEXITY, _popped_front: FRONT}
    return [text for ask in ASKED if ask not in known or not known[ask].search(told) for text in ask(code)]


def _half_padding(code: Code) -> Iterator[Text]:
    for node in ast.walk(code.tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv) and "kernel" in ast.unparse(node.left):
            written = ast.unparse(node)[:60]
            yield Text(
                zh=f"你在第 {node.lineno} 行写了 {written}：为什么用它作 padding？卷积核是偶数时会怎样？",
                en=f"Line {node.lineno} pads by {written}. Why that, and what about an even kernel?",
            )
            return


def _flat_features(code: Code) -> Iterator[Text]:
    for name, call in code.calls():
        if name == "torch.nn.Linear" and call.args and isinstance(call.args[0], ast.BinOp):
            written = ast.unparse(call.args[0])[:60]
            yield Text(
                zh=f"第 {call.lineno} 行的 {written} 是怎么来的？输入图像变大一倍，哪一行会出错？",
                en=f"Where does {written} (line {call.lineno}) come from? Which line fails for larger images?",
            )
            return


def _batch_norm(code: Code) -> Iterator[Text]:
    for name, call in code.calls():
        if name.startswith("torch.nn.BatchNorm"):
            yield Text(
                zh=f"第 {call.lineno} 行用了 BatchNorm：训练时 batch 只有一个样本会怎样？推理时有何不同？",
                en=f"Line {call.lineno} has a BatchNorm. What does it do with a batch of one, and what at inference?",
            )
            return


def _groups(code: Code) -> Iterator[Text]:
    for _, call in code.calls():
        groups = argument(call, 99, "groups")
        if groups is not None:
            written = ast.unparse(groups)[:40]
            yield Text(
                zh=f"第 {call.lineno} 行的 groups={written} 让参数量变成原来的几分之一？",
                en=f"By what factor does groups={written} in line {call.lineno} reduce the parameters?",
            )
            return


def _dropout(code: Code) -> Iterator[Text]:
    for name, call in code.calls():
        if "dropout" in name.lower():
            yield Text(
                zh=f"第 {call.lineno} 行的 dropout 在 eval() 之后还起作用吗？为什么？",
                en=f"Does the dropout in line {call.lineno} still act after eval()? Why?",
            )
            return


def _clearing(code: Code) -> Iterator[Text]:
    for name, call in code.calls():
        if name.endswith("zero_grad"):
            yield Text(
                zh=f"如果删掉第 {call.lineno} 行的 zero_grad()，训练会怎样？什么时候会故意不清零？",
                en=f"What without the zero_grad() in line {call.lineno}? When is it left out on purpose?",
            )
            return


def _no_grad(code: Code) -> Iterator[Text]:
    for name, call in code.calls():
        if name == "torch.no_grad":
            yield Text(
                zh=f"第 {call.lineno} 行为什么要 no_grad()？去掉它会影响结果吗？",
                en=f"Why the no_grad() in line {call.lineno}? Would the result change without it?",
            )
            return


def _recursion(code: Code) -> Iterator[Text]:
    for name, function in code.functions.items():
        inner = [call for called, call in code.calls(function) if called == name]
        if inner:
            yield Text(
                zh=f"{name} 在第 {inner[0].lineno} 行调用自己：最深会递归多少层？Python 默认允许多少？",
                en=f"{name} calls itself in line {inner[0].lineno}. How deep can that go, and how deep may it?",
            )
            return


def _popped_front(code: Code) -> Iterator[Text]:
    for name, call in code.calls():
        first = call.args[0] if call.args else None
        if name.endswith(".pop") and isinstance(first, ast.Constant) and first.value == 0:
            yield Text(
                zh=f"第 {call.lineno} 行的 pop(0) 是什么复杂度？换成什么更好？",
                en=f"What does the pop(0) in line {call.lineno} cost, and what would be better?",
            )
            return


def _halving(code: Code) -> Iterator[Text]:
    for node in ast.walk(code.tree):
        if isinstance(node, ast.While) and isinstance(node.test, ast.Compare):
            written = ast.unparse(node.test)[:60]
            yield Text(
                zh=f"第 {node.lineno} 行的循环条件是 {written}：为什么一定会结束？加上或去掉等号会怎样？",
                en=f"Line {node.lineno} loops while {written}. Why does it end? What if the bound were (not) included?",
            )
            return


def _broadcast(code: Code) -> Iterator[Text]:
    for node in ast.walk(code.tree):
        if isinstance(node, ast.Subscript) and "None" in ast.unparse(node.slice):
            written = ast.unparse(node)[:50]
            yield Text(
                zh=f"第 {node.lineno} 行的 {written} 形状是什么？样本很多时这一步占多少内存？",
                en=f"What shape has {written} in line {node.lineno}? How much memory does that take?",
            )
            return


def _exponential(code: Code) -> Iterator[Text]:
    for name, call in code.calls():
        if name.rpartition(".")[2] == "exp":
            yield Text(
                zh=f"第 {call.lineno} 行的 exp 在输入很大时会怎样？怎样写才稳定？",
                en=f"What does the exp in line {call.lineno} do for large inputs, and how is it made stable?",
            )
            return


def _loops(code: Code) -> Iterator[Text]:
    for node in ast.walk(code.tree):
        if isinstance(node, ast.For):
            yield Text(
                zh=f"第 {node.lineno} 行的循环最多执行多少次？哪种输入让它最慢？",
                en=f"How often does the loop in line {node.lineno} run at most, and for which input?",
            )
            return


ASKED: tuple[Callable[[Code], Iterator[Text]], ...] = (
    _half_padding, _popped_front, _groups, _flat_features, _clearing, _broadcast, _exponential, _batch_norm, _dropout,
    _no_grad, _recursion, _halving, _loops,
)  # fmt: skip
