"""How numerical code is written: loops over samples, the gradient of logistic regression."""

import ast

from evaluators.program.structure.code import Code, Seen
from evaluators.text import Text

DISTANCE = frozenset({
    "abs", "absolute", "norm", "vector_norm", "cdist", "pairwise_distance", "sqrt", "dist", "euclidean", "square",
    "pow", "hypot", "dot", "matmul", "einsum", "inner", "mm", "bmm",
})  # fmt: skip
Loop = ast.For | ast.While | ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp


def vectorised(code: Code) -> Seen:
    """No loop over samples has a distance computed in it, be it in a function that the loop calls."""
    measuring = {name for name, function in code.functions.items() if _measures(function)}
    for _ in range(3):  # a function that calls one that measures
        measuring |= {
            name
            for name, function in code.functions.items()
            if any(
                isinstance(call.func, ast.Name | ast.Attribute) and _called(call) in measuring
                for _, call in code.calls(function)
            )
        }
    if not measuring and not _measures(code.tree):
        return Seen(met=False, comment=_NO_DISTANCE, note="no_distance")
    for node in ast.walk(code.tree):
        if isinstance(node, Loop) and not _over_features(node):
            inside = _inside(node)
            if any(_measures(part) or _calls_any(part, measuring) for part in inside):
                return Seen(met=False, line=node.lineno, comment=_LOOP, note="loop_over_samples")
        if isinstance(node, ast.Call) and _called(node) in ("map", "apply_along_axis", "vectorize"):
            named = {one.id for one in node.args if isinstance(one, ast.Name)}
            if named & measuring or any(isinstance(one, ast.Lambda) and _measures(one) for one in node.args):
                return Seen(met=False, line=node.lineno, comment=_LOOP, note="loop_over_samples")
    return Seen(met=True)


def without_loops(code: Code) -> Seen:
    """No loop of Python's own, but for one over coordinates or over a written-out list."""
    for name, function in code.functions.items():
        if name.startswith("test"):
            continue
        for node in ast.walk(function):
            if isinstance(node, Loop) and not _is_short(node):
                return Seen(met=False, line=node.lineno, comment=_PYTHON_LOOP, note="python_loop")
    return Seen(met=None, leaning=True)


def logistic_gradient(code: Code) -> Seen:
    """A difference p - y that meets x in a product: tells only where the program cannot be run."""
    labels = {"y", "labels", "target", "targets", "y_true", "t"}
    for node in ast.walk(code.tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub):
            right = node.right
            if isinstance(right, ast.Name) and right.id.lower() in labels:
                return Seen(met=None, leaning=True, line=node.lineno)
    return Seen(met=None, leaning=False, comment=_NO_GRADIENT, note="no_gradient")


def nearest(code: Code) -> Seen:
    """A smallest distance is looked for: tells only where running does not."""
    found = any(name.rpartition(".")[2] in ("argmin", "min", "argsort", "topk") for name, _ in code.calls())
    return Seen(met=None, leaning=found)


def mean(code: Code) -> Seen:
    """A mean is taken: tells only where running does not."""
    found = any(name.rpartition(".")[2] in ("mean", "nanmean", "average") for name, _ in code.calls())
    return Seen(met=None, leaning=found)


def _inside(loop: ast.AST) -> list[ast.AST]:
    if isinstance(loop, ast.For | ast.While):
        return list(loop.body)
    if isinstance(loop, ast.DictComp):
        return [loop.key, loop.value]
    return [loop.elt] if isinstance(loop, ast.ListComp | ast.GeneratorExp | ast.SetComp) else []


def _measures(part: ast.AST) -> bool:
    """Whether a part squares, roots or takes a norm: what a Euclidean distance is made of."""
    for node in ast.walk(part):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            return True
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            return True
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mult)
            and ast.dump(node.left) == ast.dump(node.right)
        ):
            return True
        if isinstance(node, ast.Call) and _called(node) in DISTANCE:
            return True
    return False


def _calls_any(part: ast.AST, names: set[str]) -> bool:
    return any(isinstance(node, ast.Call) and _called(node) in names for node in ast.walk(part))


def _called(call: ast.Call) -> str:
    function = call.func
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def _over_features(loop: ast.AST) -> bool:
    """Whether a loop counts to ``shape[1]`` or ``d``: over coordinates, of which there are few, not over samples."""
    if isinstance(loop, ast.For):
        over: ast.expr | None = loop.iter
    elif isinstance(loop, ast.While):
        over = None
    else:
        over = (
            loop.generators[0].iter
            if isinstance(loop, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp)
            else None
        )
    if not (isinstance(over, ast.Call) and _called(over) == "range" and over.args):
        return False
    bound = over.args[-1]
    if isinstance(bound, ast.Subscript) and isinstance(bound.slice, ast.Constant):
        return bound.slice.value in (1, -1)
    return isinstance(bound, ast.Name) and bound.id in ("d", "dim", "n_features", "num_features")


def _is_short(loop: ast.AST) -> bool:
    """Whether a loop runs over a few things that are written out: ``range(4)``, a tuple of names."""
    over = loop.iter if isinstance(loop, ast.For) else None
    if isinstance(loop, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp):
        over = loop.generators[0].iter
    if isinstance(over, ast.Call) and _called(over) == "range":
        return all(isinstance(one, ast.Constant) for one in over.args)
    return isinstance(over, ast.Tuple | ast.List)


_LOOP = Text(
    zh="距离是在 Python 循环里逐个样本算的；用广播或矩阵乘法可以一次算完。",
    en="The distances are computed one by one in a Python loop; broadcasting or a matrix product does them at once.",
)
_NO_DISTANCE = Text(zh="没有看到距离的计算。", en="There is no distance computed.")
_NO_GRADIENT = Text(zh="没有看到 p - y 与 x 的乘积。", en="There is no product of p - y with x to be seen.")
_PYTHON_LOOP = Text(
    zh="这里有一个逐个处理的 Python 循环；用广播可以一次算完。",
    en="There is a Python loop here that goes one by one; broadcasting does all at once.",
)
