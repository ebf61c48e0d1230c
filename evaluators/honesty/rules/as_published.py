"""Which network a clause describes as its makers published it."""

import re
from collections.abc import Collection

from evaluators.honesty import lexicon
from evaluators.honesty.clause import CHANGED, Clause
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.subjects import PARTS
from evaluators.honesty.said import Said

ASKS = lexicon.words("structure_asks")
OF_ONES_OWN = lexicon.words("somebodys_own_network")
ASKS_FOR_ONES_OWN = lexicon.words("asks_for_ones_own")
SWAPPED = lexicon.words("swapped_parts")
"""Somewhere before, parts of a network were put in the place of others: what is told may be of the new one."""

UNKNOWN_NAME = re.compile(r"\b(?:[A-Z]+[a-z]+[A-Z]|[A-Z][a-z][A-Z]|[A-Z]{2,}[a-z])\w*")
"""A name such as BEiT or ImageGPT, of a network that the tables may not know: what is told may be of that one."""
DESCRIBES_IT = lexicon.words("describes_it")
"""What may stand before the words that describe a network, its name apart."""


def told(reading: Reading) -> frozenset[str]:
    """The ids of the networks that are named anywhere, in questions too: without one of them nothing is described."""
    said = (mention for one in reading.said for clause in one.clauses for mention in clause.mentions)
    asked = (mention for one in reading.said for mention in one.asked)
    return frozenset(mention.id for mention in (*said, *asked) if mention.kind == "model")


def among(names: Collection[str], known: Collection[str]) -> bool:
    """Whether one of `names` begins as one of `known` does."""
    return any(_known(name, known) for name in names)


def leads(clause: Clause, start: int, *, aside: Pattern | None = None) -> bool:
    """Whether what stands before `start` leaves a network, named there or before, the subject of what follows.

    `aside`: what may stand there as well.
    """
    text = clause.text[:start]
    for mention in reversed(clause.mentions):
        if mention.kind == "model" and mention.end <= start:
            text = text[: mention.start] + text[mention.end :]
    return bool(DESCRIBES_IT.match(aside.sub(" ", text) if aside else text))


def described(  # noqa: PLR0913 - what is asked for, where it is looked for, and the two ways of looking
    reading: Reading, one: Said, clause: Clause, known: Collection[str], *, beside: bool = False, asked: bool = False
) -> str | None:
    """The network of `known` (beginnings of ids) that `clause` describes; None where that is not certain.

    `beside`: the clause may name other networks as well, such as a backbone; `asked`: it answers a question for it.
    """
    if one.corrects or clause.supposed or clause.compared or any(mention.variant for mention in clause.mentions):
        return None
    told = "，".join(part.text for part in one.up_to(clause))
    if CHANGED.search(told) or OF_ONES_OWN.search(told):
        return None
    if SWAPPED.search("\n".join(said.text for said in reading.up_to(one))):
        return None
    named = tuple(name for name in clause.named("model") if name not in PARTS)
    ours = [name for name in named if _known(name, known)]
    if named and not beside:
        return named[0] if len(named) == 1 and ours else None
    if ours:
        return ours[0] if len(ours) == 1 else None
    if ASKS_FOR_ONES_OWN.search(one.question) or not (asked or not one.question or ASKS.search(one.question)):
        return None
    topic = _topic(reading, one, clause, known)
    return topic if topic and _known(topic, known) and _known(topic, _talked_of(reading, one)) else None


def _talked_of(reading: Reading, one: Said) -> frozenset[str]:
    """The networks that the opening or the question names, families too: others are parts of what was built."""
    opening = (mention for clause in reading.said[0].clauses for mention in clause.mentions)
    return frozenset(mention.id for mention in (*opening, *one.asked) if mention.kind == "model")


def _topic(reading: Reading, one: Said, clause: Clause, known: Collection[str]) -> str | None:
    """The network of the clause before that names one, else of the question, of an earlier turn, of the opening."""
    place = one.clauses.index(clause)
    if any(UNKNOWN_NAME.search(_without_names(part)) for part in one.sentence(clause.sentence) if part is not clause):
        return None
    for part in reversed(one.clauses[:place]):
        told = dict.fromkeys(m.id for m in part.mentions if m.kind == "model" and not part.sets_aside(m))
        named = [name for name in told if name not in PARTS and _known(name, known)]
        if any(name not in PARTS for name in told):
            return named[0] if len(named) == 1 and not part.compared else None
    topic = reading.topic("model", one)
    if topic and _known(topic, known):
        return topic
    opening = reading.said[0].named("model")
    asked = any(mention.kind == "model" for mention in one.asked)
    return opening[0] if len(opening) == 1 and not asked and one is not reading.said[0] else None


def _without_names(clause: Clause) -> str:
    text = clause.text
    for mention in reversed(clause.mentions):
        text = text[: mention.start] + text[mention.end :]
    return text


def _known(name: str, known: Collection[str]) -> bool:
    return any(name.startswith(each) for each in known)
