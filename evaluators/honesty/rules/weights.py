"""Bytes that do not belong to a number of parameters: weights, and the moments of Adam, that are told too small."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.size import ABOUT, accounted_for
from evaluators.honesty.said import Said
from evaluators.text import Text

BILLIONS = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d)?)[ -]?[bB](?![a-zA-Z0-9])|-(\d{1,3})[bB](?![a-zA-Z0-9])")
SPELLED_OUT = Pattern(
    r"(?<![\w.])(\d{1,3}(?:\.\d)?)[ -]billion"
    r"(?=[ -](?:param|weight|checkpoint|model|network|in (?:fp|bf|float|half|full)))|"
    r"(?<!\d)(?P<ten>\d{1,3}) ?十亿(?=个?参数)|"
    r"(?<![\d.])(?P<yi>\d{1,5}(?:\.\d+)?) ?亿(?=个?(?:的)?参数)"
)
FORMATS = (
    (Pattern(r"fp32|单精度|float32|full precision"), 4.0),
    (Pattern(r"(?<![a-z])(?:fp16|bf16|float16|bfloat16)|半精度|half(?: precision)?\b"), 2.0),
    (Pattern(r"int8|8[- ]?bit|8 ?比特|fp8"), 1.0),
    (
        Pattern(r"int4|4[- ]?bit|4 ?比特|nf4|q4|awq|gptq|[23][- ]?bit|1\.58|gguf(?! file)"),
        0.0,
    ),
)
"""Number formats with the bytes of one parameter; the last lists those of which the file is as small as one likes."""
NOT_SMALLER = lexicon.words("weights_not_made_smaller")
SMALLER = lexicon.words("weights_made_smaller")
PART = lexicon.words("part_of_the_weights")
MODULE = lexicon.words("module_of_a_network")
WEIGHTS = lexicon.words("the_weights")
MOMENTS = Pattern(
    r"动量|优化器(?:的)?状态|(?:二|两)个? ?(?:fp32 ?)?状态|\b(?:moments?|optimi[sz]er states?|adam states?)\b"
)
OTHER_OPTIMISER = Pattern(
    r"adafactor|galore|8[- ]?bit|一个动量|一阶动量|\b(?:sgd|lion|muon|adam-mini|one moment|momentum|came)\b"
)
"""Optimisers that keep fewer moments than Adam's two, or smaller ones."""
CHANGE = Pattern(r"断|中断|多了|增加|变大|\b(?:stopp\w+|interrupt\w+|abort\w+|grow\w*|grew|new)\b")
"""Words of a part that was had, or of a change."""
CARD = Pattern(
    r"显存|内存|每张|单卡|\b(?:memory|vram|ram|cards?|gpus?|a100s?|h100s?|workstations?|with \d+ (?:gb|gigabytes))\b"
)
"""Words by which gigabytes are the memory of a card or a machine."""
BYTES_OF_MOMENTS = 8.0
"""Two of four bytes each."""
LEAST = 0.7
"""Memory rounds, and a name's "7B" may be 6.7."""
GIGABYTES = {"gb": 1.0, "mb": 1e-3}


def find(reading: Reading) -> Iterator[Doubt]:
    """Turns that give weights, or Adam's moments, far fewer bytes than their number and format take."""
    for one in reading.said:
        if not any(figure.unit in GIGABYTES for clause in one.clauses for figure in clause.figures) or one.corrects:
            continue
        for sentence in one.sentences:
            found = _in_sentence(reading, one, sentence)
            if found:
                yield found
                break


def billions_in(text: str) -> list[float]:
    """Billions of parameters: 7 of "7B", of "Qwen-7b" and of "70 亿参数"."""
    found = [float(match[1] or match[2]) for match in BILLIONS.finditer(text)]
    spelled = SPELLED_OUT.finditer(text)
    return found + [float(m["yi"]) / 10 if m["yi"] else float(m[1] or m["ten"]) for m in spelled]


def _in_sentence(reading: Reading, one: Said, sentence: tuple[Clause, ...]) -> Doubt | None:
    """The doubt about the one size that the sentence gives, or gives of the weights in a format that it names."""
    clauses = [clause for clause in sentence if not clause.supposed]
    sizes = [(c, f.value * GIGABYTES[f.unit]) for c in clauses for f in c.figures if f.unit in GIGABYTES]
    text = "，".join(clause.text for clause in clauses)
    sizes = [(clause, size) for clause, size in sizes if not CARD.search(clause.text)]
    if len(sizes) > 1:
        sizes = [(clause, size) for clause, size in sizes if WEIGHTS.search(clause.text) and _bytes(clause.text)]
        text = sizes[0][0].text if sizes else ""
    if len(sizes) != 1:
        return None
    clause, size = sizes[0]
    own = NOT_SMALLER.sub("", text)
    if SMALLER.search(own) or CHANGE.search(text) or OTHER_OPTIMISER.search(text) or PART.search(clause.text):
        return None
    if MODULE.search("，".join(part.text for part in one.up_to(clause))):
        return None
    moments = MOMENTS.search(own)
    each = BYTES_OF_MOMENTS if moments and FORMATS[0][0].search(own) else 0.0 if moments else _bytes(own)
    if not each or not (moments or WEIGHTS.search(own)):
        return None
    if not moments and (accounted_for(one, 1000 * size, (8 * each,)) or _fits_one_told(reading, one, size / each)):
        return None
    billions = set(billions_in(own)) or set(billions_in(one.question)) or _known(reading, one)
    if not billions and not one.named("model"):
        billions = _told_before(reading, one)
    if len(billions) != 1 or size >= LEAST * (need := each * billions.pop()):
        return None
    return Doubt("impossible_fact", one.turn, clause.text, _reason(each, need, moments=bool(moments)))


def _bytes(text: str) -> float:
    """The bytes of one parameter in the one format that is named; 0 where it is none or several."""
    named = [each for pattern, each in FORMATS if pattern.search(text)]
    return named[0] if len(named) == 1 else 0.0


def _known(reading: Reading, one: Said) -> set[float]:
    """The size of the network spoken of, if it has but one."""
    names = one.named("model") or reading.named("model")
    sizes = {tables().models[name].params for name in names}
    return {params.exact[0] / 1000 for params in sizes if params and params.exact} if len(sizes) == 1 else set()


def _fits_one_told(reading: Reading, one: Said, billions: float) -> bool:
    """Whether some network told of so far has about so many parameters: the size may be that one's."""
    told = (size for said in reading.up_to(one) for size in billions_in(f"{said.question}\n{said.text}"))
    return any(abs(size - billions) <= ABOUT * billions for size in told)


def _told_before(reading: Reading, one: Said) -> set[float]:
    """The billions told in earlier turns; none where a size was told too: those are held against each other."""
    before = reading.before(one)
    if any(figure.unit in GIGABYTES for said in before for clause in said.clauses for figure in clause.figures):
        return set()
    return {size for said in before for size in billions_in(said.text)}


def _reason(each: float, need: float, *, moments: bool) -> Text:
    if moments:
        return Text(
            zh=f"两个 fp32 的动量每个参数要 8 字节，一共约 {need:g} GB。",
            en=f"Two moments in fp32 take 8 bytes a parameter, about {need:g} GB.",
        )
    return Text(
        zh=f"每个参数 {each:g} 字节，权重一共约 {need:g} GB。",
        en=f"At {each:g} bytes a parameter the weights are about {need:g} GB.",
    )
