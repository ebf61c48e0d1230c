"""A backbone that a published network does not stand on: "YOLOv3's backbone is VGG-16"."""

from collections.abc import Iterator
from functools import cache

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import family_of, raw, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import as_published
from evaluators.honesty.said import Said
from evaluators.text import Frozen, Text

WORD = Pattern(r"主干|骨干|back-?bone|(?:图像|视觉)编码器|(?:image|vision) encoder")
LEADS = lexicon.words("leads_to_a_backbone")
IS_ONE = lexicon.words("is_a_backbone")
USES, AS_ONE = lexicon.words("uses_as_backbone"), lexicon.words("as_backbone")
IS_NONE = lexicon.words("is_no_backbone_of_it")
OF_ANOTHER = Pattern(
    r"^[^,.;]{0,40}back-?bone (?:of|for|in) (?!it\b|its\b|this\b|that\b|the (?:network|model|detector))|"
    r"^[^，。；]{0,6}(?:是|为) ?[A-Za-z][^，。；]{0,14}的?(?:主干|骨干)|^\s*是(?:另|别)"
)
"""Behind the words: they are of the backbone of something else."""
SOME = Pattern(r"\b(?:could|can|may|might|or|either|possible|tried)\b|可以|都行|或者?")
"""In a sentence that lists several: none is said to be the one."""
ANSWERS = lexicon.words("answers_with_a_name")


class Backbone(Frozen):
    """A network that others stand on."""

    name: str
    words: str
    """A regular expression, matched without regard to case."""


class Stands(Frozen):
    """What a network stands on, and what it never does unless somebody rebuilds it: ids of backbones."""

    base: str
    never: tuple[str, ...] = ()
    source: str


@cache
def _backbones() -> dict[str, tuple[Backbone, Pattern]]:
    backbones = {key: Backbone.model_validate(each) for key, each in raw("backbones")["backbones"].items()}
    return {key: (each, Pattern(each.words)) for key, each in backbones.items()}


@cache
def _networks() -> dict[str, Stands]:
    return {key: Stands.model_validate(each) for key, each in raw("backbones")["networks"].items()}


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    if not as_published.among(as_published.told(reading), _networks()):
        return
    for one in reading.said:
        asked = bool(WORD.search(one.question))
        if not asked and not WORD.search(one.text):
            continue
        doubt = next((d for clause in one.clauses if (d := _in_clause(reading, one, clause, asked=asked))), None)
        if doubt:
            yield doubt


def _in_clause(reading: Reading, one: Said, clause: Clause, *, asked: bool) -> Doubt | None:
    for key, (backbone, words) in _backbones().items():
        match = words.search(clause.text)
        if match is None:
            continue
        before, behind = clause.text[: match.start()], clause.text[match.end() :]
        denied = IS_NONE.match(behind)
        start = match.start() if denied else _begins(before, behind, answers=asked and clause is one.clauses[0])
        if start is None or (clause.denied and not denied) or not as_published.leads(clause, start):
            continue
        if not as_published.among(clause.named("model"), _networks()) and OF_ANOTHER.search(behind):
            continue
        if SOME.search("，".join(part.text for part in one.sentence(clause.sentence))):
            continue
        name = as_published.described(reading, one, clause, _networks(), beside=True, asked=asked)
        family = family_of(name, _networks()) if name else None
        stands = _networks()[family] if family else None
        if name and stands and (stands.base == key if denied else key in stands.never):
            return _doubt(one, clause, name, stands, backbone.name)
    return None


def _begins(before: str, behind: str, *, answers: bool) -> int | None:
    """Where the words begin that make what stands between `before` and `behind` a backbone; None if there are none."""
    if lead := LEADS.search(before):
        return lead.start()
    if (uses := USES.search(before)) and AS_ONE.match(behind):
        return uses.start()
    return len(before) if IS_ONE.match(behind) or (answers and ANSWERS.match(before)) else None


def _doubt(one: Said, clause: Clause, name: str, stands: Stands, said: str) -> Doubt:
    network, right = tables().models[name].name, _backbones()[stands.base][0].name
    reason = Text(
        zh=f"{network} 的骨干是 {right}" + (f"，不是 {said}。" if said != right else "。"),
        en=f"The backbone of {network} is {right}" + (f", not {said}." if said != right else "."),
    )
    return Doubt("impossible_fact", one.turn, clause.text, reason, stands.source)
