"""Which convolutions a program declares."""

import ast

from evaluators.program.structure.code import Code, Seen, argument, same
from evaluators.text import Text

LAYER = ("torch.nn.Conv2d", "torch.nn.LazyConv2d")
FUNCTION = ("torch.nn.functional.conv2d", "torch.conv2d")


def depthwise(code: Code) -> Seen:
    """A grouped convolution with groups = in_channels."""
    other: int | None = None
    for name, call in code.calls():
        if name not in LAYER + FUNCTION:
            continue
        groups = argument(call, 6, "groups")
        if groups is None:
            continue
        if _is_in_channels(code, groups, call, name):
            return Seen(met=True, line=call.lineno)
        other = call.lineno
    if other is not None:
        comment = Text(
            zh="分组卷积的 groups 应等于输入通道数，这样每个输入通道才各用一个卷积核。",
            en="groups should equal in_channels, so that each input channel has a filter of its own.",
        )
        return Seen(met=None, leaning=False, line=other, comment=comment, note="wrong_groups")
    return Seen(
        met=None,
        leaning=False,
        comment=Text(
            zh="没有看到 groups=in_channels 的卷积：不写 groups 就是普通卷积。",
            en="There is no convolution with groups=in_channels; without groups it is an ordinary one.",
        ),
        note="forgot_groups",
    )


def pointwise(code: Code) -> Seen:
    """A 1x1 convolution over all channels."""
    for name, call in code.calls():
        if name in LAYER:
            size = argument(call, 1 if "Lazy" in name else 2, "kernel_size")
            if _is_one(code.value(size)) and _is_ungrouped(argument(call, 6, "groups")):
                return Seen(met=True, line=call.lineno)
    return Seen(
        met=None,
        leaning=False,
        comment=Text(
            zh="没有看到把各通道混合起来的 1x1 卷积。", en="There is no 1x1 convolution that mixes the channels."
        ),
        note="no_pointwise",
    )


def _is_in_channels(code: Code, groups: ast.expr, call: ast.Call, name: str) -> bool:
    resolved = code.value(groups) or groups
    if _is_one(resolved):
        return False
    if name in LAYER:
        first = argument(call, 0, "in_channels")
        return same(groups, first) or same(resolved, code.value(first)) or _last_name(groups) == _last_name(first) != ""
    if (
        isinstance(resolved, ast.Subscript)
        and isinstance(resolved.value, ast.Attribute)
        and resolved.value.attr == "shape"
    ):
        return True  # groups=x.shape[1], or =weight.shape[0]
    if isinstance(resolved, ast.Call) and isinstance(resolved.func, ast.Attribute) and resolved.func.attr == "size":
        return True
    last = _last_name(resolved)
    return last in _first_parameters(code) or last.lower() in {"in_channels", "in_ch", "cin", "in_c", "c", "channels"}


def _last_name(node: ast.expr | None) -> str:
    """``in_channels`` of ``in_channels`` and of ``self.in_channels``."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _first_parameters(code: Code) -> set[str]:
    """The first parameter of each constructor."""
    starts = [code.method(name, "__init__") for name in code.classes]
    return {start.args.args[1].arg for start in starts if start and len(start.args.args) > 1}


def _is_one(node: ast.expr | None) -> bool:
    if isinstance(node, ast.Tuple | ast.List):
        return bool(node.elts) and all(_is_one(one) for one in node.elts)
    return isinstance(node, ast.Constant) and node.value == 1 and node.value is not True


def _is_ungrouped(groups: ast.expr | None) -> bool:
    return groups is None or _is_one(groups)
