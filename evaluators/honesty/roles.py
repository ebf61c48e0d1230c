"""Who did what, as the candidate tells it: a task that was one's own at first and another's later, or the reverse."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

from evaluators.honesty.reading import Clause, Said
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
ALL = re.compile(
    r"整个|全部|所有|每一行|项目|课题|从头到尾|从[^，。]{1,6}到|"
    r"\b(?:every|all|whole|entire\w*|project|everything|the code (?:is|are|was))\b",
    re.IGNORECASE,
)
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

    tasks: Mapping[str, tuple[Task, re.Pattern[str]]]
    another: re.Pattern[str]
    not_mine: re.Pattern[str]
    mine: re.Pattern[str]
    alone: re.Pattern[str]
    shared: re.Pattern[str]
    only: re.Pattern[str]
    unless: re.Pattern[str]


@cache
def _patterns() -> Patterns:
    raw = yaml.load((Path(__file__).parent / "roles.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    tasks = {name: Task.model_validate(entry) for name, entry in raw["tasks"].items()}
    words = {
        name: re.compile(raw[name], re.IGNORECASE) for name in Patterns._fields if name not in {"tasks", "another"}
    }
    another = re.compile(raw["by_another"].replace("ANOTHER", raw["another"]), re.IGNORECASE)
    compiled = {name: (task, re.compile(task.words, re.IGNORECASE)) for name, task in tasks.items()}
    return Patterns(tasks=compiled, another=another, **words)


def find(said: Sequence[Said]) -> Iterator[tuple[Text, int, str, str]]:
    """Each task told of two doers in different turns: what it is about, the turn, both quotes."""
    told = against_earlier(
        said, lambda one: parts_of(one.question, one.clauses), lambda part: (part.task, part.doer), _exclude
    )
    for turn, earlier, later in told:
        yield _about(earlier, later), turn, earlier.quote, later.quote


def _exclude(first: Part, second: Part) -> bool:
    """Whether two parts cannot both be so."""
    if second.doer not in AGAINST[first.doer]:
        return False
    tasks = _patterns().tasks
    if "alone" in {first.doer, second.doer}:
        return all(not part.task or tasks[part.task][0].core or part.doer == "only" for part in (first, second))
    if "only" in {first.doer, second.doer}:
        return first.task != second.task and all(part.task and tasks[part.task][0].core for part in (first, second))
    if first.task == second.task == "code":
        return any(ALL.search(part.quote) for part in (first, second))
    return first.task == second.task


def _about(first: Part, second: Part) -> Text:
    if "alone" in {first.doer, second.doer}:
        return BY_NOBODY_ELSE
    name = _patterns().tasks[second.task][0].name
    return Text(zh=BY_WHOM.zh.replace("{task}", name.zh), en=BY_WHOM.en.replace("{task}", name.en))


@lru_cache(maxsize=1024)
def parts_of(question: str, clauses: tuple[Clause, ...]) -> tuple[Part, ...]:
    """The parts that a turn tells of; a task told of two doers in one turn is no statement."""
    found: list[Part] = []
    for place, clause in enumerate(clauses):
        doer = _doer(clause)
        if doer is None:
            continue
        tasks = _tasks(clause.text)
        if doer == "alone" and 0 < len(tasks) < WHOLE_OF_A_PROJECT and not ALL.search(clause.text):
            doer = "mine"
        if doer in {"alone", "shared"}:
            found.append(Part("", doer, clause.text))
        follows = bool(place) and clauses[place - 1].sentence == clause.sentence and doer == "not_mine"
        before = [clauses[place - 1].text] if follows else []
        own = next((tasks for text in [clause.text, *before] if (tasks := _tasks(text))), None)
        asked = _tasks(question) if own is None and place == 0 and doer in {"not_mine", "mine"} else ()
        found += [
            Part(task, "mine" if doer == "alone" else doer, clause.text) for task in own or asked if doer != "shared"
        ]
    doers: dict[str, set[Doer]] = {}
    for part in found:
        doers.setdefault(part.task, set()).add(part.doer)
    return tuple(part for part in found if len(doers[part.task]) == 1)


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


def _tasks(text: str) -> tuple[str, ...]:
    """The tasks that are named."""
    return tuple(name for name, (_, words) in _patterns().tasks.items() if words.search(text))
