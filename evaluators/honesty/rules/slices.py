"""Instances on one card that need more memory together than it has."""

from collections.abc import Iterator

from evaluators.honesty.clause import HYPOTHETICAL
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.figures import WORDS
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.worked_out import value
from evaluators.honesty.said import Said
from evaluators.text import Text

COUNT = rf"\d{{1,2}}|{'|'.join(WORDS)}|[两二三四五六七八九十]"
PARTS = (
    r"(?:instances?|slices?|partitions?|copies|replicas?|processes|containers|workers|实例|份|进程|副本|容器|切片|模型)"
)
MANY = Pattern(
    rf"(?<![\w.])(?P<count>{COUNT}) ?(?:个|路)?(?:\w+ ){{0,2}}{PARTS}|"
    rf"(?<![\w.])(?P<times>{COUNT}) times (?:\d+|{'|'.join(WORDS)})\b"
)
EACH = Pattern(
    r"(?:每(?:个|份|路)|各)[^，。；\d]{0,10}(?P<zh>\d{1,3}(?:\.\d)?) ?(?:g|gb)(?![a-z])|"
    r"(?<![\w.])(?P<en>\d{1,3}(?:\.\d)?) ?(?:gb|g|gigs?|gigabytes)\b(?: of (?:\w+ )?memory)?[ ,]+(?:each|apiece|"
    r"per (?:instance|slice|copy|process)|for (?:each|every))|"
    r"\b(?:each|every)\b[^,.;\d]{0,24}(?P<en2>\d{1,3}(?:\.\d)?) ?(?:gb|g|gigs?|gigabytes)\b"
)
AS_AN_ANSWER = Pattern(r"^\s*(?P<size>\d{1,3}(?:\.\d)?) ?(?:gb|g|gigs?|gigabytes|个 ?g)(?![a-z])")
ASKS_EACH = Pattern(
    r"每(?:个|份|路)|单个|\b(?:an?|each|every|one|per) (?:instance|slice|partition|copy|process)\b|\b(?:they|"
    r"do they) each\b"
)
MORE_CARDS = Pattern(
    r"(?:[2-9两二三四五六七八九十]|\d{2,}) ?(?:张|块) ?(?:卡|gpu|[a-z]+\d)|多卡|host|共享|"
    r"share the (?:same )?(?:weights|memory)|内存(?!带)|卸载|"
    r"\b(?:two|three|four|six|eight|[2-9]) (?:\w+ ){0,2}(?:cards|gpus|[a-z]+\d+s)\b|\b(?:ram|swap\w*|offload\w*|"
    r"at most|limit|in turn|never at once|not at the same time|oom|out of memory)\b|\b(?:not|never|n.t) fit|放不下|"
    r"轮流|不同时|不够|爆"
)
"""Several cards, or memory that is not the card's, or that it did not fit."""
NOT_ON_THE_CARD = Pattern(
    r"硬盘|磁盘|数据|文件|按需|解码|\b(?:disks?|data|files?|on demand|cpu|video|checkpoints?|shards?)\b"
)
"""Words by which gigabytes are not in the card's memory, or not all at once."""
SLACK = 1.15


def find(reading: Reading) -> Iterator[Doubt]:
    """One doubt for each turn by which the parts of one card are larger than it."""
    for one in reading.said:
        size = None if one.corrects or _elsewhere(one) else _size(one)
        if size is None:
            continue
        told = reading.up_to(one)
        cards = {name for said in told for name in said.named("hardware")}
        text = "\n".join(f"{said.question}\n{said.text}" for said in told)
        memory = tables().hardware[next(iter(cards))].memory_gb if len(cards) == 1 else ()
        count = _count(one.text) or next((n for said in reversed(told) if (n := _count(said.text))), 0)
        if memory and not MORE_CARDS.search(text) and count * size > SLACK * max(memory):
            card = tables().hardware[next(iter(cards))]
            yield Doubt(
                "impossible_fact",
                one.turn,
                one.clauses[0].text,
                Text(
                    zh=f"{count} 个各 {size:g} GB 一共 {count * size:g} GB，{card.name} 最多 {max(memory):g} GB。",
                    en=f"{count} of {size:g} GB each are {count * size:g} GB; {card.name} has {max(memory):g} at most.",
                ),
                card.source,
            )


def _elsewhere(one: Said) -> bool:
    """Whether the turn speaks of what could be, or of what lies elsewhere."""
    return bool(HYPOTHETICAL.search(one.text) or NOT_ON_THE_CARD.search(one.text))


def _size(one: Said) -> float | None:
    """The gigabytes of one part."""
    match = EACH.search(one.text)
    if match:
        return float(match["zh"] or match["en"] or match["en2"])
    answer = AS_AN_ANSWER.match(one.text) if ASKS_EACH.search(one.question) else None
    return float(answer["size"]) if answer else None


def _count(text: str) -> int:
    """How many parts there are, where one number is told."""
    found = {int(value(match["count"] or match["times"])) for match in MANY.finditer(text)}
    return found.pop() if len(found) == 1 else 0
