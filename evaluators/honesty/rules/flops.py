"""More operations a second in half precision than a card has, told as such."""

from collections.abc import Iterator

from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.memory import DENIED, HALF
from evaluators.text import Text

TERAFLOPS = Pattern(
    r"(?<![\w.])(\d{1,5}(?:\.\d)?) ?(?P<unit>t(?:era)?|p(?:eta)?) ?flops?(?![a-z])|"
    r"(?<![\w.])(\d{2,5}) ?(?P<zh>T) ?(?:算力|浮点)"
)
EACH = Pattern(
    r"每(?:张|块)?卡|单卡|每张|"
    r"\b(?:per|each|every|one|a single) (?:gpu|card|device|a\d+|h\d+|v\d+)\b|\b(?:a|per) (?:gpu|card)\b"
)
OTHER_PEAK = Pattern(
    r"峰值是|理论|标称|稀疏|fp8|int8|fp4|tf32|\b(?:sparsity|sparse|datasheet|nominal|theoretical|spec)\b"
)
OF_MORE = Pattern(
    r"合计|一共|总|加起来|每步|一步|每次|计算量|\b(?:together|total|altogether|combined|cluster|steps?|iterations?|forward|batch)\b"
)
"""Words of several cards, or of an amount and no rate."""
SPARSE = 2.0
"""How many times the dense peak makers print, which counts the zeros of sparse weights."""
SLOWEST = 0.76
"""What the slowest variant of a card reaches of the fastest one (the H100 on PCIe: 756 of 989)."""
PETA = 1000.0
MARGIN = 1.05


def find(reading: Reading) -> Iterator[Doubt]:
    """Turns that give more for one card than its dense peak."""
    for one in reading.said:
        if (
            not TERAFLOPS.search(one.text)
            or one.corrects
            or not EACH.search(one.text)
            or OTHER_PEAK.search(DENIED.sub("", one.text))
        ):
            continue
        cards = one.named("hardware") or reading.named("hardware")
        if len(cards) != 1 or not HALF.search(one.text) or not (most := tables().hardware[cards[0]].half_tflops):
            continue
        for clause in one.clauses:
            match = TERAFLOPS.search(clause.text)
            if match is None or OF_MORE.search(clause.text) or clause.supposed or clause.denied or clause.compared:
                continue
            said = float(match[1] or match[3]) * (PETA if (match["unit"] or "t").lower().startswith("p") else 1.0)
            card = tables().hardware[cards[0]]
            if "sparsity" not in card.without and SLOWEST * SPARSE * most <= said <= 1.02 * SPARSE * most:
                continue
            if said > MARGIN * most:
                reason = Text(
                    zh=f"{card.name} 的半精度稠密峰值约 {most:g} TFLOPS。",
                    en=f"The dense peak of {card.name} in half precision is about {most:g} TFLOPS.",
                )
                yield Doubt("impossible_fact", one.turn, clause.text, reason, card.source)
                break
