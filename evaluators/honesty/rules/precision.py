"""A number format that the device cannot compute in, and int8 that was never calibrated."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.honesty.rules.memory import DENIED
from evaluators.text import Text

FORMAT = re.compile(r"(?<![a-z])(int8|fp8|bf16|bfloat16|tensor[ -]?cores?)(?![a-z0-9])", re.IGNORECASE)
NEEDS_UNITS = {"tensorrt", "tensorrt_llm", "deepstream"}
"""Engines that use the device's own arithmetic for a format, and refuse where there is none."""
SPELT = {"bfloat16": "bf16"}
TOLD_BESIDE = {"bf16", "tensor_core"}
"""What training may have had on another machine: the device must be named in the same clause."""
TENSOR_CORES = re.compile(r"tensor[ -]?core", re.IGNORECASE)
TRAINS = re.compile(r"训练|train|tensor core|transformer engine", re.IGNORECASE)
UNCALIBRATED = lexicon.words("uncalibrated")
OTHER_WAY = lexicon.words("other_way")
NO_INT8 = re.compile(r"没做过? ?(?:int8|量化)|never (?:did|used|tried) int8|(?:not|no) int8", re.IGNORECASE)
STATIC = {"tensorrt", "rknn", "ncnn", "snpe"}


def find(reading: Reading) -> Iterator[Doubt]:
    """Formats without hardware, and static int8 without calibration."""
    for one in reading.said:
        for clause in one.clauses:
            if clause.supposed:
                continue
            doubt = _no_units(reading, one, clause) or _uncalibrated(reading, one, clause)
            if doubt:
                yield doubt
                break


def _no_units(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """A format, or tensor cores, on a device without them; bf16 alone is no proof, for a framework may emulate it."""
    if clause.denied or clause.compared:
        return None
    named = (match[1].lower() for match in FORMAT.finditer(clause.text))
    return next((doubt for said in named if (doubt := _without(reading, one, clause, said))), None)


def _without(reading: Reading, one: Said, clause: Clause, said: str) -> Doubt | None:
    """The doubt that the one device spoken of has what the clause calls `said`."""
    engines = reading.named("engine")
    units = TENSOR_CORES.search(clause.text)
    wanted = "tensor_core" if TENSOR_CORES.match(said) else SPELT.get(said, said)
    devices = clause.named("hardware")
    if wanted not in TOLD_BESIDE:
        devices = devices or one.named("hardware") or reading.named("hardware")
    if len(devices) != 1 or len(reading.named("hardware")) != 1 or wanted not in tables().hardware[devices[0]].without:
        return None
    at_work = (
        wanted == "tensor_core" or (wanted == "bf16" and units) or (wanted == "fp8" and TRAINS.search(clause.text))
    )
    if not (set(engines) & NEEDS_UNITS) and not at_work:
        return None
    if (
        one.turn != next(s.turn for s in reading.said if FORMAT.search(s.text) and said in s.text.lower())
        and said not in clause.text.lower()
    ):
        return None
    device = tables().hardware[devices[0]]
    return Doubt(
        "impossible_fact",
        one.turn,
        clause.text,
        Text(
            zh=f"{device.name} 没有 {wanted} 运算单元，TensorRT 在它上面不支持 {wanted}。",
            en=f"{device.name} has no {wanted} arithmetic, and TensorRT does not offer {wanted} on it.",
        )
        if wanted != "tensor_core"
        else Text(zh=f"{device.name} 没有 Tensor Core。", en=f"{device.name} has no tensor cores."),
        device.source,
    )


def _uncalibrated(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """Static int8 that is said to have needed no calibration."""
    if not UNCALIBRATED.search(clause.text) or OTHER_WAY.search(DENIED.sub("", reading.text)) or one.corrects:
        return None
    engines = {name for name in reading.named("engine") if tables().engines[name].role == "engine"}
    if not engines or not engines <= STATIC or not re.search(r"int8", reading.text, re.IGNORECASE):
        return None
    if NO_INT8.search(reading.text):
        return None
    engine = tables().engines[min(engines)]
    return Doubt(
        "impossible_fact",
        one.turn,
        clause.text,
        Text(
            zh=f"{engine.name} 的 int8 要知道激活值的范围，"
            "只能来自校准数据或量化感知训练；两者都没有，就没有可用的缩放系数。",
            en=f"Int8 in {engine.name} needs the range of the activations, which comes from calibration data or "
            "quantisation-aware training; without either there are no usable scales.",
        ),
        engine.source,
    )
