"""A part that a device does not have: an iPhone 13 with the chip of another year, an RK3588 with an Adreno."""

from collections.abc import Iterator
from functools import cache, partial
from typing import Any, NamedTuple

from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import raw, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import device_claims
from evaluators.honesty.rules.device_claims import Forms
from evaluators.honesty.said import Said
from evaluators.text import Text

BESIDE_IT = Pattern(
    r"镜像|容器|外接|扩展坞|服务器|远程|模拟|交叉|虚拟|转译|开发机|主机|电脑|以及|和|、|\b(?:egpu|external|pcie|server|remote|emulat\w*|simulat\w*|images?|containers?|docker|rosetta|cross\w*|host|"
    r"laptop|desktop|and|or)\b"
)
"""Of another machine, or of several things that are listed."""
ASKS = Pattern(r"芯片|cpu|gpu|处理器|soc|架构|显存|\b(?:chips?|processors?|graphics|architecture|cores?|memory|vram)\b")


class Part(NamedTuple):
    """A sort of part, the names of such parts, and who has which."""

    what: Text
    words: Pattern
    ways: Forms
    right: dict[str, list[str]]
    source: str


@cache
def _table() -> tuple[Part, ...]:
    return tuple(_part(each) for each in raw("device_parts")["parts"].values())


def _part(each: dict[str, Any]) -> Part:
    named = "|".join(f"(?P<{key}>(?<![a-z\\d])(?:{words})(?![a-z\\d]))" for key, words in each["words"].items())
    ways = device_claims.forms(
        f"(?P<what>{named})", r"(?! ?(?:手机|机型|phones?|devices?|的手机)| ?(?:架构)?(?:之?前|以前))"
    )
    return Part(Text(**each["what"]), Pattern(named), ways, each["right"], each["source"])


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    return device_claims.one_a_turn(reading.said, partial(_in_clause, reading))


def _in_clause(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    if clause.denied or clause.supposed or clause.compared or BESIDE_IT.search(clause.text):
        return None
    asked = bool(ASKS.search(one.question))
    for part in _table():
        if not part.words.search(clause.text):
            continue
        for name, match in device_claims.said(reading, one, clause, part.ways, asked=asked, among=part.right):
            told = next(key for key, value in match.groupdict().items() if value and key != "what")
            if told not in part.right[name]:
                return _doubt(one, clause, name, part)
    return None


def _doubt(one: Said, clause: Clause, name: str, part: Part) -> Doubt:
    device, right = tables().hardware[name].name, "/".join(part.right[name]).upper()
    reason = Text(zh=f"{device} 的{part.what.zh}是 {right}。", en=f"The {device} has another {part.what.en}: {right}.")
    return Doubt("impossible_fact", one.turn, clause.text, reason, part.source)
