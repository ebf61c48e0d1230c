"""A number format that the device cannot compute in, and int8 that was never calibrated."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.honesty.rules.memory import DENIED
from evaluators.text import Text

FORMAT = re.compile(r"(?<![a-z])(int8|fp8)(?![a-z0-9])", re.IGNORECASE)
NEEDS_UNITS = {"tensorrt", "tensorrt_llm", "deepstream"}
"""Engines that use the device's own arithmetic for a format, and refuse where there is none."""
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
    """int8 or fp8 on a device without arithmetic for it."""
    match = FORMAT.search(clause.text)
    if not match or clause.denied or clause.compared:
        return None
    devices = clause.named("hardware") or one.named("hardware") or reading.named("hardware")
    engines = reading.named("engine")
    wanted = match[1].lower()
    if len(devices) != 1 or len(reading.named("hardware")) != 1 or wanted not in tables().hardware[devices[0]].without:
        return None
    if not (set(engines) & NEEDS_UNITS) and not (wanted == "fp8" and TRAINS.search(clause.text)):
        return None
    if (
        one.turn != next(s.turn for s in reading.said if FORMAT.search(s.text) and wanted in s.text.lower())
        and wanted not in clause.text.lower()
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
        ),
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
