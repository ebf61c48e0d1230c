"""What fits into the memory of a card."""

from collections.abc import Iterator, Sequence

from evaluators.honesty import lexicon
from evaluators.honesty.clause import NEGATION, Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Hardware, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import card_memory
from evaluators.honesty.rules.weights import billions_in
from evaluators.honesty.said import Said
from evaluators.text import Text

MEANS = r"(?:量化|卸载|蒸馏|流水线?|剪枝|聚类|稀疏|压缩|[A-Za-z0-9-]+)"
DENIED = Pattern(
    rf"(?:没有?|不|无|未|非)(?:是|做|用|使用|开|走|上|靠|加|经过?|[往向]\s?(?:内存|CPU|硬盘|磁盘)(?:(?:或者?|和|、)(?:内存|CPU|硬盘|磁盘))?(?:里|上)?)?(?:什么|任何)?\s*{MEANS}(?:\s?(?:微调|训练|量化))?"
    rf"(?:\s?(?:和|或者?|、|也没有?|也不是?|/)\s?{MEANS})*|"
    r"(?:没有?|未|不)冻(?:结|住)?|(?:量化|卸载|(?<![A-Za-z])(?:q?lora|offload\w*|deepspeed|zero))\s?(?:这些)?(?:都|也|一概)?(?:没有?|不)(?:做|用|开|上)|"
    r"(?:\b(?:no|without|not|never|nor|neither|rather than|instead of)|n.t)\s+"
    r"(?:(?:any|an?|the|use[ds]?|using|with|do|need|even|kind of|sort of)\s+){0,3}[A-Za-z0-9-]+(?: off-?load\w*)?"
    r"(?:,? (?:n?or|and no|no) (?:any )?[A-Za-z0-9-]+)*"
)
"""A means that was not used."""
SMALLER = lexicon.words("smaller")
MANY_CARDS = lexicon.words("many_cards")
EXPERTS = Pattern(r"(?<![\w.])(\d{1,2})[x×](\d{1,3})b(?![a-z0-9])")
LEAST_OF_EXPERTS = 0.8
"""Of "8x7B": the experts share the attention layers (Mixtral 8x7B has 46.7B, 8x22B 141B)."""
LEAST_BILLIONS = 5
"""Smaller networks fit any card of the tables in half precision."""
HALF, FULL = (
    Pattern(r"fp16|bf16|半精度|float16|half"),
    Pattern(r"fp32|单精度|float32"),
)
FULL_TUNING = lexicon.words("full_tuning")


SEVERAL_IN_ONE = Pattern(r"(?<![\w.])\d ?[x×] ?[A-Z]{1,3}\d{2,4}|\bper card\b|每张?卡")
"""A machine with several cards, of which there is one ("one 8×A100 box")."""
ALL_ON_IT = lexicon.words("all_on_the_card")
"""The whole of a network lies on the card."""
ONE_OF_THEM = Pattern(r"单卡|单张|一张|一块|单块|1 ?张|这张|\b(?:single|one|an?|the|that|my|its)\s+(?:\w+ ){0,2}$")
"""Before a card's name: there is one of it."""
UNQUANTISED = lexicon.words("unquantised")
OTHER_MEANS = lexicon.words("means_not_used")
"""Means that were not used, in words that have no negation of their own."""
NOT_FIT = Pattern(
    r"放不下|装不下|塞不下|不够|爆显存|(?<![a-z])oom(?![a-z])|"
    r"(?:n['’]t|\b(?:not|cannot|never|too (?:big|large))) (?:fit|for|go|load)|out of memory"
)
"""That the weights are too large for the card is what they say."""
BY_FIGURES = Pattern(
    r"(?<![\d.])(\d{1,4}(?:\.\d)?) ?(?:gb|gigabytes)(?: of \w+)?[^.;,\d]{0,20}\bfits? (?:\w+ )?(?:on|in|into|onto)\b"
    r"[^.;,\d]{0,20}(?<!\d)(\d{1,3})[- ]?(?:gb|gigabytes?)\b(?! (?:left|of (?:it|them)))|"
    r"(?<![\d.])(\d{1,4}(?:\.\d)?) ?gb? ?的?(?:模型|权重|文件|参数)?[^，。；\d没不]{0,8}(?:放|装|塞)(?:得下|得进|进|在|"
    r"到|上)(?:了)?"
    r"[^，。；\d没不]{0,8}(?<!\d)(\d{1,3}) ?gb? ?的? ?(?:显存|显卡|卡|gpu|[a-z]\d)(?!不)"
)
"""Gigabytes that are said to fit into gigabytes."""
ELSEWHERE = Pattern(
    r"卸载|换出|逐层|流水|映射|内存|压缩|\b(?:offload\w*|swap\w*|layer by layer|pipelin\w*|mmap\w*|compress\w*|ram)\b"
)
"""How less than all of it lies on the card at once."""
IN_TOTAL = Pattern(
    r"(?:一共|总共|共|合计|加起来)(?:有|是|才)? ?(\d{1,4}) ?(?:G|GB)(?![a-z])|"
    r"(?<!\d)(\d{1,4}) ?(?:GB|gigabytes)(?: of \w+)? (?:in total|altogether|together|in all)\b|"
    r"\b(?:total(?: of)?|altogether|together)(?: is| that.s)? (\d{1,4}) ?(?:GB|gigabytes)\b"
)
"""The memory of all cards."""
EIGHT_BITS = Pattern(r"(?<![a-z])fp8(?!\d)")
LOADED = Text(zh="的权重", en="the weights alone")
TRAINED = Text(zh="训练时的权重和梯度", en="weights and gradients")


def find(reading: Reading) -> Iterator[Doubt]:
    """Memory that a card does not have, and weights that do not fit."""
    for one in reading.said:
        found = False
        for clause in one.clauses:
            if clause.denied or clause.compared:
                continue
            doubt = card_memory.in_clause(reading, one, clause)
            if clause.supposed and not doubt:
                continue
            doubt = doubt or _does_not_fit(reading, one, clause)
            if doubt:
                found = True
                yield doubt
        if not found and (doubt := _all_on_one_card(reading, one) or _by_figures(one)):
            yield doubt


def _does_not_fit(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """Weights alone that are larger than the one card's memory."""
    sentence = "，".join(part.text for part in one.sentence(clause.sentence))
    told = reading.up_to(one)
    named = one.named("hardware") or _all_cards(reading, told)
    cards = [tables().hardware[name] for name in named]
    where = one.text if one.named("hardware") else reading.text
    single = (card_memory.SINGLE.search(where) and not SEVERAL_IN_ONE.search(where)) or (
        one.named("hardware") and _one_of_it([one]) and not MANY_CARDS.search(reading.text)
    )
    if (
        clause != next((part for part in one.sentence(clause.sentence) if not part.denied), None)
        or len(cards) != 1
        or not cards[0].memory_gb
        or not single
        or NOT_FIT.search(sentence)
        or SMALLER.search(_meant(reading.text))
    ):
        return None
    billions = _billions(reading, one, sentence)
    if len(billions) != 1:
        return None
    begun = one.named("hardware") and not (one.named("model") or billions_in(one.text))
    tuned = bool(FULL_TUNING.search("\n".join(said.text for said in told) if begun else one.text))
    size = 4.0 if tuned or FULL.search(one.text) else 2.0 if HALF.search(one.text) else 0.0
    if billions[0] * size <= max(cards[0].memory_gb) * 1.1:
        return None
    need = billions[0] * size
    return _too_large(one.turn, clause, (billions[0], need), cards[0], TRAINED if tuned else LOADED)


def _all_on_one_card(reading: Reading, one: Said) -> Doubt | None:
    """The whole of a network that is known from before, on the one card that is, where it is larger than its memory."""
    claim = next((c for c in one.clauses if ALL_ON_IT.search(c.text) and not (c.supposed or c.compared)), None)
    if claim is None:
        claim = next((c for c in one.clauses if UNQUANTISED.search(c.text) and not c.supposed), None)
    if claim is None or one.corrects or (NEGATION.search(claim.text) and not UNQUANTISED.search(one.text)):
        return None
    told = reading.up_to(one)
    text = "\n".join(f"{said.question}\n{said.text}" for said in told)
    cards = {name for said in told for name in said.named("hardware") if tables().hardware[name].memory_gb}
    large = _sizes_told(told)
    if len(cards) != 1 or len(large) != 1 or SMALLER.search(_meant(reading.text)):
        return None
    card = tables().hardware[cards.pop()]
    if MANY_CARDS.search(reading.text) or not _one_of_it(told):
        return None
    each = 2.0 if HALF.search(text) or UNQUANTISED.search(text) else 4.0 if FULL.search(text) else 0.0
    need = large.pop() * each
    if need <= max(card.memory_gb) * 1.1:
        return None
    return _too_large(one.turn, claim, (need / each, need), card, LOADED)


def _meant(text: str) -> str:
    """`text` without the means that were not used."""
    return DENIED.sub("", OTHER_MEANS.sub("", text))


def _by_figures(one: Said) -> Doubt | None:
    """Gigabytes that are said to lie wholly in fewer gigabytes, of one card or of all of them."""
    if one.corrects or NOT_FIT.search(one.text):
        return None
    clause = next((c for c in one.clauses if not c.supposed and BY_FIGURES.search(c.text)), None)
    match = BY_FIGURES.search(clause.text) if clause else None
    if (
        clause
        and match
        and not SMALLER.search(DENIED.sub("", clause.text))
        and not (ELSEWHERE.search(_meant(one.text)) or MANY_CARDS.search(one.text))
    ):
        need, have = (float(group) for group in match.groups() if group)
        return _over(one, clause, need, have) if need > have * 1.1 else None
    clause = next((c for c in one.clauses if not c.supposed and ALL_ON_IT.search(c.text)), None)
    total, large = IN_TOTAL.search(one.text), billions_in(one.text)
    formats = [size for size, named in ((1.0, EIGHT_BITS), (2.0, HALF), (4.0, FULL)) if named.search(one.text)]
    if clause is None or total is None or len(large) != 1 or len(formats) != 1 or SMALLER.search(_meant(one.text)):
        return None
    need, have = large[0] * formats[0], float(next(group for group in total.groups() if group))
    return _over(one, clause, need, have) if need > have * 1.1 else None


def _over(one: Said, clause: Clause, need: float, have: float) -> Doubt:
    reason = Text(zh=f"{need:g} GB 放不进 {have:g} GB。", en=f"{need:g} GB do not fit into {have:g} GB.")
    return Doubt("impossible_fact", one.turn, clause.text, reason)


def _all_cards(reading: Reading, told: Sequence[Said]) -> tuple[str, ...]:
    """The cards of the whole dialogue, if they have been named by now: else the finding is that of a later turn."""
    named = reading.named("hardware")
    return named if set(named) <= {name for said in told for name in said.named("hardware")} else ()


def _sizes_told(told: Sequence[Said]) -> set[float]:
    """The billions of parameters that were told of; a network's own where no figure was."""
    text = "\n".join(f"{said.question}\n{said.text}" for said in told)
    found = set(billions_in(text))
    found |= {LEAST_OF_EXPERTS * int(match[1]) * int(match[2]) for match in EXPERTS.finditer(text)}
    named = {name for said in told for name in said.named("model")}
    known = {params.exact[0] / 1000 for name in named if (params := tables().models[name].params) and params.exact}
    return found or {size for size in known if size >= LEAST_BILLIONS}


def _one_of_it(told: Sequence[Said]) -> bool:
    """Whether the card is spoken of as one."""
    for said in told:
        for clause in said.clauses:
            for mention in clause.mentions:
                before = clause.text[: mention.start]
                single = ONE_OF_THEM.search(before) or card_memory.SINGLE.search(clause.text)
                if mention.kind == "hardware" and single:
                    return True
    return False


def _too_large(turn: int, clause: Clause, needs: tuple[float, float], card: Hardware, what: Text) -> Doubt:
    """The doubt, where so many billions of parameters need so many gigabytes."""
    billions, need = needs
    return Doubt(
        "impossible_fact",
        turn,
        clause.text,
        Text(
            zh=f"{billions:g}B 参数{what.zh}至少要 {need:g} GB，{card.name} 只有 {card_memory.as_told(card)} GB。",
            en=f"{billions:g}B parameters need at least {need:g} GB for {what.en}; "
            f"{card.name} has {card_memory.as_told(card)} GB.",
        ),
        card.source,
        follows=True,
    )


def _billions(reading: Reading, one: Said, sentence: str) -> list[float]:
    """The billions of parameters in `sentence`; where the turn names no network, those of the only one named so far."""
    own = billions_in(sentence)
    if own or one.named("model") or billions_in(one.text):
        return own
    earlier = " ".join(said.text for said in reading.before(one))
    return list({*billions_in(f"{earlier} {one.question}")})
