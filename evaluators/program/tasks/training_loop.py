"""A model and the loop that trains it, judged by what the given model has learnt."""

import torch
from torch.nn import functional

from evaluators.program.judging import Program, Record
from evaluators.program.network_judging import begin, output_shape


def judge(program: Program, record: Record, rng: object) -> None:
    """The model alone, then one training that must go through, then two of which one must succeed."""
    del rng
    loaded = begin(program, record, "Model", ("runs", "model_class", "learns"))
    if loaded is None:
        return
    broken = record.holds("runs") is False
    for features, classes, batch in ((6, 3, 4), (3, 5, 2)):
        output_shape(program, record, "model_class", "Model", [features, classes], (batch, features), (batch, classes))
    x, y = clusters(classes=3, features=5, each=24)
    once = program.ask("train", [5, 3], x, y, 1, 0.0)
    if not once.given:
        once = program.ask("train", [5, 3], x, y, 2, 0.05)
    if not once.given:
        record.missed("runs", once.trouble, evidence=once.trouble, note="raises")
        record.missed("learns", once.trouble, note="raises")
        return
    told = once.value["losses"]
    if told and abs(told[0] - float(functional.cross_entropy(once.value["before"], y))) < 1e-4:
        record.met("loss")  # counts where the source uses no loss of torch's own
    if broken:
        record.missed("learns", {"zh": "程序没有跑通", "en": "the program does not run"}, note="does_not_run")
    learns(program, record, x, y)


def learns(program: Program, record: Record, x: torch.Tensor, y: torch.Tensor) -> None:
    """Cross-entropy of the given model, before and after."""
    falls = []
    for epochs, rate in ((80, 0.1), (150, 0.01)):
        got = program.ask("train", [5, 3], x, y, epochs, rate)
        if not got.given:
            record.missed("learns", got.trouble, evidence=got.trouble, note="raises")
            return
        before, after = (float(functional.cross_entropy(got.value[when].float(), y)) for when in ("before", "after"))
        falls.append(f"{before:.3f} -> {after:.3f}")
        if after < 0.75 * before:
            record.met("learns", {"zh": f"交叉熵 {falls[-1]}", "en": f"cross-entropy {falls[-1]}"})
            return
    told = {
        "zh": f"交叉熵没有明显下降：{'，'.join(falls)}",
        "en": f"the cross-entropy does not fall: {', '.join(falls)}",
    }
    record.missed("learns", told, evidence=told, note="does_not_learn")


def clusters(classes: int, features: int, each: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Well separated clouds of points, shuffled."""
    centres = torch.randn(classes, features) * 0.3 + 2.5 * torch.eye(classes, features)
    y = torch.arange(classes).repeat(each)
    return centres[y] + 0.4 * torch.randn(len(y), features), y
