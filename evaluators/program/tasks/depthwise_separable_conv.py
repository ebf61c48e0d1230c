"""A depthwise convolution followed by a pointwise one, compared with torch's own on the module's own weights."""

from typing import Any

import torch
from torch.nn import functional

from evaluators.program.judging import Answer, Program, Record, close
from evaluators.program.network_judging import begin, output_shape, own_test

NAME = "DepthwiseSeparableConv"
PARAMETERS: list[list[Any]] = [
    ["in_channels", None], ["out_channels", None], ["kernel_size", 3], ["stride", 1], ["padding", 1], ["bias", False],
]  # fmt: skip
CASES = [
    ([3, 8], (2, 3, 12, 12)),
    ([4, 6, 3, 2, 1, True], (2, 4, 13, 10)),
    ([6, 5, 5, 1, 2], (1, 6, 9, 11)),
    ([5, 7, 3, 1, 0, True], (3, 5, 8, 8)),
    ([8, 3, 5, 2, 0], (2, 8, 16, 12)),
    ([2, 9, 7, 3, 3, True], (2, 2, 20, 20)),
    ([3, 4, 1, 1, 0], (2, 3, 6, 7)),
]
"""Constructor arguments, and the batch's shape."""


def judge(program: Program, record: Record, rng: object) -> None:
    """Shape and numbers for a range of arguments; which convolutions were really run; the own test."""
    del rng
    loaded = begin(program, record, NAME, ("runs", "shape", "equivalent", "own_test"))
    if loaded is None:
        return
    for init, image in CASES:
        filled = dict(PARAMETERS) | dict(zip([name for name, _ in PARAMETERS], init, strict=False))
        kernel, stride, padding = filled["kernel_size"], filled["stride"], filled["padding"]
        rows, columns = ((size + 2 * padding - kernel) // stride + 1 for size in image[2:])
        due = (image[0], filled["out_channels"], rows, columns)
        got = output_shape(program, record, "shape", NAME, init, image, due)
        if not got.given:
            record.missed("equivalent", got.trouble, note="raises")
            continue
        if kernel > 1 and filled["in_channels"] != filled["out_channels"]:
            structure(record, filled, got)
            equivalent(program, record, filled, init, image)
    stand_in = {"parameters": PARAMETERS, "output": "convolution"}
    own_test(program, record, loaded, NAME, stand_in, ("one channel too many", "one row too few"), works="shape")


def structure(record: Record, asked: dict[str, Any], got: Answer) -> None:
    """Which convolutions ran, whatever the source calls them."""
    ran = [(tuple(shape), groups) for shape, groups in got.value["convolutions"]]
    channels, out, kernel = asked["in_channels"], asked["out_channels"], asked["kernel_size"]
    if ((channels, 1, kernel, kernel), channels) in ran:
        record.met("depthwise")
    if ((out, channels, 1, 1), 1) in ran:
        record.met("pointwise")


def equivalent(
    program: Program, record: Record, asked: dict[str, Any], init: list[Any], image: tuple[int, ...]
) -> None:
    """The output against torch's own operators with the weights that the module holds."""
    x = torch.randn(image)
    got = program.ask("network", NAME, init, {}, [x])
    if not got.given:
        record.missed("equivalent", got.trouble, note="raises")
        return
    channels, out, kernel = asked["in_channels"], asked["out_channels"], asked["kernel_size"]
    held = list(got.value["parameters"].values())
    shapes = sorted(tuple(one.shape) for one in held)
    due = [(channels, 1, kernel, kernel), (out, channels, 1, 1)] + ([(channels,), (out,)] if asked["bias"] else [])
    if shapes != sorted(due):
        told = {
            "zh": f"{NAME}{tuple(init)} 的参数形状应为 {due}，实际为 {shapes}",
            "en": f"the parameters of {NAME}{tuple(init)} should have the shapes {due}, they have {shapes}",
        }
        record.missed("equivalent", told, evidence=told, note="other_parameters")
        return
    by_shape = {tuple(one.shape): one for one in held}
    depth, point = by_shape[due[0]], by_shape[due[1]]
    bias = [by_shape[shape] for shape in due[2:]] or [None, None]
    between = functional.conv2d(x, depth, bias[0], asked["stride"], asked["padding"], groups=channels)
    expected = functional.conv2d(between, point, bias[1])
    if float(expected.std()) < 1e-6:
        record.missed("equivalent", {"zh": "权重全为零", "en": "the weights are all zero"}, note="zeros")
    elif close(got.value["output"], expected):
        record.met("equivalent")
    else:
        record.wrong("equivalent", f"{NAME}{tuple(init)}, randn{image}", expected, got.value["output"], "other_numbers")
