"""How a training loop is written: its loss, its optimizer, and the order of its steps."""

import ast
from collections.abc import Iterator
from typing import Literal

from evaluators.program.structure.code import Code, Seen, argument
from evaluators.text import Text

Event = Literal["clear", "backward", "step"]
CROSS_ENTROPY = {"torch.nn.CrossEntropyLoss", "torch.nn.functional.cross_entropy"}
NLL = {"torch.nn.NLLLoss", "torch.nn.functional.nll_loss"}
MARGIN = {"torch.nn.MultiMarginLoss", "torch.nn.functional.multi_margin_loss"}
UNSUITED_LAYERS = ("MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss", "BCELoss", "PoissonNLLLoss", "KLDivLoss")
UNSUITED_FUNCTIONS = ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "binary_cross_entropy")
UNSUITED = {f"torch.nn.{name}" for name in UNSUITED_LAYERS} | {
    f"torch.nn.functional.{name}" for name in UNSUITED_FUNCTIONS
}
OPTIMIZERS = frozenset({
    "SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "NAdam", "RAdam", "Rprop", "ASGD",
    "SparseAdam", "LBFGS", "Adafactor", "Muon",
})  # fmt: skip
MAX_EVENTS = 200


def loss(code: Code) -> Seen:
    """A loss that suits classification, used as it is meant to be."""
    softmax, log_softmax = _ends_in_softmax(code)
    for name, call in code.calls():
        if name in CROSS_ENTROPY:
            if softmax:
                return Seen(met=False, line=softmax, comment=_TWICE, note="softmax_twice")
            if _swapped(code, call, name):
                return Seen(met=False, line=call.lineno, comment=_SWAPPED, note="arguments_swapped")
            return Seen(met=True, line=call.lineno)
        if name in NLL:
            if log_softmax:
                return Seen(met=True, line=call.lineno)
            return Seen(met=False, line=call.lineno, comment=_NLL, note="nll_without_log_softmax")
        if name in MARGIN:
            return Seen(met=True, line=call.lineno)
    for name, call in code.calls():
        if name in UNSUITED:
            return Seen(met=False, line=call.lineno, comment=_UNSUITED, note="unsuited_loss")
    return Seen(met=None, comment=_NO_LOSS, note="no_loss")


def optimizer(code: Code) -> Seen:
    """An optimizer over the parameters of the model that was given, with the learning rate that was given."""
    train = code.functions.get("train")
    if train is None:
        return Seen(met=False, comment=_NO_TRAIN, note="no_train")
    names = [one.arg for one in train.args.args]
    model, rate = (names[0] if names else "model"), (names[4] if len(names) > 4 else "lr")
    for name, call in code.calls():
        if name.rpartition(".")[2] not in OPTIMIZERS:
            continue
        within = any(node is call for node in ast.walk(train))
        scope = train if within else code.tree
        held = argument(call, 0, "params")
        texts = [ast.dump(one) for one in (held, code.value(held, scope)) if one is not None]
        if not any("parameters" in text and (_mentions(text, model) or not within) for text in texts):
            return Seen(met=False, line=call.lineno, comment=_PARAMETERS, note="not_the_models_parameters")
        given = ast.dump(argument(call, 1, "lr") or ast.Constant(None))
        if not _mentions(given, rate) and (within or "'lr'" not in given):
            return Seen(met=False, line=call.lineno, comment=_RATE, note="lr_not_used")
        return Seen(met=True, line=call.lineno)
    if _updates_by_hand(train, rate):
        return Seen(met=True, line=train.lineno)
    return Seen(met=False, line=train.lineno, comment=_NO_OPTIMIZER, note="no_optimizer")


def step_order(code: Code) -> Seen:
    """In each step: old gradients cleared before backward, step after backward."""
    train = code.functions.get("train")
    if train is None:
        return Seen(met=False, comment=_NO_TRAIN, note="no_train")
    events = list(_events(code, train.body, frozenset({"train"}), 0))[:MAX_EVENTS]
    deepest = max((depth for event, depth, _ in events if event == "backward"), default=None)
    if deepest is None:
        return Seen(met=False, line=train.lineno, comment=_NO_BACKWARD, note="no_backward")
    inner = [(event, line) for event, depth, line in events if depth == deepest]
    kinds = [event for event, _ in inner]
    for missing, comment in (("clear", _NOT_CLEARED), ("step", _NO_STEP)):
        if missing not in kinds:
            return Seen(met=False, line=inner[0][1], comment=comment, note=f"no_{missing}")
    merged = [event for place, event in enumerate(kinds) if place == 0 or event != kinds[place - 1]]
    rounds = len(merged) // 3
    if merged not in (["clear", "backward", "step"] * rounds, ["backward", "step", "clear"] * rounds):
        return Seen(met=False, line=inner[0][1], comment=_ORDER, note="wrong_order")
    return Seen(met=True, line=inner[0][1])


def _events(code: Code, body: list[ast.stmt], inside: frozenset[str], depth: int) -> Iterator[tuple[Event, int, int]]:
    """Clear, backward and step in the order in which they happen, with how many loops are around each and the line."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            continue
        if isinstance(statement, ast.For | ast.While):
            found = list(_events(code, statement.body, inside, depth + 1))
            if found and _loops_over_parameters(statement):
                found = [(event, depth, line) for event, _, line in found]
            yield from found
            continue
        if _clears_by_hand(statement):
            yield "clear", depth, statement.lineno
            continue
        if _steps_by_hand(statement):
            yield "step", depth, statement.lineno
            continue
        yield from _called(code, statement, inside, depth)
        for block in ("body", "orelse", "finalbody"):
            yield from _events(code, getattr(statement, block, []), inside, depth)


def _called(code: Code, statement: ast.stmt, inside: frozenset[str], depth: int) -> Iterator[tuple[Event, int, int]]:
    blocks = {
        id(node)
        for block in ("body", "orelse", "finalbody")
        for one in getattr(statement, block, [])
        for node in ast.walk(one)
    }
    calls = [node for node in ast.walk(statement) if isinstance(node, ast.Call) and id(node) not in blocks]
    for call in sorted(calls, key=lambda node: (node.end_lineno or 0, node.end_col_offset or 0)):
        attribute = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        owner = code.name(call.func.value).lower() if isinstance(call.func, ast.Attribute) else ""
        own = call.func.id if isinstance(call.func, ast.Name) else attribute
        if attribute == "zero_grad":
            yield "clear", depth, call.lineno
        elif attribute == "backward":
            yield "backward", depth, call.lineno
        elif attribute == "step" and "sched" not in owner and not _is_own_step(code, call):
            closure = next((one.id for one in call.args if isinstance(one, ast.Name)), "")
            yield from _inlined(code, closure, inside, depth)
            yield "step", depth, call.lineno
        else:
            yield from _inlined(code, own, inside, depth)


def _is_own_step(code: Code, call: ast.Call) -> bool:
    """Whether ``x.step()`` is a method that the program defines, `x` being no optimizer."""
    if "step" not in code.functions or not isinstance(call.func, ast.Attribute):
        return False
    holders = {
        ast.dump(target).replace("Store()", "Load()")
        for node in ast.walk(code.tree)
        if isinstance(node, ast.Assign) and _is_optimizer(code, node.value)
        for target in node.targets
    }
    return ast.dump(call.func.value) not in holders


def _is_optimizer(code: Code, node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and code.name(node.func).rpartition(".")[2] in OPTIMIZERS


def _inlined(code: Code, name: str, inside: frozenset[str], depth: int) -> Iterator[tuple[Event, int, int]]:
    function = code.functions.get(name)
    if function is not None and name not in inside and len(inside) < 6:
        yield from _events(code, function.body, inside | {name}, depth)


def _clears_by_hand(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        return any(isinstance(t, ast.Attribute) and t.attr == "grad" for t in statement.targets)
    call = statement.value if isinstance(statement, ast.Expr) else None
    function = call.func if isinstance(call, ast.Call) else None
    return (
        isinstance(function, ast.Attribute) and function.attr == "zero_" and "attr='grad'" in ast.dump(function.value)
    )


def _steps_by_hand(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.AugAssign | ast.Assign):
        return "attr='grad'" in ast.dump(statement.value)
    call = statement.value if isinstance(statement, ast.Expr) else None
    function = call.func if isinstance(call, ast.Call) else None
    if not isinstance(function, ast.Attribute) or function.attr not in ("sub_", "add_", "copy_"):
        return False
    return "attr='grad'" in ast.dump(statement)


def _updates_by_hand(train: ast.FunctionDef | ast.AsyncFunctionDef, rate: str) -> bool:
    return any(
        isinstance(node, ast.stmt) and _steps_by_hand(node) and _mentions(ast.dump(node), rate)
        for node in ast.walk(train)
    )


def _loops_over_parameters(loop: ast.For | ast.While) -> bool:
    return isinstance(loop, ast.For) and "parameters" in ast.dump(loop.iter)


def _ends_in_softmax(code: Code) -> tuple[int | None, int | None]:
    """Lines of a softmax and of a log-softmax anywhere in the program."""
    softmax = log_softmax = None
    for name, call in code.calls():
        last = name.rpartition(".")[2].lower()
        if last in ("softmax", "softmax2d", "sigmoid"):
            if last != "sigmoid" and not _is_for_prediction(code, call):
                softmax = softmax or call.lineno
        elif last in ("log_softmax", "logsoftmax"):
            log_softmax = log_softmax or call.lineno
    if (
        log_softmax is None
        and softmax is not None
        and any(name.rpartition(".")[2] == "log" for name, _ in code.calls())
    ):
        log_softmax = softmax
    return softmax, log_softmax


def _is_for_prediction(code: Code, call: ast.Call) -> bool:
    """Whether a softmax stands outside constructor, forward and training: for reading scores, not for the loss."""
    for name, function in code.functions.items():
        if name not in ("__init__", "forward", "train") and any(node is call for node in ast.walk(function)):
            return True
    return False


def _swapped(code: Code, call: ast.Call, name: str) -> bool:
    """Whether the loss is called with the labels first."""
    train = code.functions.get("train")
    labels = train.args.args[2].arg if train and len(train.args.args) > 2 else "y"
    uses = [call] if "functional" in name else []
    if not uses:
        holders = {
            ast.dump(target).replace("Store()", "Load()")
            for node in ast.walk(code.tree)
            if isinstance(node, ast.Assign) and node.value is call
            for target in node.targets
        }
        uses = [one for _, one in code.calls() if ast.dump(one.func) in holders or one.func is call]
    return any(one.args and isinstance(one.args[0], ast.Name) and one.args[0].id == labels for one in uses)


def _mentions(dump: str, name: str) -> bool:
    return f"id='{name}'" in dump


_TWICE = Text(
    zh="交叉熵内部已经做了 softmax，模型输出再过一次 softmax 会让梯度变小；把它去掉，直接输出 logits。",
    en="Cross-entropy applies the softmax itself; a second one in the model flattens the gradients. Return logits.",
)
_SWAPPED = Text(
    zh="损失函数的参数顺序反了：先是模型输出，再是标签。",
    en="The loss has its arguments the wrong way round: scores first, labels second.",
)
_NLL = Text(
    zh="NLLLoss 要的是 log-softmax 之后的对数概率，这里给的不是。",
    en="NLLLoss expects log-probabilities, from log_softmax; here it is given something else.",
)
_UNSUITED = Text(
    zh="这个损失不适合多分类，应当用交叉熵。", en="This loss does not suit classification; cross-entropy does."
)
_NO_LOSS = Text(zh="没有看到适合分类的损失。", en="There is no loss to be seen that suits classification.")
_NO_TRAIN = Text(zh="没有找到函数 train。", en="There is no function train.")
_PARAMETERS = Text(
    zh="优化器里放的不是传进来的那个模型的参数。",
    en="The optimizer does not hold the parameters of the model that was given.",
)
_RATE = Text(zh="优化器没有使用传入的 lr。", en="The optimizer does not use the lr that was given.")
_NO_OPTIMIZER = Text(zh="没有看到优化器。", en="There is no optimizer.")
_NO_BACKWARD = Text(
    zh="没有调用 backward()，梯度没有算出来。", en="backward() is never called, so there are no gradients."
)
_NOT_CLEARED = Text(
    zh="每一步没有清零梯度，旧梯度会一直累加。", en="The gradients are not cleared in each step, so old ones pile up."
)
_NO_STEP = Text(
    zh="循环里没有调用 step()，参数不会更新。", en="step() is not called in the loop, so nothing is updated."
)
_ORDER = Text(zh="顺序应为 zero_grad、backward、step。", en="The order should be zero_grad, backward, step.")
