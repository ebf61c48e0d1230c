"""Counts the steps of a program as it is written, so that a complexity is read off counts and not off seconds.

The program is rewritten on its syntax tree and run: every round of a loop or comprehension and every call is one
step, and whatever hides a loop in C costs what that loop costs: a slice its length, ``in`` a list the list's length,
``sorted`` n log n (n where it is in order already), ``list.pop(0)`` the rest of the list.
"""

import ast
import bisect
import builtins
import heapq
import math
import types
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import torch

FILE = "<submission, counted>"
CONSTANT = {
    len, isinstance, issubclass, type, abs, id, ord, chr, hash, range, iter, next, zip, enumerate, map, filter,
    reversed, print,
    getattr, hasattr, callable, divmod, round, bool, int, float, super, slice,
}  # fmt: skip
LOGARITHMIC = {
    bisect.bisect, bisect.bisect_left, bisect.bisect_right, heapq.heappush, heapq.heappop, heapq.heappushpop,
    heapq.heapreplace,
}  # fmt: skip
CONSTANT_METHODS = frozenset({
    "append", "appendleft", "popleft", "add", "discard", "get", "setdefault", "keys", "values", "items", "popitem",
    "move_to_end", "isalpha", "isdigit", "isalnum", "cache_info", "bit_length", "pop", "remove",
})  # fmt: skip
"""Of built-in containers, where the exceptions below do not hold."""
LINEAR_IN_LIST = frozenset({"pop", "remove", "insert"})
DEEP = 20_000


class TooManySteps(BaseException):
    """The limit is passed; there is no use in going on."""


def count(source: str, name: str, arguments: list[Any], limit: int) -> tuple[int, Any] | None:
    """Steps of ``name(*arguments)``, and what it gives; None where there are more than `limit`.

    Raises:
        Exception: whatever the program raises.

    """
    import sys  # noqa: PLC0415 - kept out of the module's names, which the rewritten program can reach

    meter = Meter(limit)
    tree = ast.fix_missing_locations(_Rewrite().visit(ast.parse(source)))
    names: dict[str, Any] = {
        "__name__": "submission",
        TICK: meter.tick,
        EACH: meter.each,
        CALL: meter.call,
        CUT: meter.cut,
    }
    names |= {WITHIN: meter.within, JOIN: meter.join, ALL: meter.all, SLICE: slice}
    for statement in tree.body:
        if not isinstance(statement, DEFINITIONS):
            continue
        code = compile(ast.Module([statement], []), FILE, "exec", dont_inherit=True)
        try:
            exec(code, names)  # noqa: S102 - this is the locked-down process for exactly that
        except Exception:  # noqa: BLE001, S112 - a failing call at module level does not change the algorithm
            continue
    function = names[name]
    sys.setrecursionlimit(DEEP)
    meter.steps = 0
    try:
        result = function(*arguments)
        if isinstance(result, types.GeneratorType):
            result = list(result)
    except TooManySteps:
        return None
    return meter.steps, result


DEFINITIONS = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.ClassDef,
    ast.AsyncFunctionDef,
    ast.Assign,
    ast.AnnAssign,
)
"""Statements that are run to get at the function; others do not change the algorithm."""
TICK, EACH, CALL, CUT, SLICE = "_tick_", "_each_", "_call_", "_cut_", "_slice_"
WITHIN, JOIN, ALL = "_within_", "_join_", "_all_"


class Meter:
    """What the rewritten program reports to."""

    def __init__(self, limit: int) -> None:
        self.steps = 0
        self.limit = limit

    def tick(self, cost: float = 1) -> None:
        """Some steps were taken."""
        self.steps += int(cost)
        if self.steps > self.limit:
            raise TooManySteps

    def each(self, values: Iterable[Any]) -> Iterator[Any]:
        """The same values, one step each."""
        for value in values:
            self.tick()
            yield value

    def call(self, function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Call it, at its cost."""
        before = self._cost(function, arguments)
        self.tick(before)
        result = function(*arguments, **named)
        if isinstance(result, torch.Tensor | np.ndarray):
            self.tick(_size(result))
        return result

    def cut(self, whole: Any, part: Any) -> Any:
        """``whole[part]`` where `part` has a slice in it: a copy, except of arrays."""
        result = whole[part]
        self.tick(1 if isinstance(result, memoryview | range) else 1 + _size(result))
        return result

    def within(self, value: Any, place: Any) -> bool:
        """``value in place``: as far as must be searched."""
        if isinstance(place, list | tuple | deque):
            self.tick(1 + len(place))
        elif isinstance(place, str | bytes):
            self.tick(1 + max(place.find(value), 0) if value in place else len(place))
        else:
            self.tick()
        return value in place

    def join(self, left: Any, right: Any) -> Any:
        """``left + right``: of sequences, a new copy of both."""
        if isinstance(left, list | tuple | str | bytes):
            self.tick(1 + _size(left) + _size(right))
        return left + right

    def all(self, values: Any) -> Any:
        """``*values``: each is copied."""
        self.tick(_size(values))
        return values

    def _cost(self, function: Any, arguments: tuple[Any, ...]) -> float:
        owner = getattr(function, "__self__", None)
        if isinstance(function, types.FunctionType | types.MethodType) or (
            isinstance(function, type) and _written(function)
        ):
            return 1
        if isinstance(function, types.BuiltinMethodType) and isinstance(owner, list | deque | dict | set | str | tuple):
            return self._method(function.__name__, owner, arguments)
        try:
            if function in CONSTANT:
                return 1
            if function in LOGARITHMIC:
                return 1 + math.log2(2 + max((_size(one) for one in arguments), default=0))
        except TypeError:
            return 1
        size = sum(_size(one) for one in arguments)
        if function is sorted and arguments:
            return _sorting(arguments[0])
        if function in (heapq.nlargest, heapq.nsmallest):
            return 1 + size * math.log2(2 + size)
        if function in (bisect.insort, bisect.insort_left, bisect.insort_right):
            return 1 + _size(arguments[0])
        if isinstance(function, type) or getattr(builtins, getattr(function, "__name__", ""), None) is function:
            return 1 + size
        return 1 + size if any(isinstance(one, torch.Tensor | np.ndarray) for one in arguments) else 1

    @staticmethod
    def _method(name: str, owner: Any, arguments: tuple[Any, ...]) -> float:
        length = len(owner)
        if name == "sort":
            return _sorting(owner)
        if isinstance(owner, list) and name in LINEAR_IN_LIST:
            at_end = name == "pop" and (not arguments or arguments[0] in (-1, length - 1))
            return 1 if at_end else 1 + length
        if isinstance(owner, deque) and name in ("pop", "popleft", "append", "appendleft"):
            return 1
        if name in CONSTANT_METHODS:
            return 1
        if name in ("extend", "extendleft", "update", "join", "union"):
            return 1 + sum(_size(one) for one in arguments)
        return 1 + length


class _Rewrite(ast.NodeTransformer):
    """Puts the meter where steps are taken."""

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.iter = _call(EACH, node.iter)
        return node

    def visit_While(self, node: ast.While) -> ast.AST:
        self.generic_visit(node)
        node.body = [ast.Expr(_call(TICK)), *node.body]
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        if not node.is_async:
            node.iter = _call(EACH, node.iter)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in ("super", "locals", "globals", "vars", "eval", "exec"):
            return node
        return ast.Call(ast.Name(CALL, ast.Load()), [node.func, *node.args], node.keywords)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and isinstance(node.slice, ast.Slice):
            bounds = [part or ast.Constant(None) for part in (node.slice.lower, node.slice.upper, node.slice.step)]
            return _call(CUT, node.value, _call(SLICE, *bounds))
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn):
            found = _call(WITHIN, node.left, node.comparators[0])
            return ast.UnaryOp(ast.Not(), found) if isinstance(node.ops[0], ast.NotIn) else found
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            node.value = _call(ALL, node.value)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        return _call(JOIN, node.left, node.right) if isinstance(node.op, ast.Add) else node


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _size(value: Any) -> int:
    if isinstance(value, torch.Tensor):
        return int(value.numel())
    if isinstance(value, np.ndarray):
        return int(value.size)
    try:
        return len(value)
    except TypeError:
        return 0


def _sorting(values: Any) -> float:
    """What Python's sort takes: n for each time that the number of ordered runs in `values` can be halved."""
    size = _size(values)
    try:
        runs = sum(later < earlier for earlier, later in pairwise(values)) if size else 0
    except TypeError:  # not comparable as they are: sorted by a key, or not at all
        runs = size
    return 1 + size * (1 + math.log2(1 + runs))


def _written(kind: type) -> bool:
    """Whether a class is the program's own: its constructor's steps are counted inside."""
    return kind.__module__ == "submission"
