"""A published language model in a size in which it was never published."""

from collections.abc import Iterator

from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Model, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.text import Text

SIZE = Pattern(
    r"(?:[.][123])?(?:[- ](?:instruct|chat|base))?[- ]?(\d{1,3}(?:\.\d{1,2})?) ?b(?![a-z0-9])(?!-?a\d)"
    r"(?! ?(?:个 ?)?(?:of )?(?:\w+ )?(?:tokens?|词元|active|activated|激活))"
)
"""Right behind the name: "-13B", " 13B", ".1 405B"."""
OTHER_SIZE = Pattern(
    r"chinese|中文|草稿|投机|合并|拼|扩|剪|裁|蒸馏|自己|我们训|魔改|从零|从头|上采样|堆叠|专家|moe|"
    r"\b(?:draft|speculat\w*|sheared|minitron|nemotron|merg\w+|frank\w*|prun\w+|distil\w+|upscal\w+|stack\w+|"
    r"own (?:size|variant|version|weights)|scratch|depth|experts?|expand\w*|grown?|goliath|pass-?through)\b"
)
"""Somebody made another size of it."""
CLOSE = 0.6
"""Billions by which a size may be rounded."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Clauses that name a size which the makers never published."""
    for one in reading.said:
        if not any(tables().models[name].sizes for name in one.named("model")):
            continue
        if one.corrects or OTHER_SIZE.search(one.text):
            continue
        found = next((doubt for clause in one.clauses if (doubt := _in_clause(one.turn, clause))), None)
        if found:
            yield found


def _in_clause(turn: int, clause: Clause) -> Doubt | None:
    """The doubt about the first size that does not exist."""
    if clause.denied or clause.supposed:
        return None
    for mention in clause.mentions:
        model = tables().models.get(mention.id) if mention.kind == "model" else None
        match = SIZE.match(clause.text, mention.end) if model and model.sizes else None
        if model and match and all(abs(float(match[1]) - size) > min(CLOSE, 0.12 * size) for size in model.sizes):
            return Doubt("impossible_fact", turn, clause.text, _reason(model, match[1]), model.source)
    return None


def _reason(model: Model, said: str) -> Text:
    sizes = "/".join(f"{size:g}B" for size in model.sizes)
    return Text(
        zh=f"{model.name} 没有发布过 {said}B，只有 {sizes}。",
        en=f"{model.name} was published in {sizes}, never in {said}B.",
    )
