"""Inverted dropout (Srivastava et al. 2014): in training, zero with probability p and scale the rest."""

import math

import torch

from evaluators.program.judging import Answer, Described, Program, Record, Words, close
from evaluators.program.network_judging import begin

NAME = "Dropout"
SHAPE = (64, 100)


def judge(program: Program, record: Record, rng: object) -> None:
    """How much is dropped, how the rest is scaled, that inference changes nothing, and p = 0 and 1."""
    del rng
    if begin(program, record, NAME, record.criteria) is None:
        return
    x = torch.rand(SHAPE) + 0.5  # no zeros of its own
    for p in (0.5, 0.2, 0.8):
        got = _ask(program, x, p)
        if not got.given:
            for criterion in ("runs", "drops", "scaled"):
                record.missed(criterion, got.trouble, evidence=got.trouble, note="raises")
            break
        record.met("runs")
        _training(record, x, p, got)
    for p in (0.5, 0.9):
        _exactly(program, record, "eval", x, p, x, training=False)
    _exactly(program, record, "edges", x, 0.0, x)
    _exactly(program, record, "edges", x, 1.0, torch.zeros(SHAPE))


def _ask(program: Program, x: torch.Tensor, p: float, *, training: bool = True) -> Answer:
    got = program.ask("network", NAME, [p], {}, [x], training=training)
    return Answer(got.value["output"], warned=got.warned) if got.given else got


def _training(record: Record, x: torch.Tensor, p: float, got: Answer) -> None:
    out, case = got.value, Described(f"Dropout({p}), x {list(x.shape)}")
    if not isinstance(out, torch.Tensor) or out.shape != x.shape or not torch.isfinite(out).all():
        for criterion in ("drops", "scaled"):
            record.wrong(criterion, case, Described(f"float32{list(x.shape)}"), got, "wrong_form")
        return
    zero = out == 0
    share = float(zero.float().mean())
    off = abs(share - p) / math.sqrt(p * (1 - p) / x.numel())
    # Five standard deviations: once in two million. Whole rows or columns at once would show in their shares.
    spread = max(float(zero.float().mean(axis).std()) for axis in (0, 1))
    if off > 5:
        told = _share(p, share)
        record.missed("drops", told, evidence=told, note="wrong_share")
    elif spread > 0.3:
        told = {
            "zh": "整行或整列一起置零，而不是逐元素独立",
            "en": "whole rows or columns are dropped, not each element by itself",
        }
        record.missed("drops", told, evidence=told, note="not_independent")
    else:
        record.met("drops")
    kept = ~zero
    if bool(kept.any()) and close(out[kept], x[kept] / (1 - p)) and not bool(kept.all()):
        record.met("scaled")
    else:
        factor = float((out[kept] / x[kept]).mean()) if bool(kept.any()) else 0.0
        told = {
            "zh": f"p={p} 时保留的元素应乘以 1/(1-p) = {1 / (1 - p):.4g}，实际约为 {factor:.4g} 倍",
            "en": f"with p={p}, what is kept should be times 1/(1-p) = {1 / (1 - p):.4g}, it is times {factor:.4g}",
        }
        record.missed("scaled", told, evidence=told, note="wrong_scale")


def _share(p: float, share: float) -> Words:
    return {
        "zh": f"p={p} 时应约有 {p:.0%} 的元素置零，实际为 {share:.1%}",
        "en": f"with p={p}, about {p:.0%} of the elements should be zero, {share:.1%} are",
    }


def _exactly(  # noqa: PLR0913, PLR0917 - each is one thing to know
    program: Program,
    record: Record,
    criterion: str,
    x: torch.Tensor,
    p: float,
    due: torch.Tensor,
    *,
    training: bool = True,
) -> None:
    got = _ask(program, x, p, training=training)
    if got.given and close(got.value, due):
        record.met(criterion)
    else:
        mode = "train()" if training else "eval()"
        record.wrong(criterion, Described(f"Dropout({p}), {mode}"), Described("x" if due is x else "0"), got)
