"""Which came first: a plain statement about the order of two inventions, turned round."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.names import Mention
from evaluators.honesty.reading import Reading
from evaluators.text import Text

AFTER = lexicon.words("came_after")
BEFORE = lexicon.words("came_before")
BEHIND_AFTER = re.compile(r"^\s*(?:出来|提出)?之?后(?:面)?才|^\s*之后(?:才|提出|出现)|^\s*以后才")
BEHIND_BEFORE = re.compile(r"^\s*(?:提出|出来|出现)?之?前就(?:有|提出|出)|^\s*之前就")


def find(reading: Reading) -> Iterator[Doubt]:
    """Pairs of names whose order in time is stated the wrong way round."""
    for one in reading.said:
        for clause in one.clauses:
            if len(clause.mentions) != 2 or clause.denied or clause.supposed:
                continue
            first, second = clause.mentions
            between, behind = clause.text[first.end : second.start], clause.text[second.end :]
            if AFTER.match(between) or BEHIND_AFTER.match(behind):
                younger, older = first, second
            elif BEFORE.match(between) or BEHIND_BEFORE.match(behind):
                younger, older = second, first
            else:
                continue
            doubt = _turned_round(younger, older, one.turn, clause.text)
            if doubt:
                yield doubt


def _turned_round(younger: Mention, older: Mention, turn: int, quote: str) -> Doubt | None:
    """The doubt, where what is called younger came at least three months earlier."""
    late, early = (tables().of(mention.kind)[mention.id] for mention in (younger, older))
    if not (late.first and early.first) or _months(early.first) - _months(late.first) < 3:
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


def _months(month: str) -> int:
    """A month, ``YYYY-MM``, as a count."""
    return int(month[:4]) * 12 + int(month[5:])
