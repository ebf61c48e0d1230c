"""Multi-head self-attention, compared on the module's own weights."""

import math
from typing import Any

import torch
from torch.nn import functional

from evaluators.program.judging import Answer, Described, Program, Record, close
from evaluators.program.network_judging import begin, output_shape, own_test

NAME = "MultiHeadAttention"
LAYERS = ("q_proj", "k_proj", "v_proj", "out_proj")
CASES = [
    ((16, 4), (2, 5, 16)),
    ((12, 3), (3, 7, 12)),
    ((8, 8), (1, 4, 8)),
    ((10, 1), (2, 6, 10)),
    ((24, 4), (2, 1, 24)),
]
"""Width and number of heads, and the batch's shape."""


def judge(program: Program, record: Record, rng: object) -> None:
    """Shape and numbers for a range of widths, with and without the mask; then the own test."""
    del rng
    loaded = begin(program, record, NAME, record.criteria)
    if loaded is None:
        return
    for init, shape in CASES:
        output_shape(program, record, "shape", NAME, list(init), shape, shape)
        for criterion, causal in (("equivalent", False), ("causal", True)):
            x = torch.randn(shape)
            got = program.ask("network", NAME, list(init), {}, [x, True] if causal else [x])
            compare(record, criterion, x, init, got, causal=causal)
    stand_in = {"parameters": [["d_model", None], ["num_heads", None]], "output": "same"}
    own_test(program, record, loaded, NAME, stand_in, ("one feature too many",), works="shape")


def compare(  # noqa: PLR0913 - each is one thing to know
    record: Record, criterion: str, x: torch.Tensor, init: tuple[int, int], got: Answer, *, causal: bool
) -> None:
    """The output against attention worked out with the weights that the module holds."""
    if not got.given:
        record.missed(criterion, got.trouble, evidence=got.trouble, note="raises")
        return
    due = {f"{layer}.{kind}" for layer in LAYERS for kind in ("weight", "bias")}
    held = got.value["parameters"]
    if set(held) != due or any(held[f"{layer}.weight"].shape != (init[0], init[0]) for layer in LAYERS):
        told = {
            "zh": f"参数应是四个 nn.Linear(d_model, d_model)：{', '.join(LAYERS)}；实际为 {sorted(held)}",
            "en": f"the parameters should be those of nn.Linear(d_model, d_model) called {', '.join(LAYERS)}; "
            f"they are {sorted(held)}",
        }
        record.missed(criterion, told, evidence=told, note="other_parameters")
        return
    expected = reference(x, held, init[1], causal=causal)
    if close(got.value["output"], expected):
        record.met(criterion)
    else:
        case = Described(f"{NAME}{init}, x {list(x.shape)}" + (", causal" if causal else ""))
        record.wrong(criterion, case, expected, got.value["output"], "other_numbers")


def reference(x: torch.Tensor, held: dict[str, Any], heads: int, *, causal: bool) -> torch.Tensor:
    """Head h has the h-th slice of the projections' features."""
    q, k, v = (functional.linear(x, held[f"{layer}.weight"], held[f"{layer}.bias"]) for layer in LAYERS[:3])
    width = x.shape[-1] // heads
    outputs = []
    for h in range(heads):
        part = slice(h * width, (h + 1) * width)
        scores = q[..., part] @ k[..., part].transpose(1, 2) / math.sqrt(width)
        if causal:
            scores = scores.masked_fill(torch.ones_like(scores).triu(1).bool(), -math.inf)
        outputs.append(scores.softmax(-1) @ v[..., part])
    joined = torch.cat(outputs, -1)
    return functional.linear(joined, held["out_proj.weight"], held["out_proj.bias"])
