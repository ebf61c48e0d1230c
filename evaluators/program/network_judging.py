"""What judges of networks share: running one, and testing the candidate's own test of it."""

from collections.abc import Sequence
from typing import Any

import torch

from evaluators.program.judging import Answer, Program, Record, Words, defined, load_error, not_defined, shown

Shape = tuple[int, ...]


def begin(program: Program, record: Record, name: str, needs: Sequence[str]) -> Answer | None:
    """Load the program. Where `name` is not defined, every criterion of `needs` is missed and None comes back."""
    loaded = program.load()
    error = load_error(loaded)
    if error:
        record.missed("runs", error, evidence=error, note="does_not_run")
    if loaded.gone and loaded.gone != "time":
        for criterion in record.criteria:
            record.missed(criterion, loaded.trouble, note="does_not_run")
        return None
    if defined(loaded, name):
        return loaded
    why = not_defined(loaded, name)
    for criterion in needs:
        record.missed(criterion, why, note="not_defined")
    return None


def output_shape(  # noqa: PLR0913, PLR0917 - each is one thing to know
    program: Program, record: Record, criterion: str, name: str, init: list[Any], image: Shape, due: Shape
) -> Answer:
    """Run a network on normal noise of shape `image`: met where the output is a float tensor of shape `due`."""
    got = program.ask("network", name, init, {}, [torch.randn(image)])
    case = f"{name}({', '.join(map(str, init))})(randn{image})"
    if not got.given:
        record.missed(criterion, _told(case, due, got.trouble), note="raises")
        if record.holds("runs") is None:
            record.missed("runs", _told(case, due, got.trouble), note="raises")
        return got
    record.met("runs")
    output = got.value["output"]
    if not isinstance(output, torch.Tensor) or tuple(output.shape) != due or not output.is_floating_point():
        told = _told(case, due, {"zh": f"得到 {shown(output)}", "en": f"got {shown(output)}"})
        record.missed(criterion, told, evidence=told, note="wrong_shape")
    elif not got.value["module"]:
        record.missed(criterion, {"zh": f"{name} 不是 nn.Module", "en": f"{name} is no nn.Module"}, note="no_module")
    else:
        record.met(criterion)
    return got


def _told(case: str, due: Shape, what: Words) -> Words:
    return {"zh": f"{case} 应输出形状 {due}；{what['zh']}", "en": f"{case} should have the shape {due}; {what['en']}"}


def classifier(
    program: Program, record: Record, name: str, cases: Sequence[tuple[list[Any], Shape]], parameters: list[list[Any]]
) -> None:
    """Judge ``runs``, ``forward``, ``learns`` and ``own_test`` of a network from images to class scores.

    Args:
        program: what was sent.
        record: where the findings go.
        name: of the class.
        cases: constructor arguments, the last being the number of classes or left out for ten, and the batch's shape.
        parameters: ``[name, default]`` of the constructor's parameters.

    """
    loaded = begin(program, record, name, ("runs", "forward", "learns", "own_test"))
    if loaded is None:
        return
    full = len(parameters)
    for init, image in cases:
        classes = init[-1] if len(init) == full else parameters[-1][1]
        got = output_shape(program, record, "forward", name, init, image, (image[0], classes))
        if record.holds("forward") is False:
            break
        rows = got.value["output"]
        if torch.equal(rows[0], rows[1]):
            same = {"zh": "不同的图像得到完全相同的输出", "en": "different images get exactly the same output"}
            record.missed("forward", same, note="ignores_input")
    init, image = cases[0]
    classes = init[-1] if len(init) == full else parameters[-1][1]
    _learns(program, record, name, init, image, classes)
    stand_in = {"parameters": parameters, "output": "classes"}
    own_test(program, record, loaded, name, stand_in, ("one channel too many", "one channel too few"), works="forward")


def _learns(program: Program, record: Record, name: str, init: list[Any], image: Shape, classes: int) -> None:  # noqa: PLR0913, PLR0917 - each is one thing to know
    got = program.ask("gradients", name, init, [torch.randn(image)], torch.randn(image[0], classes))
    if not got.given:
        record.missed("learns", got.trouble, evidence=got.trouble, note="no_backward")
        return
    untouched = sorted(key for key, has in got.value.items() if has is not True)
    if untouched:
        names = shown(untouched)
        told = {"zh": f"这些参数没有梯度：{names}", "en": f"these parameters get no gradient: {names}"}
        record.missed("learns", told, evidence=told, note="unused_parameters")
    elif not got.value:
        record.missed("learns", {"zh": "网络没有参数", "en": "the network has no parameters"}, note="no_parameters")
    else:
        record.met("learns")


def own_test(  # noqa: PLR0913, PLR0917 - each is one thing to know
    program: Program,
    record: Record,
    loaded: Answer,
    name: str,
    stand_in: dict[str, Any],
    faults: Sequence[str],
    works: str,
) -> None:  # fmt: skip
    """Judge ``own_test``: `test` must pass on a right network and fail on each of `faults`.

    The right network is the candidate's own where criterion `works` is met, and a stand-in where it is not.
    """
    if not defined(loaded, "test"):
        record.missed("own_test", {"zh": "没有 test 函数", "en": "there is no function test"}, note="no_test")
        return
    substitute = None if record.holds(works) else stand_in
    right = program.ask("own_test", "test", name, substitute, "none")
    if not right.given or right.value != "passed":
        said = right.value if right.given else right.trouble["en"]
        told = {
            "zh": f"网络正确时 test() 也会失败（{said}）",
            "en": f"test() fails on a right network ({said})",
        }
        record.missed("own_test", told, evidence=told, note="fails_on_right")
        return
    for fault in faults:
        got = program.ask("own_test", "test", name, substitute, fault)
        if got.given and got.value == "passed":
            told = {
                "zh": f"把网络改错（{FAULTS[fault]}）以后 test() 仍然通过：它没有检查输出形状",
                "en": f"test() still passes when the output has {fault}: it does not check the shape",
            }
            record.missed("own_test", told, evidence=told, note="cannot_fail")
            return
    record.met("own_test")


FAULTS = {
    "one channel too many": "输出多一个通道",
    "one channel too few": "输出少一个通道",
    "one row too few": "输出少一行",
    "one feature too many": "输出多一维特征",
}
