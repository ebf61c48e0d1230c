"""Rates, batches and epochs whose unit stands before the figure, or apart from it."""

from collections.abc import Iterator

from evaluators.honesty import baseline, lexicon
from evaluators.honesty.amount import Amount, nearby
from evaluators.honesty.claim import BASELINE
from evaluators.honesty.clause import Clause
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.qualifiers import qualifiers
from evaluators.honesty.said import Said

WHOLE, NOT_REACHED = lexicon.words("exclusive"), lexicon.words("not_reached")
RATE = Pattern(
    r"(?<![a-z])(?P<unit>qps|fps|tps)\D{0,10}?(?P<rate>\d{1,6}(?:\.\d+)?)(?![\d.]*\s*(?:ms|毫秒))|"
    r"(?P<before>\d{1,6}(?:\.\d+)?) ?(?:左右|上下|多)?的 ?(?P<after>qps|fps|tps)|"
    r"每秒(?:大概|约|能|可以|只能)*(?:处理|跑|算|识别|推理)?(?:大概|约)?\s*(?P<each>\d{1,6}) ?(?P<what>[张帧条次句])"
)
"""A rate whose unit stands before its figure, or apart from it."""
EPOCH = Pattern(r"\bepoch (\d{1,4})\b|第 ?(\d{1,4}) ?(?:轮|个 ?epoch)")
STOPPED = Pattern(r"\bstop|停|结束|\bend(?:ed)?\b")
"""The epoch at which a training ended."""
BATCH = Pattern(
    r"batch(?:[ _-]?size)?(?!\s*norm)[^\d，。,;；A-Za-z]{0,12}"
    r"(?:(?:was|is|of|to|at|only|just|about|around|a|total|set|size)\s+){0,4}(\d{1,5})(?![\d.]*\s*(?:ms|毫秒|%))|"
    r"每(?:一?步|次迭代|个 ?batch|批)[^，。\d]{0,6}(\d{1,4}) ?(?:个|张|条)|"
    r"(?<![\d.])(\d{1,4}) (?:samples|images|sequences) (?:per|a|each|in a) (?:step|iteration|batch)\b"
)
ACCUMULATED = Pattern(r"累[积计加]|等效|\b(?:accumul|effective)")
"""A batch is more than what lies on the card at once."""
NOT_TRAINED_WITH = lexicon.words("not_the_training_batch")


def rates(one: Said, clause: Clause) -> Iterator[Amount]:
    """Rates, batches and epochs whose unit stands before the figure."""
    text, whole = clause.text, bool(WHOLE.search(clause.text))
    sentence = one.sentence(clause.sentence)
    following = "，".join(part.text for part in sentence[sentence.index(clause) :])
    if STOPPED.search(following):
        for match in EPOCH.finditer(text):
            yield Amount("epochs", float(match[1] or match[2]), whole=True)
    for match in RATE.finditer(text):
        if not NOT_REACHED.search(nearby(text[: match.start()])):
            unit = (match["unit"] or match["after"] or match["what"]).lower()
            unit = "fps" if unit in {"fps", "张", "帧"} else "qps"
            rate = next(name for name in ("rate", "before", "each") if match[name])
            narrowed = qualifiers(one, clause, "throughput")
            other = {BASELINE} if baseline.of_another(one, clause, *match.span(rate)) else set()
            yield Amount("throughput", float(match[rate]), unit, narrowed | other, whole=whole)
    if not NOT_TRAINED_WITH.search(text) and not ACCUMULATED.search(one.text):
        for match in BATCH.finditer(text):
            yield Amount(
                "batch", float(match[1] or match[2] or match[3]), "", qualifiers(one, clause, "batch"), whole=whole
            )
