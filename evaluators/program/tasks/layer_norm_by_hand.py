"""Layer normalisation over the last dimension (Ba et al. 2016), as ``nn.LayerNorm`` does it."""

from typing import Any

import torch

from evaluators.program.judging import Answer, Described, Program, Record, close
from evaluators.program.network_judging import begin, output_shape

NAME = "LayerNorm"


def judge(program: Program, record: Record, rng: object) -> None:
    """A fresh module on inputs of several shapes; where eps matters; then with other weights.

    What ``eps`` and ``affine`` are about is seen whichever variance was taken.
    """
    del rng
    if begin(program, record, NAME, record.criteria) is None:
        return
    first = output_shape(program, record, "correct", NAME, [4], (6, 4), (6, 4))
    for shape in ((6, 4), (2, 5, 8), (3, 2, 4, 5), (16,)):
        _compare(program, record, "correct", torch.randn(shape) * 3 + 2)
    _compare(program, record, "eps", torch.randn(4, 6) * 1e-3)
    _compare(program, record, "eps", torch.full((3, 5), 7.0))
    _compare(program, record, "eps", torch.randn(4, 6), eps=0.5)
    held = {key: tuple(value.shape) for key, value in first.value["parameters"].items()} if first.given else {}
    if held != {"weight": (4,), "bias": (4,)}:
        told = {
            "zh": f"参数应为 weight 和 bias，形状 (features,)；实际为 {held}",
            "en": f"the parameters should be weight and bias of shape (features,); they are {held}",
        }
        record.missed("affine", told, evidence=told, note="other_parameters")
        return
    _compare(program, record, "affine", torch.randn(5, 4), {"weight": torch.randn(4), "bias": torch.randn(4)})
    grown = program.ask("gradients", NAME, [4], [torch.randn(6, 4)], torch.randn(6, 4))
    if not grown.given or not all(grown.value.values()):
        told = {"zh": "weight 和 bias 应当都能得到梯度", "en": "weight and bias should both get a gradient"}
        record.missed("affine", told, note="no_gradient")


def _reference(x: torch.Tensor, eps: float, state: dict[str, Any] | None, *, unbiased: bool) -> torch.Tensor:
    varied = x.var(-1, keepdim=True, correction=int(unbiased))
    expected = (x - x.mean(-1, keepdim=True)) / torch.sqrt(varied + eps)
    return expected * state["weight"] + state["bias"] if state else expected


def _compare(  # noqa: PLR0913, PLR0917 - each is one thing to know
    program: Program,
    record: Record,
    criterion: str,
    x: torch.Tensor,
    state: dict[str, Any] | None = None,
    eps: float = 0,
) -> None:
    size = x.shape[-1]
    got = program.ask("network", NAME, [size, eps] if eps else [size], {}, [x], state=state)
    expected, *let_pass = [_reference(x, eps or 1e-5, state, unbiased=unbiased) for unbiased in (False, True)]
    accepted = [expected] if criterion == "correct" else [expected, *let_pass]
    if got.given and any(close(got.value["output"], one, tolerance=1e-3) for one in accepted):
        record.met(criterion)
    else:
        case = Described(
            f"LayerNorm({size}{f', eps={eps}' if eps else ''}), x of std {float(x.std()):.2g}, {list(x.shape)}"
        )
        record.wrong(criterion, case, expected, Answer(got.value["output"]) if got.given else got, "other_numbers")
