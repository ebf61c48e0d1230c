"""A network that is said to do what it cannot, or not to do what it is for: Whisper as speech synthesis."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from evaluators.honesty import lexicon
from evaluators.honesty.clause import NEGATION, Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Fact, family_of, raw, tables
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Frozen, Text

LEADS_TO_TASK = lexicon.source("leads_to_a_task")
"""Words between a network's name and what it does; nothing else may stand there."""
ASKS = lexicon.words("asks_what_it_does")
YES, NO = lexicon.words("says_yes"), lexicon.words("says_no")
NOT_JUST = Pattern(r"只|仅|光|\b(?:only|just|merely|really|quite)\b")
IT = r"^(?:so |well,? |basically )?(?:it|that|this(?: one)?|this model|the model|它|这个模型|这个网络|模型)?"
BEGINS = Pattern(
    r"^(?:(?:and|so|but|well|no|yes|because|since|that|the|(?:openai|google|meta).s|那|其实|因为|所以)[ ,]?){0,4}$"
)
"""What may stand before the name in a clause that says what it does."""
VERB = Pattern(r"\s*(?:[a-z]{3,}s\s|把|将|合成|生成|转写|画)")
"""Begins a task that is said without a word before it: "Whisper synthesises"."""


GOES_ON = Pattern(
    r"\s*(?:后|之后|前|结果|文本|区域|框|的?(?:后处理|纠错|重打分|结果|特征|数据)|"
    r"(?:re-?scor|post|error|correct|output|transcript|augment|in-?varian|equi-?varian|regions?\b|lines?\b|of\b|between\b|state))"
)
"""Behind a task: it is something else that is done, beside that task or with its results."""
NOTHING_MORE = Pattern(
    r"\s*(?:的|任务|模型|网络|算法|系统|吗|么|[，。？?]|\s|"
    r"\b(?:models?|networks?|systems?|tasks?|tools?|either|at all)\b)*$"
)
"""Behind a task that is denied: "not a detector that needs proposals" denies but one sort of it."""
USED = Pattern(r"用|\bused?\b|拿来")
"""Somebody uses the network for the task, or for something about it ("used for TTS prosody")."""


class Task(Frozen):
    """What a network can be for."""

    name: Text
    words: tuple[str, ...]
    """Regular expressions, matched without regard to case."""
    flow: tuple[str, ...] = ()
    """Words that say it of a network that was asked for its input and its output: "text in"."""


class Does(Frozen):
    """What a family of networks does and what it never does, by tasks."""

    does: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


class Patterns(NamedTuple):
    """A task's name, and words for it: right behind a network's name, as a whole statement, as input or output."""

    name: Text
    behind: Pattern
    whole: Pattern
    flow: Pattern | None


@cache
def _tasks() -> Mapping[str, Patterns]:
    """Each task with its patterns."""
    tasks = {key: Task.model_validate(task) for key, task in raw("tasks")["tasks"].items()}
    return {key: _patterns(task) for key, task in tasks.items()}


def _patterns(task: Task) -> Patterns:
    said = rf"(?P<lead>(?:{LEADS_TO_TASK}){{0,16}})(?P<task>{'|'.join(task.words)})"
    flow = Pattern("|".join(task.flow)) if task.flow else None
    return Patterns(task.name, Pattern(said), Pattern(IT + said), flow)


@cache
def does(name: str) -> Does | None:
    """What the network called `name` does: that of the longest family whose id begins it."""
    families = raw("tasks")["networks"]
    family = family_of(name, families)
    return Does.model_validate(families[family]) if family else None


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    for one in reading.said:
        if one.corrects:
            continue
        doubt = next((doubt for clause in one.clauses if (doubt := _named(one, clause))), None)
        doubt = doubt or _answered(reading, one) or _in_reply(one)
        if doubt:
            yield doubt


def _networks(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions of what does a task."""
    return tuple(each for each in mentions if each.kind in {"model", "invention"} and does(each.id))


def _named(one: Said, clause: Clause) -> Doubt | None:
    """A clause that names the network and says right behind it what it does."""
    if clause.supposed or clause.compared or clause.changed:
        return None
    for mention in _networks(clause.mentions):
        if mention.variant or not BEGINS.match(clause.text[: mention.start]):
            continue
        if doubt := _said(one, clause, mention.id, clause.text[mention.end :], begins=False):
            return doubt
    return None


def _answered(reading: Reading, one: Said) -> Doubt | None:
    """A reply about the one network that was asked about, or that is spoken of where it was asked what it does."""
    asked = _networks(one.asked)
    names = {each.id for each in asked}
    topic = reading.topic("model", one)
    name = names.pop() if len(names) == 1 else topic if not names else None
    if name is None or not does(name) or not ASKS.search(one.question):
        return None
    for clause in one.clauses[:2]:
        if clause.named("model") or clause.supposed or clause.compared:
            return None
        for task in _of(name).never:
            if (flow := _tasks()[task].flow) and flow.match(clause.text):
                return _doubt(one, clause, name, task, never=True)
        if doubt := _said(one, clause, name, clause.text, begins=True):
            return doubt
    return None


def _said(one: Said, clause: Clause, name: str, text: str, *, begins: bool) -> Doubt | None:
    """What `text` says that the network does, where that is not so."""
    for task in sorted(_of(name).does | _of(name).never):
        patterns = _tasks()[task]
        match = (patterns.whole if begins else patterns.behind).match(text)
        if match is None:
            continue
        denied = bool(NEGATION.search(match["lead"]))
        rest = text[match.end() :]
        if denied and task in _of(name).does and not NOT_JUST.search(match["lead"]) and NOTHING_MORE.match(rest):
            return _doubt(one, clause, name, task, never=False)
        claimed = begins or match["lead"].strip() or VERB.match(match["task"])
        more = not NOTHING_MORE.match(rest) if USED.search(match["lead"]) else GOES_ON.match(rest)
        if not denied and task in _of(name).never and claimed and not more:
            return _doubt(one, clause, name, task, never=True)
    return None


def _in_reply(one: Said) -> Doubt | None:
    """A yes or a no to the question whether a network does it."""
    networks = _networks(one.asked)
    yes, no = YES.match(one.text), NO.match(one.text)
    if len({each.id for each in networks}) != 1 or not (yes or no) or not one.clauses:
        return None
    name = networks[0].id
    for task in sorted(_of(name).does | _of(name).never):
        asked = one.question[networks[0].end :]
        match = _tasks()[task].behind.match(asked)
        if match is None or NOT_JUST.search(match["lead"]) or not NOTHING_MORE.match(asked[match.end() :]):
            continue
        if no and task in _of(name).does and len(one.clauses) > 1:
            return _doubt(one, one.clauses[0], name, task, never=False)
        if yes and task in _of(name).never:
            return _doubt(one, one.clauses[0], name, task, never=True)
    return None


def _of(name: str) -> Does:
    return does(name) or Does()


def _doubt(one: Said, clause: Clause, name: str, task: str, *, never: bool) -> Doubt:
    fact: Fact = tables().models.get(name) or tables().inventions[name]
    what = _tasks()[task].name
    reason = (
        Text(zh=f"{fact.name} 不做{what.zh}。", en=f"{fact.name} does not do {what.en}.")
        if never
        else Text(zh=f"{fact.name} 就是做{what.zh}的。", en=f"{what.en.capitalize()} is what {fact.name} does.")
    )
    return Doubt("impossible_fact", one.turn, clause.text, reason, fact.source)
