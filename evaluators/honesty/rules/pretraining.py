"""More tokens trained on in a time than the cards have operations for."""

from collections.abc import Iterator

from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.memory import ONE_OF_THEM
from evaluators.honesty.rules.weights import billions_in
from evaluators.honesty.said import Said
from evaluators.text import Text

TOKENS = Pattern(
    r"(?<![\w.])(?P<n>\d{1,4}(?:\.\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|half a|a) ?"
    r"(?P<of>trillion|billion|万亿|亿|[TB]) ?(?:个)?(?: of)? ?(?:\w+ )?(?:tokens?|词元)"
)
SCALE = {"trillion": 1e12, "t": 1e12, "万亿": 1e12, "billion": 1e9, "b": 1e9, "亿": 1e8}
SPELLED = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "half a": 0.5, "a": 1,
}  # fmt: skip
CARDS = Pattern(
    r"(?<![\w.])(\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|sixteen|[一两二三四五六七八])"
    r" ?(?:张|块|[x×]|卡)? ?$"
)
HAN = {char: value for value, char in enumerate("零一二三四五六七八")} | {"两": 2, "sixteen": 16}
SECONDS = {"hour": 3600.0, "day": 86400.0, "week": 604800.0, "minute": 60.0}
NODES = Pattern(r"nodes?\b|节点|机(?:器)? ?[x×]|台")
ONE_NODE = Pattern(r"(?:one|single|a) node|单(?:机|节点)|一(?:个节点|台机器|台)")
TRAINED = Pattern(r"训|\b(?:pre)?-?train\w*|\bsaw\b")
OTHER_WORK = Pattern(
    r"清洗|去重|过滤|分词|微调|底座|lora|moe|专家|激活|\b(?:tokeni[sz]\w*|clean\w*|dedup\w*|filter\w*|(?:fine-?)?tun(?:e|ed|ing)|base|"
    r"had seen|experts?|active|generat\w*)\b"
)
"""Words by which the time may be that of other work on the tokens, or not all parameters take part."""
PASSES = 6.0
"""Operations a parameter and token: two forwards, four backwards."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Turns that tell tokens, cards and time which cannot go together."""
    for one in reading.said:
        match = TOKENS.search(one.text) if "token" in one.text.lower() or "词元" in one.text else None
        if match is None or one.corrects or any(clause.supposed for clause in one.clauses):
            continue
        before = "\n".join(said.text for said in reading.up_to(one))
        if not TRAINED.search(before) or OTHER_WORK.search(one.text):
            continue
        if NODES.search(ONE_NODE.sub("", one.text)):
            continue
        cards, seconds, billions = _cards(one), _seconds(one), set(billions_in(one.text))
        billions = billions or {size for said in reading.up_to(one) for size in billions_in(said.text)}
        if cards is None or seconds is None or len(billions) != 1:
            continue
        count, peak, name = cards
        tokens = (SPELLED.get(match["n"].lower()) or float(match["n"])) * SCALE[match["of"].lower()]
        need = PASSES * billions.pop() * 1e9 * tokens / seconds / 1e12
        if need > count * peak:
            quote = next(clause.text for clause in one.clauses if match[0] in clause.text or TOKENS.search(clause.text))
            yield _doubt(one, quote, need, f"{count:g} x {name}", count * peak)


def _cards(one: Said) -> tuple[float, float, str] | None:
    """How many cards, the peak of each and its name, where the turn names one sort with its number."""
    found = [(clause, mention) for clause in one.clauses for mention in clause.mentions if mention.kind == "hardware"]
    if len(found) != 1:
        return None
    clause, mention = found[0]
    card = tables().hardware[mention.id]
    before = clause.text[: mention.start]
    match = CARDS.search(before)
    if card.peak_tops is None or (match is None and not ONE_OF_THEM.search(before)):
        return None
    if match is None:
        return 1.0, card.peak_tops, card.name
    said = match[1].lower()
    return float(SPELLED.get(said) or HAN.get(said) or said), card.peak_tops, card.name


def _seconds(one: Said) -> float | None:
    """The one time that the turn gives."""
    times = [f.value * SECONDS[f.unit] for clause in one.clauses for f in clause.figures if f.unit in SECONDS]
    return times[0] if len(times) == 1 and times[0] else None


def _doubt(one: Said, quote: str, need: float, cards: str, most: float) -> Doubt:
    reason = Text(
        zh=f"每个参数和 token 要 6 次运算，这么快每秒要 {need:,.0f} 万亿次，{cards} 的峰值一共约 {most:,.0f}。",
        en=f"At 6 operations a parameter and token this needs {need:,.0f} TOPS; {cards} have {most:,.0f} at most.",
    )
    return Doubt("impossible_fact", one.turn, quote, reason, "https://arxiv.org/abs/2001.08361")
