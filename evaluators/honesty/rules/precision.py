"""A number format that the device cannot compute in, and int8 that was never calibrated."""

import re
from collections.abc import Iterator
from functools import cache

from evaluators.honesty import lexicon
from evaluators.honesty.clause import COMPARED, NEGATION, Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Hardware, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.memory import DENIED
from evaluators.honesty.said import Said
from evaluators.text import Text

FEATURES = {
    "int8": r"(?<![a-z])int8(?![a-z0-9])",
    "fp8": r"(?<![a-z])(?:fp8|e4m3|e5m2)(?![a-z0-9])",
    "bf16": r"(?<![a-z])(?:bf16|bfloat16)(?![a-z0-9])",
    "tf32": r"(?<![a-z])tf32(?![a-z0-9])|tensorfloat",
    "fp4": r"(?<![a-z])(?:nv|mx)?fp4(?![a-z0-9])",
    "tensor_core": r"tensor[ -]?cores?(?![a-z])|张量核",
    "mig": r"(?<![a-z])(?-i:MIG)(?![a-z])|multi-instance gpu",
    "nvlink": r"nvlink",
    "nvenc": r"nvenc",
    "rt_core": r"(?<![a-z])(?<!card's )rt[ -]?cores?(?![a-z])|光追核|rt ?核",
    "dla": (
        r"(?<![a-z])dla(?![a-z]|[-_ ]?\d| ?(?:做|当|主干|骨干|网络|backbone|as))(?:[ -]?cores?)?|"
        r"deep learning accelerator"
    ),
    "npu": (
        r"(?:自带|内置|板载|板上|集成|本身就?有|built-?in|on-?board|integrated|own)"
        r"(?:的|有|了|一[个颗])?\s*(?:\w+ )?npu(?![a-z])"
    ),
    "sparsity": (
        r"2 ?[:：] ?4 ?(?:的)?(?:structured |结构化)?(?:sparsity|sparse|稀疏)|structured sparsity|结构化稀疏|"
        r"sparse tensor cores?|稀疏张量核"
    ),
    "av1_encoding": (
        r"av1 ?(?:的)?(?:hardware |硬件)?(?:encod|编码|硬编)|(?:encod\w*|编码成?|硬编) ?(?:in(?:to)? |to )?av1"
    ),
}
"""What a device can lack, with its words."""
SAID_OF_IT = {
    "tf32": Text(zh="TF32 运算", en="TF32 arithmetic"),
    "tensor_core": Text(zh="Tensor Core", en="tensor cores"),
    "mig": Text(zh="MIG", en="MIG"),
    "nvlink": Text(zh="NVLink", en="NVLink"),
    "nvenc": Text(zh="NVENC 编码器", en="NVENC encoder"),
    "rt_core": Text(zh="RT Core", en="RT cores"),
    "dla": Text(zh="DLA", en="DLA"),
    "npu": Text(zh="NPU", en="NPU"),
    "sparsity": Text(zh="2:4 结构化稀疏的硬件", en="hardware for 2:4 sparsity"),
    "av1_encoding": Text(zh="AV1 硬件编码", en="an AV1 encoder"),
    "int8_tensor_core": Text(zh="int8 的 Tensor Core 运算", en="int8 arithmetic in its tensor cores"),
}
NEEDS_UNITS = {"tensorrt", "tensorrt_llm", "deepstream"}
"""Engines that use the device's own arithmetic for a format, and refuse where there is none."""
ALWAYS_HARDWARE = {"tensor_core", "mig", "nvlink", "tf32", "av1_encoding", "nvenc", "rt_core", "dla", "npu"}
"""What nothing but hardware can be."""
TOLD_BESIDE = {"bf16", "tensor_core"}
"""What training may have had on another machine: the device must be named in the same clause."""
BEFORE_THAT = Pattern(r"^(?:and |but )?(?:before|after) (?:that|this|then),? |^(?:在)?(?:这|那)之[前后]，?")
"""Of another time: what else the clause says is no comparison."""
YES = lexicon.words("says_yes")
COUNTS = Pattern(r"^\W*(?:(?:just |only )?(?:one|two|three|four|both) of (?:them|those)\b|(?:有|一共)?[一两三四]个)")
ASKS_WHETHER = Pattern(r"有没有|有没|是不是")
PLUGGED_IN = Pattern(r"\bhats?\b|hailo|coral|外接|扩展|加速棒|加速卡|usb|m\.2")
"""In a turn that speaks of an NPU: it is that of something beside the board."""
ANOTHER_THING = Pattern(
    r"还是|为什么|换|考虑|需要|想|\b(?:or|why|missing|miss|lack\w*|consider\w*|need\w*|want\w*|would|should|instead)\b"
)
"""Of a question whose yes does not say that the device has it."""
IN_HARDWARE = lexicon.words("in_hardware")
NEEDED = lexicon.words("is_needed")
EMULATED = lexicon.words("emulated")
TENSOR_CORES = Pattern(r"tensor[ -]?core|张量核")
TRAINS = Pattern(r"训练|混合精度|mixed[- ]precision|train|tensor core|transformer engine")
STORED = Pattern(r"存|格式|checkpoint|\bstor(?:e|ed|age)\b|\bsaved?\b|weights[- ]only")
"""Of a format in which numbers lie, and are not computed."""
UNCALIBRATED = lexicon.words("uncalibrated")
OTHER_WAY = lexicon.words("other_way")
SHORT = 8
"""Characters of a part that says no more than that it has none."""
NO_INT8 = Pattern(
    r"没有?(?:做|上|用|试)过? ?(?:int8|量化)|"
    r"(?:int8|量化)[^，。；]{0,4}没有?(?:做|上|用|试|跑|转)过?(?=\s*(?:[，。；,.;!]|$))|"
    r"(?:never|didn't|did not|couldn't) (?:do|did|used?|tr(?:y|ied)|get to) int8|(?:not|no) int8|"
    r"int8 (?:never happened|was (?:dropped|never (?:done|used|tried)))"
)
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
        else:
            if agreed := _agreed(reading, one):
                yield agreed


def _no_units(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """A format, or tensor cores, on a device without them; bf16 alone is no proof, for a framework may emulate it."""
    if clause.denied or _compared(clause) or NEEDED.search(clause.text):
        return None
    beside = any(part.denied and _speaks_of_it(part) for part in one.sentence(clause.sentence))
    if beside and not clause.named("hardware"):
        return None
    named = (feature for feature, pattern in _features() if pattern.search(clause.text))
    return next((doubt for feature in named if (doubt := _without(reading, one, clause, feature))), None)


def _agreed(reading: Reading, one: Said) -> Doubt | None:
    """A yes, or a number, in reply to the question whether a device has what it lacks."""
    if one.corrects or not (YES.match(one.text) or COUNTS.match(one.text)) or not one.clauses:
        return None
    asked = {mention.id for mention in one.asked if mention.kind == "hardware"}
    named = asked or {name for said in reading.up_to(one) for name in said.named("hardware")}
    denied = NEGATION.search(ASKS_WHETHER.sub("", one.question)) or any(c.denied for c in one.clauses[:2])
    elsewhere = PLUGGED_IN.search(one.text) or NEEDED.search(one.question) or ANOTHER_THING.search(one.question)
    if len(named) != 1 or denied or elsewhere:
        return None
    device = tables().hardware[named.pop()]
    lacking = (f for f, words in _features() if f in ALWAYS_HARDWARE & device.without and words.search(one.question))
    feature = next(lacking, None)
    return _doubt(one, one.clauses[0], device, feature) if feature else None


def _compared(part: Clause) -> bool:
    """Whether it sets devices against each other; "before that" at its beginning only says when."""
    return bool(COMPARED.search(BEFORE_THAT.sub("", part.text)))


def _speaks_of_it(part: Clause) -> bool:
    """Whether a part that denies something speaks of what devices have, and not of what needed not be done."""
    short = len(part.text) <= SHORT
    return short or bool(part.named("hardware")) or any(pattern.search(part.text) for _, pattern in _features())


def _without(reading: Reading, one: Said, clause: Clause, wanted: str) -> Doubt | None:
    """The doubt that the one device spoken of has `wanted`."""
    around = [part for part in one.sentence(clause.sentence) if not (part.denied or _compared(part) or part.supposed)]
    near = "，".join(part.text for part in around)
    native = bool(IN_HARDWARE.search(near)) and not EMULATED.search(one.text)
    if wanted == "int8" and TENSOR_CORES.search(clause.text) and native:
        return _on_the_device(reading, one, clause, "int8_tensor_core", native=True) or _of_format(
            reading, one, clause, wanted
        )
    if wanted == "npu" and PLUGGED_IN.search(one.text):
        return None
    if wanted in ALWAYS_HARDWARE or native or (wanted == "fp8" and _trained_in_it(one, clause)):
        return _on_the_device(reading, one, clause, wanted, native=native)
    if wanted == "fp4":  # stored in four bits, an engine may compute in more
        return None
    return _of_format(reading, one, clause, wanted)


def _trained_in_it(one: Said, clause: Clause) -> bool:
    """Whether a clause tells that training computed in a format; a reply may leave that to the question."""
    replies = clause is one.clauses[0] and not STORED.search(one.text) and TRAINS.search(one.question)
    return bool(TRAINS.search(clause.text) or replies)


def _of_format(reading: Reading, one: Said, clause: Clause, wanted: str) -> Doubt | None:
    """The same for a format that an engine computes in, in the turn that brings it up."""
    if not set(reading.named("engine")) & NEEDS_UNITS or len(reading.named("hardware")) != 1:
        return None
    return _on_the_device(reading, one, clause, wanted, native=False)


def _on_the_device(reading: Reading, one: Said, clause: Clause, wanted: str, *, native: bool) -> Doubt | None:
    """The doubt that the device of the clause has `wanted`; else that of its turn, or of the dialogue."""
    devices = clause.named("hardware")
    if native or wanted not in TOLD_BESIDE:
        asked = tuple(mention.id for mention in one.asked if mention.kind == "hardware")
        devices = devices or one.named("hardware") or asked or reading.named("hardware")
    others = set(reading.named("hardware")) - set(devices)
    alone = native and bool(clause.named("hardware") or one.named("hardware"))
    told = {name for said in reading.up_to(one) for name in said.named("hardware")}
    if len(devices) != 1 or not (devices[0] in told or devices[0] in {mention.id for mention in one.asked}):
        return None  # the finding is that of the later turn, which names the device
    if (others and not alone) or wanted not in tables().hardware[devices[0]].without:
        return None
    return _doubt(one, clause, tables().hardware[devices[0]], wanted)


def _doubt(one: Said, clause: Clause, device: Hardware, wanted: str) -> Doubt:
    """The doubt that `device` has `wanted`."""
    what = SAID_OF_IT.get(wanted)
    return Doubt(
        "impossible_fact",
        one.turn,
        clause.text,
        Text(zh=f"{device.name} 没有 {what.zh}。", en=f"{device.name} has no {what.en}.")
        if what
        else Text(
            zh=f"{device.name} 没有 {wanted} 运算单元，TensorRT 在它上面不支持 {wanted}。",
            en=f"{device.name} has no {wanted} arithmetic, and TensorRT does not offer {wanted} on it.",
        ),
        device.source,
    )


@cache
def _features() -> tuple[tuple[str, Pattern], ...]:
    """What a device can lack, each with its words compiled."""
    return tuple((feature, Pattern(words)) for feature, words in FEATURES.items())


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
