"""Something used before it existed."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import NamedTuple

from evaluators.honesty import dating, lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import OTHER_TIMES, Said
from evaluators.honesty.timeline import years
from evaluators.text import Text

ASKED_YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d|-\d)")
UPHOLDS = lexicon.words("upholds")
WAS_OUT = lexicon.words("was_out_by_then")
"""A reply that what was used too early had been published by then."""
SAYS_NOTHING = 12
"""Characters of a reply that lets nothing stand and takes nothing back, unless it says yes."""
ASKS_SINCE = Pattern(r"\bsince when\b|什么时候开始|从(?:什么时候|哪年|何时)")
SINCE = lexicon.words("since_a_year")
HAD_IT = Pattern(r"(?:we|i)(?:.d| had| have|.ve)? (?:had|used|run|been (?:running|using)) (?:that|it|this)\b")
"""Begins a sentence about what the one before named."""
BEFORE_IT = Pattern(r"\b(?:before|prior to|predat\w+|no|without) (?:the |we had |there was |using |moving to )?$")
UNTIL_IT = Pattern(
    r" ?(?:(?:出来|出现|发布|问世|流行|开源)?(?:之|以)?前|还没|(?:did ?n.t|did not) exist|(?:came|was) (?:out )?later)"
)
"""Words around a name that tell of the time before it."""
ONCE_IT_WAS = Pattern(
    r" ?一?(?:出来|发布|开源|问世|推出)(?:了)?(?:之|以)?(?:后|就)|"
    r",? (?:when|once|after|as soon as) (?:it|that) (?:came|was|appeared|existed)"
)
"""Behind a name: it was used from when it was there."""
TRIED_BOTH = Pattern(r"\b(?:i|we) (?:compared|tested|tried|benchmarked|ran)\b|(?:对比|比较|试|测)(?:过|了)")
"""Of a comparison for which all that is named was at hand."""
HAD_LEFT = Pattern(
    r"(?:时候|时)[，,]?(?:我|我们|人)(?:已经|早就?)(?:走|离|不在)|"
    r"\b(?:i|we)(?:.d| had| was| were)? (?:already |long )?(?:left|gone|moved on)\b"
)
"""Whoever had left when something came did not use it there."""


class TooEarly(NamedTuple):
    """Something named, the month in which it first appeared, and the doubt that it was used before."""

    name: str
    first: str
    doubt: Doubt


def find(reading: Reading) -> Iterator[Doubt]:
    """Names whose first public appearance lies after the time that the candidate speaks of."""
    known: dict[str, str] = {}
    before: TooEarly | None = None
    for one in reading.said:
        yield from _asked_again(reading, one, known)
        if before and (stands := _was_out(one, before, known)):
            yield stands
        before = None
        for clause in one.clauses:
            if clause.supposed or clause.denied or (clause.compared and not TRIED_BOTH.search(clause.text)):
                continue
            yield from _in_use_since(reading, one, clause)
            bound = reading.timeline.bound(one, clause)
            if bound is None:
                continue
            for before in _too_early(reading, clause, *bound):
                again = any(_same_family(before.name, name) and before.first == first for name, first in known.items())
                if not again or any(_tells_a_year(other) for other in one.sentence(clause.sentence)):
                    known[before.name] = before.first
                    yield before.doubt


def _was_out(one: Said, before: TooEarly, known: Collection[str]) -> Doubt | None:
    """The doubt of the turn before, where the reply says that it was published by then, and names no later year."""
    models = {m.id for c in one.clauses for m in c.mentions if m.kind == "model"}
    others = {other for other in models if not any(_same_family(other, name) for name in known)}
    if (
        others
        or one.corrects
        or OTHER_TIMES.search(one.text)
        or any(match[0] >= before.first[:4] for match in ASKED_YEAR.finditer(one.text))
    ):
        return None
    said = next((c for c in one.clauses if WAS_OUT.search(c.text) and not (c.denied or c.supposed)), None)
    return replace(before.doubt, turn=one.turn, quote=said.text) if said else None


def _same_family(name: str, other: str) -> bool:
    """Whether one of the two is the other or its family: "yolov8" and "yolov8s"."""
    return name.startswith(other) or other.startswith(name)


def _tells_a_year(clause: Clause) -> bool:
    """Whether a clause gives the year of anything but data and things."""
    return bool(years(clause)) or bool(ASKED_YEAR.search(dating.without_things(clause.text)))


def _asked_again(reading: Reading, one: Said, known: Collection[str]) -> Iterator[Doubt]:
    """An answer that lets stand what the question says again: the name of something, and a year before its time."""
    year = ASKED_YEAR.search(one.question)
    # "BERT" asks of multilingual BERT, too.
    names = [m for m in one.asked if any(_same_family(m.id, name) or name.endswith(m.id) for name in known)]
    first = one.clauses[0] if one.clauses else None
    if not (year and names and first) or first.denied or one.corrects or OTHER_TIMES.search(one.text):
        return
    if len(one.text) <= SAYS_NOTHING and not UPHOLDS.search(one.text) and not any(c.mentions for c in one.clauses):
        return
    asked = Clause(one.question, 0, tuple(names), (), first.text)
    for found in _too_early(reading, asked, int(year[0]), one.turn):
        yield replace(found.doubt, quote=first.text)


def _in_use_since(reading: Reading, one: Said, clause: Clause) -> Iterator[Doubt]:
    """What the clause, or the one before it where it names nothing, says was in use since a year before its time."""
    match = SINCE.search(dating.without_things(clause.text)) if "20" in clause.text else None
    if not match:
        return
    place = one.clauses.index(clause)
    before = one.clauses[place - 1] if place else clause
    if before.sentence != clause.sentence and not HAD_IT.match(clause.text):
        before = clause
    named = [mention for mention in clause.mentions if mention.start < match.start()]
    spoken_of = clause if named or clause.mentions else before
    if not spoken_of.mentions and ASKS_SINCE.search(one.question):
        spoken_of = _asked_since(reading, one) or spoken_of
    if len(spoken_of.mentions) == 1 and not (spoken_of.denied or spoken_of.supposed):
        year = int(next(group for group in match.groups() if group))
        yield from (found.doubt for found in _too_early(reading, spoken_of, year, one.turn))


def _asked_since(reading: Reading, one: Said) -> Clause | None:
    """What was asked to have been in use since when, where that is plain: the one name in the turn before."""
    before = reading.before(one)
    named = [clause for clause in before[-1].clauses if clause.mentions] if before else []
    return named[0] if len(named) == 1 and not one.asked else None


def _too_early(reading: Reading, clause: Clause, year: int, turn: int) -> Iterator[TooEarly]:
    """A doubt for each name in `clause` that is younger than `year`."""
    if HAD_LEFT.search(clause.text):
        return
    for mention in clause.mentions:
        fact = tables().of(mention.kind)[mention.id]
        first = fact.first
        if (
            BEFORE_IT.search(clause.text[: mention.start])
            or UNTIL_IT.match(clause.text, mention.end)
            or any(ONCE_IT_WAS.match(clause.text, same.end) for same in clause.mentions if same.id == mention.id)
        ):
            continue
        if first and first > f"{year}-12":
            words = clause.text[mention.start : mention.end]
            yield TooEarly(
                mention.id,
                first,
                Doubt(
                    "impossible_fact",
                    turn,
                    reading.quote(turn, clause),
                    Text(
                        zh=f"{fact.name} 在 {first} 才首次公开，晚于所说的 {year} 年。",
                        en=f"{fact.name} first appeared in {first}, later than {year}, the time spoken of.",
                    ),
                    fact.source,
                    words,
                ),
            )
