"""A public data set with a size or a number of classes that it does not have."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.reading import Clause, Reading
from evaluators.text import Text

PARTLY = lexicon.words("partly")
HAS = re.compile(r"有|共|是|分|包含|\b(?:has|have|with|contains?|is|are|of)\b|的", re.IGNORECASE)
USED = re.compile(r"用|训|\b(?:use[sd]?|using|train(?:ed|ing)?)\b", re.IGNORECASE)
MULTIPLIED = re.compile(
    r"增强|扩|合成|生成|裁|切|轮|步|遍|见过|看过|\b(?:augment\w*|synth\w*|crops?|patch\w*|tiles?|epochs?|steps?|iterations?|seen|saw)\b",
    re.IGNORECASE,
)
"""Samples made from others, or counted once for each time they were seen."""
SPENT = re.compile(r"训|跑|花|耗|\b(?:train\w*|took|takes?|ran|runs?|spent|after)\b", re.IGNORECASE)
"""Hours of work and not of speech."""
WITH_OTHERS = re.compile(r"加|外加|[+＋]|\b(?:plus|together with|combined)\b", re.IGNORECASE)
"""The number is that of several sets, some of which the tables may not know."""
SLACK = 0.12
BEYOND = 1.3
"""How far above the whole a number used must lie: a part of the set is always possible."""

COUNTED = {
    "class": Text(zh="类别数", en="classes"),
    "image": Text(zh="样本数", en="samples"),
    "sample": Text(zh="样本数", en="samples"),
    "hour": Text(zh="语音时长（小时）", en="hours of speech"),
}


def find(reading: Reading) -> Iterator[Doubt]:
    """Sizes that are given as a data set's own and are none of its."""
    for one in reading.said:
        for clause in one.clauses:
            named = clause.named("dataset")
            if (
                len(named) != 1
                or clause.supposed
                or clause.denied
                or clause.compared
                or PARTLY.search(clause.text)
                or WITH_OTHERS.search(clause.text)
                or not (HAS.search(clause.text) or USED.search(clause.text))
            ):
                continue
            its_own = bool(HAS.search(clause.text))
            data = tables().datasets[named[0]]
            for figure in clause.figures:
                known = (
                    data.classes
                    if figure.unit == "class"
                    else data.samples
                    if figure.unit in {"image", "sample"}
                    else ()
                )
                if figure.unit == "hour" and data.hours and not SPENT.search(clause.text):
                    known = tuple(value for value in data.hours if figure.value > value)
                if known and _is_none_of(figure.value, known, its_own=its_own, clause=clause):
                    yield Doubt(
                        "impossible_fact",
                        one.turn,
                        clause.text,
                        Text(
                            zh=f"{data.name} 的{COUNTED[figure.unit].zh}是 {known[0]}。",
                            en=f"{data.name} has {known[0]} {COUNTED[figure.unit].en}.",
                        ),
                        data.source,
                    )


def _is_none_of(value: float, known: tuple[int, ...], *, its_own: bool, clause: Clause) -> bool:
    """Whether a number cannot be the set's: none of its sizes, or, of samples used, more than there are."""
    if its_own:
        return all(abs(value - one) > SLACK * one for one in known)
    return value > BEYOND * max(known) and not MULTIPLIED.search(clause.text)
