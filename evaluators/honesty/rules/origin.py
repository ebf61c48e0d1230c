"""Who published something, and when, where that is stated and wrong."""

import re
from collections.abc import Iterator
from functools import cache

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Fact, tables
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.text import Text

PUBLISHED = r"(?:提出|发布|发表|开源|推出|开发|出品|问世)"
BY = lexicon.source("published_by", PUBLISHED=PUBLISHED)
IN_YEAR = lexicon.words("published_in", PUBLISHED=PUBLISHED)
ANOTHER = lexicon.words("another_release")
IT = re.compile(r"\s*(?:它|这个|该|it\b|this\b)", re.IGNORECASE)
ASKS = re.compile(r"谁|哪年|哪一年|什么时候|哪家|\b(?:who|when|come from|which (?:year|company|lab))\b", re.IGNORECASE)
SLACK = 1
"""Years: preprint, conference and release may lie apart."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Statements that a thing was published by somebody else, or in another year, than it was."""
    for one in reading.said:
        for clause in one.clauses:
            if clause.denied or clause.supposed or clause.compared or ANOTHER.search(clause.text):
                continue
            for fact in _subjects(reading, one, clause):
                yield from _maker(fact, one, clause)
                yield from _year(fact, one, clause)


def _subjects(reading: Reading, one: Said, clause: Clause) -> Iterator[Fact]:
    """The one model or engine that the clause is about."""
    models, engines = clause.named("model"), clause.named("engine")
    if len(models) + len(engines) > 1 or any(mention.kind == "invention" for mention in clause.mentions):
        return
    if engines:
        yield tables().engines[engines[0]]
    elif models:
        yield tables().models[models[0]]
    elif (IT.match(clause.text) or ASKS.search(one.question)) and (name := reading.subject("model", one, clause)):
        yield tables().models[name]


def _maker(fact: Fact, one: Said, clause: Clause) -> Iterator[Doubt]:
    """Another maker than the one that published it."""
    if not fact.by:
        return
    for maker, pattern in _makers():
        if maker not in fact.by and pattern.search(clause.text):
            right = tables().makers[fact.by[0]]
            reason = Text(
                zh=f"{fact.name} 是 {right[-1] if len(right) > 1 else right[0]} 发布的。",
                en=f"{fact.name} was published by {right[0].capitalize()}.",
            )
            yield Doubt("impossible_fact", one.turn, clause.text, reason, fact.source)
            return


def _year(fact: Fact, one: Said, clause: Clause) -> Iterator[Doubt]:
    """Another year than that of its first appearance."""
    match = IN_YEAR.search(clause.text)
    if not match or not fact.first:
        return
    said = int(next(group for group in match.groups() if group))
    if abs(said - int(fact.first[:4])) > SLACK:
        reason = Text(zh=f"{fact.name} 最早见于 {fact.first}。", en=f"{fact.name} first appeared in {fact.first}.")
        yield Doubt("impossible_fact", one.turn, clause.text, reason, fact.source)


@cache
def _makers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each maker with the pattern of "published by"."""
    return tuple(
        (maker, re.compile(BY.replace("MAKER", "|".join(map(re.escape, names))), re.IGNORECASE))
        for maker, names in tables().makers.items()
    )
