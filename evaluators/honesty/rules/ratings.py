"""A device's own figures, said otherwise: operations a second, the cores of its NPU or GPU, memory bandwidth."""

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Hardware, raw, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import device_claims
from evaluators.honesty.rules.device_claims import Forms
from evaluators.honesty.rules.own_numbers import SPELLED
from evaluators.honesty.said import Said
from evaluators.text import Text

ROUNDED = 1.1
"""How far above its maker's figure one may round."""
ROUND = 100
"""What a rounded count is a multiple of."""
ROUNDED_COUNT = 0.07
"""How far off a count may be rounded."""
NUMBER = r"(?P<what>(?<![\w.,])\d{1,5}(?:,\d{3})?(?:\.\d{1,3})?(?![\d.]*\d))"
SMALL = "one|two|three|four|five|six|eight|ten|twelve|[一两二三四五六七八九十]"
COUNT = rf"(?P<what>(?<![\w.,])\d{{1,6}}(?:,\d{{3}})?(?![\d.]*\d)|(?<![a-z])(?:{SMALL})(?![a-z]))"
REPLY = rf"{COUNT} ?(?:个|颗)?-?(?:(?:npu|ai|dla|cuda)? ?(?:核心?|cores?)?)(?=\s*(?:$|[，。,.;]))"
"""A number that replies to the question how many there are."""
RATED = device_claims.forms(
    rf"(?:(?:npu|gpu|int8|算力|性能|performance)[ ：:是有为]{{0,3}})?{NUMBER} ?"
    rf"(?P<unit>p|t|tera|peta)?-?(?:fl)?ops?(?:/s)?(?![a-z])",
    verb=False,
    before=r" ?(?:的|of)?(?: ?(?:算力|npu)的?)?(?: of(?: the)?)?\s?",
)
ASKS_RATED = Pattern(r"算力|多少 ?tops|\btops\b|\btflops\b|how (?:fast|strong|powerful)")
FASTER = device_claims.forms(
    rf"(?:(?:显存|内存)?带宽|memory bandwidth|bandwidth)?[^，。,.;\d\x00]{{0,8}}{NUMBER} ?"
    rf"(?P<unit>tb|gb|tbyte)(?:/s|ps| ?每秒| (?:a|per) second)"
    r"(?: of (?:memory )?bandwidth)?",
    verb=False,
)
LINK = Pattern(
    r"nvlink|nvswitch|pcie|互联|互连|网|interconnect|network|infiniband|硬盘|disk|ssd|l[12]|缓存|cache|sram|片上|寄存器|共享内存|"
    r"on-?chip|shared memory|registers?"
)
"""Of another path of data than that to its own memory, or of memory on the chip itself."""
ANOTHER_UNIT = Pattern(
    r"加起来|双 ?(?=orin|征程|j5|thor)|一共|总共|合计|集群|整机|[两三四五六七八双多\d] ?[张块颗片卡路]|"
    r"(?<![a-z])[dh]gx(?![a-z])|\bcluster|\bnode\b|\btotal|together|combined|"
    r"\b(?:two|three|four|eight|dual|pair|both|several)\b|"
    r"\d ?[x×*]|\bhat\b|加速棒|计算棒|加速卡|外接|usb|m\.2|扩展"
)
"""Of several devices, or of one that was plugged in."""
TOGETHER = Pattern(r"域控|整车|车端|车上|车载|集群|\b(?:cars?|vehicles?|automotive|clusters?)\b")
"""Where several devices of one sort make up the computer."""


class Counted(NamedTuple):
    """Something that a device has a number of."""

    what: Text
    ways: Forms
    asks: Pattern
    beside: Pattern | None
    """Words of a clause, or of a question, by which it is another number than that of all there are."""
    right: dict[str, list[int]]


@cache
def _counted() -> tuple[Counted, ...]:
    return tuple(
        Counted(
            Text(**each["what"]),
            device_claims.forms(_numbered(each["says"]), verb=False, reply=REPLY),
            Pattern(each["asks"]),
            Pattern(each["beside"]) if "beside" in each else None,
            each["right"],
        )
        for each in raw("device_counts")["counts"].values()
    )


def _numbered(says: str) -> str:
    """`says` with a group for the number of each of its alternatives."""
    first, *others = says.split("NUMBER")
    numbers = [COUNT.replace("<what>", f"<what{place}>") for place in range(len(others))]
    return f"(?:{first}{''.join(number + part for number, part in zip(numbers, others, strict=True))})"


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    said = (one for one in reading.said if not ANOTHER_UNIT.search(one.text))
    return device_claims.one_a_turn(said, partial(_in_clause, reading))


def _in_clause(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    if (
        clause.denied
        or clause.supposed
        or clause.compared
        or not re.search(r"[\d一二三四五六八十两]|core|\bnpu", clause.text)
    ):
        return None
    doubt = _rated(reading, one, clause) or _bandwidth(reading, one, clause) or _count(reading, one, clause)
    return None if doubt and not clause.named("hardware") and _several(reading, one) else doubt


def _several(reading: Reading, one: Said) -> bool:
    """Whether what is said without a device's name may be of several devices together."""
    told = reading.up_to(one)
    if any(figure.unit == "gpu" and figure.value > 1 for said in told for c in said.clauses for figure in c.figures):
        return True
    return any(TOGETHER.search(said.text) or TOGETHER.search(said.question) for said in told)


def _rated(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """More operations a second than its maker gives for it."""
    if "ops" not in clause.text.lower():
        return None
    for name, match in device_claims.said(reading, one, clause, RATED, asked=bool(ASKS_RATED.search(one.question))):
        device = tables().hardware[name]
        most = max(device.tops or 0, device.peak_tops or 0) if device.margin == 1 else device.tops
        unit = (match["unit"] or "").lower()
        told = float(match["what"].replace(",", "")) * (1000 if unit.startswith("p") else 1)
        if unit and most and told > most * ROUNDED:
            reason = Text(
                zh=f"{device.name} 的算力最多 {most:g} TOPS。", en=f"The {device.name} has {most:g} TOPS at most."
            )
            return Doubt("impossible_fact", one.turn, clause.text, reason, device.source)
    return None


def _bandwidth(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """More bandwidth than its memory has."""
    if not re.search(r"[gt]b(?:yte)?(?:/s|ps| ?每秒| (?:a|per) )", clause.text, re.IGNORECASE) or LINK.search(one.text):
        return None
    for name, match in device_claims.said(
        reading, one, clause, FASTER, asked="带宽" in one.question or "bandwidth" in one.question
    ):
        device = tables().hardware[name]
        told = float(match["what"].replace(",", "")) * (1000 if match["unit"].lower().startswith("t") else 1)
        if device.bandwidth_gbs and told > device.bandwidth_gbs * ROUNDED:
            reason = Text(
                zh=f"{device.name} 的显存带宽是 {device.bandwidth_gbs:g} GB/s。",
                en=f"The memory of the {device.name} has {device.bandwidth_gbs:g} GB/s.",
            )
            return Doubt("impossible_fact", one.turn, clause.text, reason, device.source)
    return None


def _count(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """Another number of cores than it has."""
    for counted in _counted():
        if counted.beside and counted.beside.search(clause.text):
            continue
        asked = bool(counted.asks.search(one.question))
        asked = asked and not (counted.beside and counted.beside.search(one.question))
        for name, match in device_claims.said(reading, one, clause, counted.ways, asked=asked):
            right = counted.right.get(name)
            number = next(group for key, group in match.groupdict().items() if group and key.startswith("what"))
            told = SPELLED.get(number.lower()) or int(number.replace(",", ""))
            if right and told not in right and not _rounded(told, right):
                return _other_count(one, clause, tables().hardware[name], counted.what, right)
    return None


def _rounded(told: int, right: list[int]) -> bool:
    """Whether a large number is one of `right`, rounded ("about 10,000 CUDA cores")."""
    return told >= ROUND and told % ROUND == 0 and any(abs(told - each) < ROUNDED_COUNT * each for each in right)


def _other_count(one: Said, clause: Clause, device: Hardware, what: Text, right: list[int]) -> Doubt:
    number = "/".join(map(str, right))
    reason = Text(zh=f"{device.name} 的{what.zh}是 {number}。", en=f"The {device.name} has {number} {what.en}.")
    return Doubt("impossible_fact", one.turn, clause.text, reason, device.source)
