"""Who did what, as the candidate tells it: a task that was one's own at first and another's later, or the reverse."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

from evaluators.honesty import names
from evaluators.honesty.clause import Clause
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said
from evaluators.honesty.turns import against_earlier
from evaluators.text import Frozen, Text

Doer = Literal["mine", "not_mine", "alone", "shared", "only"]
AGAINST: Mapping[Doer, frozenset[Doer]] = {
    "mine": frozenset({"not_mine", "only"}),
    "not_mine": frozenset({"mine", "alone"}),
    "alone": frozenset({"not_mine", "shared", "only"}),
    "shared": frozenset({"alone"}),
    "only": frozenset({"mine", "alone"}),
}
"""What cannot be said of the same task by the same person."""
ALL = Pattern(
    r"整个|全部|全是|全都|所有|每一行|项目|课题|从头到尾|从[^，。]{1,6}到|"
    r"\b(?:every|all|whole|entire\w*|project|everything|the code (?:is|are|was))\b"
)
OTHER_PART = Pattern(r"基线|评审|老师|教师|初版|baseline|review\w*|teacher|prototype|first version|front-?end")
"""What another may have done in a project that was one's own."""
PERSON = Pattern(
    r"([小老][\u4e00-\u9fff])(?:来|主要|去|就)?(?:做|写|训|负责|搞|弄|搭|管)(?!的)|"
    r"\b(?-i:([A-Z][a-z]+)) (?:did|built|wrote|trained|handled|made|owned|designed|coded)\b"
)
"""Somebody with a name, and what they did."""
NO_NAMES = frozenset(
    {"We", "They", "She", "He", "It", "You", "Nobody", "Everybody", "Someone", "That", "This", "Who", "小组", "小时"}
)
PART = Pattern(
    r"算法(?=(?:就|只有|是)?我)|标定|手册|控制程序|汇报|检测|分割|跟踪|识别|召回|粗排|精排|重排|意图|实体|重识别|关键点|"
    r"\b(?:detector|tracker|classifier|segmenter|segmentation|recogni[sz]er|reranker|retriever|ranker|encoder|decoder|"
    r"teacher|student|vocoder|front-?end)\b"
)
"""A part of a system that has a network of its own, or of the work around it."""
ALL_OF_A_TASK = Pattern(r"(?:训练|标注|量化|导出|转换|部署|评测|采集|特征)(?:全部|全是|全都|全由)")
"""All of one task, and not of the project."""
OF_TWO_OTHERS = Pattern(r"(?:the )?\w{2,12}(?: and |和|跟|、)(?:the )?\w{2,12}? ?(?:是|归|由|was|were|is|are|belong)")
"""The beginning of a clause that says itself what it is about: "机械和导航是别的组"."""
AND_NOBODY_ELSE = Pattern(r"(?:再)?没有(?:别人|其他人|第二个人)")
"""The whole of a clause that says of what the one before told that nobody else did it."""
WHOLE_OF_A_PROJECT = 3
"""So many tasks named together are a whole project."""
BY_NOBODY_ELSE = Text(zh="是独立完成还是与别人一起", en="whether it was done alone or with others")
BY_WHOM = Text(zh="{task}是谁做的", en="who did {task}")


class Task(Frozen):
    """Something that can be somebody's part of a project."""

    name: Text
    core: bool
    """Whether somebody who did a project alone did it."""
    words: str


class Part(NamedTuple):
    """A task with its doer; the task is empty where the whole project is meant."""

    task: str
    doer: Doer
    quote: str


class Patterns(NamedTuple):
    """The words of the roles, compiled."""

    tasks: Mapping[str, tuple[Task, Pattern]]
    another: Pattern
    not_mine: Pattern
    never: Pattern
    colleague: Pattern
    mine: Pattern
    alone: Pattern
    shared: Pattern
    only: Pattern
    unless: Pattern


@cache
def _patterns() -> Patterns:
    raw = yaml.load((Path(__file__).parent / "roles.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    tasks = {name: Task.model_validate(entry) for name, entry in raw["tasks"].items()}
    words = {name: Pattern(raw[name]) for name in Patterns._fields if name not in {"tasks", "another"}}
    another = Pattern(raw["by_another"].replace("ANOTHER", raw["another"]))
    compiled = {name: (task, Pattern(task.words)) for name, task in tasks.items()}
    return Patterns(tasks=compiled, another=another, **words)


def find(said: Sequence[Said]) -> Iterator[tuple[Text, int, str, str]]:
    """Each task told of two doers in different turns: what it is about, the turn, both quotes."""
    told = against_earlier(said, parts_of, lambda part: (part.task, part.doer), _exclude)
    for turn, earlier, later in told:
        yield _about(earlier, later), turn, earlier.quote, later.quote


def of_others(said: Sequence[Said]) -> frozenset[str]:
    """The tasks that the candidate says were another's, or that they never did, and calls their own nowhere.

    What was not done on a device that is named ("I didn't deploy it to a Jetson") may have been done on another.
    """
    parted = [_parted(one) for one in said]
    return frozenset[str]().union(*(others for others, _ in parted)).difference(*(own for _, own in parted), {""})


@lru_cache(maxsize=1024)
def _parted(one: Said) -> tuple[frozenset[str], frozenset[str]]:
    """The tasks that a turn says were another's, or never done, and those that it calls the candidate's in some way."""
    another = _patterns().another
    others = {
        part.task
        for part in parts_of(one)
        if part.doer == "not_mine" and (another.search(part.quote) or not _on_a_device(part.quote))
    }
    others |= {task for clause in one.clauses for task in _never_done(clause)}
    return frozenset(others), frozenset(part.task for part in parts_of(one) if part.doer != "not_mine")


@lru_cache(maxsize=1024)
def disclaims(one: Said) -> bool:
    """Whether a turn says that something was not the candidate's part, and calls nothing their own.

    That others are named is not enough: "from the customer's line" is said of one's own data, too.
    """
    words = _patterns()
    told = [clause for clause in one.clauses if not clause.supposed and not words.unless.search(clause.text)]
    denied = any(words.not_mine.search(clause.text) or words.colleague.search(clause.text) for clause in told)
    return denied and not any(_doer(clause) in {"mine", "alone", "only"} for clause in told)


def _never_done(clause: Clause) -> tuple[str, ...]:
    never = not clause.supposed and _patterns().never.search(clause.text) and not _on_a_device(clause.text)
    return _tasks(clause.text) if never else ()


def _on_a_device(text: str) -> bool:
    return any(mention.kind == "hardware" for mention in names.find(text))


def _exclude(first: Part, second: Part) -> bool:
    """Whether two parts cannot both be so."""
    if second.doer not in AGAINST[first.doer] or _of_two_things(first.quote, second.quote):
        return False
    tasks = _patterns().tasks
    if "alone" in {first.doer, second.doer}:
        return all(not part.task or tasks[part.task][0].core or part.doer == "only" for part in (first, second))
    if "only" in {first.doer, second.doer}:
        return first.task != second.task and all(part.task and tasks[part.task][0].core for part in (first, second))
    if first.task == second.task == "code":
        return any(ALL.search(part.quote) for part in (first, second))
    return first.task == second.task


def _of_two_things(first: str, second: str) -> bool:
    """Whether two statements name different parts of a system: "the detector", "the tracker"."""
    one, two = _named_parts(first), _named_parts(second)
    return bool(one and two) and not one & two


@lru_cache(maxsize=1024)
def _named_parts(text: str) -> frozenset[str]:
    return frozenset(match[0].lower() for match in PART.finditer(text))


def _about(first: Part, second: Part) -> Text:
    """What two parts disagree about: where one says "only this", it is the task of the other."""
    if "alone" in {first.doer, second.doer}:
        return BY_NOBODY_ELSE
    name = _patterns().tasks[first.task if second.doer == "only" else second.task][0].name
    return Text(zh=BY_WHOM.zh.replace("{task}", name.zh), en=BY_WHOM.en.replace("{task}", name.en))


@lru_cache(maxsize=1024)
def parts_of(one: Said) -> tuple[Part, ...]:
    """The parts that a turn tells of; a task told of two doers in one turn is no statement."""
    question, clauses = one.question, one.clauses
    found: list[Part] = []
    if several := _by_several(clauses):
        found.append(Part("", "shared", several))
    for place, clause in enumerate(clauses):
        doer = _doer(clause)
        if doer is None:
            continue
        before = clauses[place - 1] if place and clauses[place - 1].sentence == clause.sentence else None
        if doer == "alone" and _of_a_part(clause, before):
            doer = "mine"
        if doer in {"alone", "shared"}:
            found.append(Part("", doer, clause.text))
        goes_on = doer == "not_mine" and not OF_TWO_OTHERS.match(clause.text)
        texts = [clause.text, before.text] if before and goes_on else [clause.text]
        own = next((tasks for text in texts if (tasks := _tasks(text))), None)
        asked = _tasks(question) if own is None and place == 0 and doer in {"not_mine", "mine"} else ()
        found += [
            Part(task, "mine" if doer == "alone" else doer, clause.text) for task in own or asked if doer != "shared"
        ]
    doers: dict[str, set[Doer]] = {}
    for part in found:
        doers.setdefault(part.task, set()).add(part.doer)
    return tuple(part for part in found if len(doers[part.task]) == 1)


def _of_a_part(clause: Clause, before: Clause | None) -> bool:
    """Whether what somebody did alone is no more than a part of the project.

    Args:
        clause: tells of it.
        before: the clause before it in its sentence, if it is not the first.

    """
    if before and AND_NOBODY_ELSE.fullmatch(clause.text.strip()):
        return True
    tasks = _tasks(clause.text)
    some = 0 < len(tasks) < WHOLE_OF_A_PROJECT or bool(PART.search(clause.text))
    return some and not ALL.search(ALL_OF_A_TASK.sub("", clause.text))


def _by_several(clauses: tuple[Clause, ...]) -> str:
    """The clause that names another with a core task, or a second person; empty where there is none."""
    named: set[str] = set()
    for clause in clauses:
        found = {match[1] or match[2] for match in PERSON.finditer(clause.text)} if not clause.supposed else set()
        names = found - NO_NAMES
        core = [task for task in _tasks(clause.text) if _patterns().tasks[task][0].core]
        named |= names if core or not _tasks(clause.text) else set()
        if len(named) > 1:
            return clause.text
        if names and core and not OTHER_PART.search(clause.text):
            return clause.text
    return ""


def _doer(clause: Clause) -> Doer | None:
    """Whom a clause calls the doer."""
    words = _patterns()
    if clause.supposed or words.unless.search(clause.text):
        return None
    if words.only.search(clause.text):
        return "only"
    if words.not_mine.search(clause.text):
        return "not_mine"
    if words.alone.search(clause.text):
        return "alone"
    if words.shared.search(clause.text):
        return "shared"
    if words.another.search(clause.text):
        return "not_mine"
    return "mine" if words.mine.search(clause.text) else None


@lru_cache(maxsize=1024)
def _tasks(text: str) -> tuple[str, ...]:
    """The tasks that are named."""
    return tuple(name for name, (_, words) in _patterns().tasks.items() if words.search(text))
