"""When what a candidate tells of took place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from evaluators.honesty import dating, lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import OTHER_TIMES, Said

_YEAR = lexicon.words("year")
AT_THE_END = lexicon.words("at_the_end")
"""Beside a year: the later part of a time that began with it."""
ASKS_WHAT_WAS_BEFORE = lexicon.words("asks_what_was_before")
"""A question about the time before: a year in the reply does not date what was told."""
TAKES_NOTHING_UP = lexicon.words("takes_nothing_up")
MOVED_ON = lexicon.words("moved_on")
A_YEAR_ON = lexicon.words("a_year_on")
"""In a sentence: it is about the year behind one that was told."""
THAT_WAS = Pattern(
    r"(?:and |so )?(?:that|this|it) (?:was|went live|happened|started)(?: all| back| sometime)? (?:in|around|during)\b|"
    r"(?:那|这|当时|那时候?)(?:应该|大概)?(?:是|在)(?:20\d\d|\d\d) ?年"
)
"""A clause that says when the rest of its sentence was."""
_NOT_THE_PROJECT = lexicon.words("not_the_project")
_EDITION = lexicon.words("edition")
_IS = Pattern(
    r" ?(?:是|在) ?(?:20)?\d\d(?: ?年(?: ?\d{1,2} ?月份?)?)?(?:的|出的|出来的)?\s*$|"
    r"(?: (?:is|was|came|appeared)(?: out)?)?(?: from| of| in)? 20\d\d$"
)
"""Behind a name: a time, and nothing else."""


@dataclass(frozen=True)
class Timeline:
    """The years that a candidate names, and what they date."""

    said: tuple[Said, ...]
    """The turns, in order."""
    day: date | None = None
    """When the conversation took place."""

    @cached_property
    def _dated(self) -> tuple[tuple[int, int], ...]:
        """Each year that was said or asked about, with its turn; a month ("2023-01") asked about is a fact's own."""
        said = [
            (year, one.turn)
            for one in self.said
            for sentence in one.sentences
            for clause in sentence
            for year, _ in years(clause)
            if not dating.of_others("，".join(part.text for part in sentence))
            if not dating.asked_of_things(one.question, clause.text)
            if not ASKS_WHAT_WAS_BEFORE.search(one.question)
        ]
        asked = [
            (int(match[1]), one.turn)
            for one in self.said
            for match in re.finditer(r"(?<!\d)(20[12]\d)(?!\d|-\d)", dating.without_things(one.question))
            if not (TAKES_NOTHING_UP.search(one.text) or _EDITION.search(one.question[: match.start()]))
            if int(match[1]) not in self._of_things(one.turn) - {year for year, _ in said}
        ]
        return (*said, *asked)

    def _of_things(self, turn: int) -> set[int]:
        """The years named before a question; what is asked of one that was the data's is not asked of the work."""
        told = [one.text for one in self.said if one.turn < turn]
        editions = {
            int(match[0])
            for text in told
            for match in dating.BARE.finditer(text)
            if _EDITION.search(text[: match.start()])
        }
        return editions.union(*(dating.of_things(text) for text in told))

    @cached_property
    def _latest(self) -> int:
        """The last year of all, those of the data among them: the work was not done before its data were there."""
        told = (c.text for one in self.said for c in one.clauses if not _NOT_THE_PROJECT.search(c.text))
        return max((dating.latest(text) for text in told), default=0)

    @cached_property
    def _other_times(self) -> bool:
        return any(OTHER_TIMES.search(one.text) for one in self.said)

    @staticmethod
    def _moves_on(one: Said) -> bool:
        """Whether a clause of the turn goes on to a later time that it does not name."""
        return bool(MOVED_ON.search(one.text)) and any(
            MOVED_ON.search(part.text) and not years(part) for part in one.clauses
        )

    def bound(self, one: Said, clause: Clause) -> tuple[int, int] | None:
        """The last year that `clause` can speak of, and the turn by which that is known; None where there is none."""
        around = "，".join(part.text for part in one.sentence(clause.sentence))
        own = bool(years(clause))
        dated = own or any(THAT_WAS.match(part.text) for part in one.sentence(clause.sentence))
        near = (
            []
            if MOVED_ON.search(around) or (dating.of_others(around) and not dated)
            else [year for other in one.sentence(clause.sentence) for year, _ in years(other)]
        )
        if near and (AT_THE_END.search(clause.text if own else around) or (not own and OTHER_TIMES.search(around))):
            return None
        if near:
            return max(*near, dating.latest(around)), one.turn
        if self._other_times or OTHER_TIMES.search(one.question) or self._moves_on(one) or A_YEAR_ON.search(around):
            return None
        if self._dated:
            last = max(year for year, _ in self._dated)
            told = min(turn for year, turn in self._dated if year == last)
            return max(last, self._latest), max(one.turn, told)
        return (self.day.year, one.turn) if self.day else None


@lru_cache(maxsize=4096)
def years(clause: Clause) -> tuple[tuple[int, str], ...]:
    """The years in which `clause` says its events took place, each as it is written."""
    found = tuple(_years(dating.without_things(clause.text)))
    if not found or _NOT_THE_PROJECT.search(clause.text) or _tells_of_its_release(clause, found[0][0]):
        return ()
    return found if dating.of_the_work(clause.text, names=bool(clause.mentions)) else ()


def _tells_of_its_release(clause: Clause, year: int) -> bool:
    """Whether a clause gives nothing but a name and the year in which it came out ("v8 是 2023 年 1 月")."""
    first = next(iter(clause.mentions), None)
    if first is None or not _IS.match(clause.text, first.end):
        return False
    return (tables().of(first.kind)[first.id].first or "").startswith(str(year))


def all_years(clause: Clause) -> Iterator[tuple[int, str]]:
    """The years that a clause names, be they those of the project or not."""
    yield from _years(clause.text)


def _years(text: str) -> Iterator[tuple[int, str]]:
    for match in _YEAR.finditer(text):
        if _EDITION.search(text[: match.start()]):
            continue
        yield int(match[1] or match[3] or "20" + match[2]), match[0].strip()
