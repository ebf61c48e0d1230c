"""A card's memory, and what fits into it."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Hardware, tables
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.text import Text

AFTER = re.compile(
    r"^\s*(?:的|有|是|with|has|had|having)?\s*(?:only\s|只有)?\s*(\d{1,3})\s*(?:G|GB|g|gb)(?![a-zA-Z])(?!\s*(?:内存|ram))"
)
BEFORE = re.compile(r"(?<![\d.])(\d{1,3})\s*(?:G|GB|g|gb)\s*(?:显存)?\s*(?:的)?\s*$")
MANY = lexicon.words("many")
BILLIONS = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d)?)\s?[bB](?![a-zA-Z0-9])|-(\d{1,3})[bB](?![a-zA-Z0-9])")
SINGLE = re.compile(r"单卡|单张|一张|一块|单块|1 ?张|\b(?:single|one|a single|just one|only one)\b", re.IGNORECASE)
DENIED = re.compile(
    r"(?:没有?|不|无|未)(?:做|用|使用|开)?(?:任何)?\s*(?:量化|卸载|[A-Za-z0-9-]+)|\b(?:no|without|not)\s+(?:any\s+)?[A-Za-z0-9-]+",
    re.IGNORECASE,
)
"""A means that was not used."""
SMALLER = lexicon.words("smaller")
HALF, FULL = (
    re.compile(r"fp16|bf16|半精度|float16|half", re.IGNORECASE),
    re.compile(r"fp32|单精度|float32", re.IGNORECASE),
)
FULL_TUNING = lexicon.words("full_tuning")


WEIGHTS = re.compile(r"权重|模型(?:文件)?(?:有|是|一共|大小)|\b(?:weights|checkpoint)\b", re.IGNORECASE)
NOT_ALL_OF_IT = re.compile(
    r"每|各|分|切|省|少|多出|剩|\b(?:per|each|shard\w*|split|saved?|left|less|more)\b", re.IGNORECASE
)
"""Words of a part of the weights, or of a difference."""
LEAST_OF_THE_BYTES = 0.7
"""Memory rounds, and a name's "7B" may be 6.7."""
LOADED = Text(zh="的权重", en="the weights alone")
TRAINED = Text(zh="训练时的权重和梯度", en="weights and gradients")


def find(reading: Reading) -> Iterator[Doubt]:
    """Memory that a card does not have, and weights that do not fit."""
    for one in reading.said:
        for clause in one.clauses:
            if clause.supposed or clause.denied or clause.compared:
                continue
            doubt = _not_its_memory(one, clause) or _too_few_bytes(one, clause) or _does_not_fit(reading, one, clause)
            if doubt:
                yield doubt


def _not_its_memory(one: Said, clause: Clause) -> Doubt | None:
    """A memory size said right beside a card's name."""
    for mention in clause.mentions:
        if mention.kind != "hardware" or MANY.search(clause.text):
            continue
        card = tables().hardware[mention.id]
        match = AFTER.match(clause.text[mention.end :]) or BEFORE.search(clause.text[: mention.start])
        if match and card.memory_gb and all(abs(int(match[1]) - size) > 1 for size in card.memory_gb):
            return Doubt(
                "impossible_fact",
                one.turn,
                clause.text,
                Text(
                    zh=f"{card.name} 的显存是 {_sizes(card)} GB。", en=f"{card.name} has {_sizes(card)} GB of memory."
                ),
                card.source,
                match[0].strip(),
            )
    return None


def _too_few_bytes(one: Said, clause: Clause) -> Doubt | None:
    """Weights whose size, said beside their number and format, is far less than that format takes."""
    billions = billions_in(clause.text)
    sizes = [figure.value for figure in clause.figures if figure.unit == "gb"]
    each = 2.0 if HALF.search(clause.text) else 4.0 if FULL.search(clause.text) else 0.0
    if len(billions) != 1 or len(sizes) != 1 or not WEIGHTS.search(clause.text) or NOT_ALL_OF_IT.search(clause.text):
        return None
    if SMALLER.search(clause.text) or sizes[0] >= billions[0] * each * LEAST_OF_THE_BYTES:
        return None
    need = f"{billions[0] * each:g}"
    return Doubt(
        "impossible_fact",
        one.turn,
        clause.text,
        Text(
            zh=f"{billions[0]:g}B 参数每个 {each:g} 字节，权重是 {need} GB。",
            en=f"{billions[0]:g}B parameters of {each:g} bytes each are {need} GB of weights.",
        ),
    )


def _does_not_fit(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """Weights alone that are larger than the one card's memory."""
    sentence = "，".join(part.text for part in one.sentence(clause.sentence))
    named = one.named("hardware") or reading.named("hardware")
    cards = [tables().hardware[name] for name in named]
    where = one.text if one.named("hardware") else reading.text
    if (
        clause != next((part for part in one.sentence(clause.sentence) if not part.denied), None)
        or len(cards) != 1
        or not cards[0].memory_gb
        or not SINGLE.search(where)
        or SMALLER.search(DENIED.sub("", reading.text))
    ):
        return None
    billions = _billions(reading, one, sentence)
    if len(billions) != 1:
        return None
    tuned = bool(FULL_TUNING.search(one.text))
    size = 4.0 if tuned or FULL.search(one.text) else 2.0 if HALF.search(one.text) else 0.0
    if billions[0] * size <= max(cards[0].memory_gb) * 1.1:
        return None
    need = billions[0] * size
    what = TRAINED if tuned else LOADED
    return Doubt(
        "impossible_fact",
        one.turn,
        clause.text,
        Text(
            zh=f"{billions[0]:g}B 参数{what.zh}至少要 {need:g} GB，{cards[0].name} 只有 {_sizes(cards[0])} GB。",
            en=f"{billions[0]:g}B parameters need at least {need:g} GB for {what.en}; "
            f"{cards[0].name} has {_sizes(cards[0])} GB.",
        ),
        cards[0].source,
    )


def _billions(reading: Reading, one: Said, sentence: str) -> list[float]:
    """The billions of parameters in `sentence`; where the turn names no network, those of the only one named so far."""
    own = billions_in(sentence)
    if own or one.named("model") or BILLIONS.search(one.text):
        return own
    earlier = " ".join(said.text for said in reading.said if said.turn < one.turn)
    return list({*billions_in(f"{earlier} {one.question}")})


def billions_in(text: str) -> list[float]:
    """Billions of parameters: 7 of "7B" and of "Qwen-7b"."""
    return [float(match[1] or match[2]) for match in BILLIONS.finditer(text)]


def _sizes(card: Hardware) -> str:
    return "/".join(f"{size:g}" for size in card.memory_gb)
