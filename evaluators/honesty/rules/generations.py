"""The generation of an NVIDIA device, or its compute capability, said wrongly: a T4 that is an Ampere card."""

from collections.abc import Iterator
from functools import partial

from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Hardware, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import device_claims
from evaluators.honesty.rules.device_claims import MARK
from evaluators.honesty.said import Said
from evaluators.text import Text

GENERATIONS = {
    "3.": "Kepler", "5.": "Maxwell", "6.": "Pascal", "7.0": "Volta", "7.2": "Volta", "7.5": "Turing", "8.0": "Ampere",
    "8.6": "Ampere", "8.7": "Ampere", "8.9": "Ada", "9.0": "Hopper", "10.": "Blackwell", "11.": "Blackwell",
    "12.": "Blackwell",
}  # fmt: skip
"""By the beginning of the compute capability."""
NAMES = {
    "开普勒": "Kepler", "麦克斯韦": "Maxwell", "帕斯卡": "Pascal", "伏特": "Volta", "伏打": "Volta", "图灵": "Turing",
    "安培": "Ampere", "霍珀": "Hopper", "ada lovelace": "Ada", "lovelace": "Ada",
}  # fmt: skip
WHAT = (
    r"(?P<what>(?<![a-z])(?:kepler|maxwell|pascal(?![- ]?voc)|volta|turing(?!-nlg)|ampere(?! ?(?:altra|one))|"
    r"ada(?: lovelace)?|hopper(?!-v\d)|blackwell)(?![a-z])|开普勒|麦克斯韦|帕斯卡|伏[特打]|图灵|安培|霍珀)"
)
ENDS = (
    r"(?=\s*(?:$|[,.;!，。；！、）)]|(?:架构|微架构|一?代|家族|系列)(?!之?[前后]|以[前后])|"
    r"的(?:阉割版|特供版|中国版|精简版|缩水版|卡|显卡|gpu|芯片|板子|架构|老?卡|$)|"
    r"(?:cards?|gpus?|chips?|parts?|silicon|architecture|arch|generation|gen|based|series|family|too|"
    r"as well|so|and)\b)|"
    r"-(?:based|generation))"
)
"""What follows the name of the generation that a device is said to be of."""
OF = device_claims.forms(
    WHAT,
    ENDS,
    before=r"(?:架构|一代)?(?:的|-based|[- ]generation|[- ]architecture| gpus?,? the)?\s*(?:rtx |gtx |tesla |nvidia )?",
)
ASKS = Pattern(r"架构|哪一?代|\barchitectures?\b|\bgenerations?\b|\bwhat gpu\b")
SAME = Pattern(
    rf"(?:和|跟|与|同)\s?[^{MARK}，。]{{0,4}}{MARK}[^{MARK}，。]{{0,6}}(?:是)?(?:同|一个|同一)(?:一|个)?(?:代|架构)|"
    rf"\bsame (?:gpu )?(?:generation|architecture|arch)\b[^{MARK}.,]{{0,12}}(?:as|of|with)(?: the| an?)? {MARK}"
)
NETWORKS_HAVE = Pattern(r"架构|\barch")
"""What networks have as well as devices."""
NO_CHANGE_OF_NAME = frozenset({frozenset({"Ada", "Hopper"})})
"""Generations of one year, which people call one."""
OF_A_NETWORK = Pattern(
    r"模型|网络|训|部署|蒸馏|学生|\b(?:models?|networks?|nets?|teachers?|students?|train\w*|runs?|ran|deploy\w*)\b"
)
"""Of the architecture of a network that two devices run."""
DATA = Pattern(
    r"数据|分割|检测|voc|coco|cityscapes|imagenet|\bdata(?:sets?)?\b|\bsegment\w*|\bdetect\w*|\bbenchmarks?\b"
)
"""Of a talk in which Pascal may be the data set."""
EARLIER_NUMBERS = {"11.0": {"10.1"}}
"""The capabilities that earlier releases of CUDA gave for devices of one: before CUDA 13 Thor had another number."""
CAPABILITIES = frozenset({
    "2.0", "2.1", "3.0", "3.2", "3.5", "3.7", "5.0", "5.2", "5.3", "6.0", "6.1", "6.2", "7.0", "7.2",
    "7.5", "8.0", "8.6", "8.7", "8.9", "9.0", "10.0", "10.1", "10.3", "11.0", "12.0", "12.1",
})  # fmt: skip
"""All there are: another number is one of operations a second, which Chinese calls by the same word."""
CAPABILITY = device_claims.forms(
    r"(?:的)?(?:cuda )?(?:compute capability|计算能力|算力|(?<![a-z])cc)\s*"
    r"(?:版本|号)?\s*(?:是|为|of|is|was|=|：|:|\s){0,4}"
    r"(?P<what>\d{1,2}\.\d)(?![\d.]| ?(?:t|倍|tops|tflops|%|万|个|多))",
    verb=False,
)


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    return device_claims.one_a_turn(reading.said, partial(_in_clause, reading))


def _in_clause(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    if clause.denied or clause.supposed:
        return None
    if not clause.compared:
        asked = bool(ASKS.search(one.question))
        for name, match in device_claims.said(reading, one, clause, OF, asked=asked):
            device = tables().hardware[name]
            right, told = generation(device), NAMES.get(match["what"].lower(), match["what"].title())
            if told == "Pascal" and DATA.search(f"{one.question}\n{one.text}"):
                continue
            if right and told != right:
                return _doubt(one, clause, device, right)
        for name, match in device_claims.said(reading, one, clause, CAPABILITY, asked=False):
            device = tables().hardware[name]
            right_ones = {device.compute, *EARLIER_NUMBERS.get(device.compute, ())}
            if device.compute and match["what"] in CAPABILITIES - right_ones:
                return _other_capability(one, clause, device)
    return _same_generation(reading, one, clause)


def _same_generation(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """Two devices of different generations that are said to be of one."""
    text, ids = device_claims.marked(clause)
    match = SAME.search(text) if ids else None
    if match is None or (NETWORKS_HAVE.search(match[0]) and OF_A_NETWORK.search(f"{one.question}\n{clause.text}")):
        return None
    beside = ids[text.count(MARK, 0, match.end()) - 1]
    before = ids[: text.count(MARK, 0, match.start())]
    earlier = {name for part in one.up_to(clause) if part is not clause for name in part.named("hardware")}
    name = before[0] if len(before) == 1 else None if before else earlier.pop() if len(earlier) == 1 else None
    name = name or (None if before or earlier else reading.topic("hardware", one))
    if name is None:
        return None
    first, second = generation(tables().hardware[name]), generation(tables().hardware[beside])
    if not first or not second or first == second or frozenset({first, second}) in NO_CHANGE_OF_NAME:
        return None
    return _doubt(one, clause, tables().hardware[name], first)


def generation(device: Hardware) -> str | None:
    """The generation of an NVIDIA device; None where it is not known."""
    return next((name for begins, name in GENERATIONS.items() if device.compute.startswith(begins)), None)


def _doubt(one: Said, clause: Clause, device: Hardware, right: str) -> Doubt:
    reason = Text(
        zh=f"{device.name} 的 GPU 是 {right} 架构。", en=f"The GPU of the {device.name} is of the {right} generation."
    )
    return Doubt("impossible_fact", one.turn, clause.text, reason, device.source)


def _other_capability(one: Said, clause: Clause, device: Hardware) -> Doubt:
    reason = Text(
        zh=f"{device.name} 的计算能力是 {device.compute}。",
        en=f"The {device.name} has compute capability {device.compute}.",
    )
    return Doubt("impossible_fact", one.turn, clause.text, reason, device.source)
