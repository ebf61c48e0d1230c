"""Which came first: a plain statement about the order of two inventions, turned round."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.names import Mention, of_another_member
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

AFTER = lexicon.words("came_after")
BEFORE = lexicon.words("came_before")
BEHIND_AFTER = re.compile(r"^\s*(?:出来|提出)?之?后(?:面)?才|^\s*之后(?:才|提出|出现)|^\s*以后才")
BEHIND_BEFORE = re.compile(r"^\s*(?:提出|出来|出现)?之?前就(?:有|提出|出)|^\s*之前就")

DERIVED = Pattern(
    r"^\s*(?:\S{0,8} ?年)?(?:其实|就)?(?:是)?(?:\S{0,8} ?年)?(?:在|从|由|对|根据)\s*$|"
    r"^\s*(?:is|was|came as) (?:just |basically |really )?(?:an? )?(?:\w+ )?"
    r"(?:improvement (?:on|of|over)|successor (?:of|to)|"
    r"extension of|simplification of|further development of|derived from|built (?:up)?on|evolved from)\s*$|"
    r"^\s*(?:grew out of|evolved from|descends? from|improves (?:on|upon)|extends|simplifies)\s*$|"
    r"^\s*(?:just |simply )?(?:took|borrowed|copied|inherited|adopted)\b[^.;,]{1,40}\bfrom\s*$"
)
"""Between two names: the first was made out of the second."""
OF_A_VERSION = re.compile(r"[vV] ?\d")
"""In a name whose id has no figure: a version that the tables have no date of."""
NEEDS_MORE = re.compile(r"(?:在|从|由|对|根据)\s*$")
BASIS = re.compile(
    r"^\s*(?:的)?(?:基础上(?:又|再)?(?:改|发展|演变|做|提|加|简化|精简|来|搞)|(?:改进|演变|发展|简化|精简|改造?)(?:而|过|出)?来的?)"
)
EARLIER_ZH = re.compile(r"^\s*(?:要|还)?(?:更)?(?:早|先(?:出|提|有))")
LATER_ZH = re.compile(r"^\s*(?:要|还)?(?:更)?(?:晚|后(?:出|提|有)|新(?=$|[，。]))")
THAN_ZH = re.compile(r"^\s*(?:其实|应该|是|要|出得|提出得|出现得)*比\s*$")
LATER_TIME = re.compile(r"更新|上线|部署|收敛|结束|停|退出|训|跑|用上|接触|学|看到|达到|饱和|\bconverg\w+|\bdeploy\w+")
"""Of when somebody used them, or of training."""
OWN = Pattern(r"我们|我|咱|同事|\b(?:we|our|i|my)\b")
YES = lexicon.words("says_yes")


def _order(text: str, first: Mention, second: Mention) -> tuple[Mention, Mention] | None:
    """As `_stated`, but None where the younger may be a later member of what the table dates by its first."""
    order = _stated(text, first, second)
    return None if order and order[0].kind == "model" and of_another_member(text, order[0]) else order


def _stated(text: str, first: Mention, second: Mention) -> tuple[Mention, Mention] | None:
    """The younger and the older of two names by what `text` says; None where it says nothing of their order."""
    if any(OF_A_VERSION.search(text[m.start : m.end + 4]) and not re.search(r"\d", m.id) for m in (first, second)):
        return None
    between, behind = text[first.end : second.start], text[second.end :]
    if AFTER.match(between) or BEHIND_AFTER.match(behind):
        return first, second
    if BEFORE.match(between) or BEHIND_BEFORE.match(behind):
        return second, first
    if OWN.search(text) or LATER_TIME.search(text):
        return None
    if DERIVED.match(between) and (not NEEDS_MORE.search(between) or BASIS.match(behind)):
        return first, second
    if THAN_ZH.match(between):
        if EARLIER_ZH.match(behind):
            return second, first
        if LATER_ZH.match(behind):
            return first, second
    return None


def _asked(one: Said) -> Iterator[Doubt]:
    """A yes to the question whether of two networks one came first."""
    models = [mention for mention in one.asked if mention.kind == "model"]
    if len(models) != 2 or not one.clauses or any(clause.denied for clause in one.clauses[:2]):
        return
    if "还是" in one.question or " or " in one.question:
        return
    first, second = models
    order = _order(one.question, first, second)
    if order is None and re.fullmatch(
        r" (?:came |was (?:there )?)?(before|after) ", one.question[first.end : second.start]
    ):
        order = (first, second) if "after" in one.question[first.end : second.start] else (second, first)
    says_again = re.match(r"早|晚", one.text) and one.text[0] in one.question
    if order and (YES.match(one.text) or says_again):
        doubt = _turned_round(
            *order, one.turn, one.clauses[1 if len(one.clauses) > 1 and YES.fullmatch(one.clauses[0].text) else 0].text
        )
        if doubt:
            yield doubt


def find(reading: Reading) -> Iterator[Doubt]:
    """Pairs of names whose order in time is stated the wrong way round."""
    for one in reading.said:
        if not one.corrects:
            yield from _asked(one)
        for clause in one.clauses:
            if len(clause.mentions) != 2 or clause.denied or clause.supposed:
                continue
            first, second = clause.mentions
            if {first.kind, second.kind} > {"dataset"}:
                continue  # a result on data, after training with something
            order = _order(clause.text, first, second)
            if order is None:
                continue
            younger, older = order
            doubt = _turned_round(younger, older, one.turn, clause.text)
            if doubt:
                yield doubt


def _turned_round(younger: Mention, older: Mention, turn: int, quote: str) -> Doubt | None:
    """The doubt, where what is called younger came at least three months earlier."""
    late, early = (tables().of(mention.kind)[mention.id] for mention in (younger, older))
    if not (late.first and early.first) or _months(early.first) - _months(late.first) < 3:
        return None
    if younger.kind == "model" and _has_later(younger.id, early.first):
        return None
    return Doubt(
        "impossible_fact",
        turn,
        quote,
        Text(
            zh=f"{late.name} 最早见于 {late.first}，{early.name} 最早见于 {early.first}，先后正好相反。",
            en=f"{late.name} first appeared in {late.first}, {early.name} in {early.first}: the order is the reverse.",
        ),
        late.source or early.source,
    )


def _has_later(family: str, month: str) -> bool:
    """Whether a later version of a network came after `month`: it may be the one meant by the bare name."""
    later = (model for name, model in tables().models.items() if re.fullmatch(rf"{family}_?v?\d+(?:_.*|[a-z])?", name))
    return any(model.first and model.first >= month for model in later)


def _months(month: str) -> int:
    """A month, ``YYYY-MM``, as a count."""
    return int(month[:4]) * 12 + int(month[5:])
