"""Holds every item against its own exemplars."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evaluators.run import run
from evaluators.text import Frozen
from evaluators.verdict import Verdict
from question_bank.item import Exemplar, Item


class Miss(Frozen):
    """One expectation of an exemplar that grading did not meet."""

    item: str
    exemplar: int
    """Zero-based place among the item's exemplars."""
    style: str
    language: str
    what: str
    """The criterion's id, or ``members``, ``wrong``, ``outcome``, ``overall``."""
    expected: str
    got: str


class Graded(NamedTuple):
    """An exemplar and what grading made of it."""

    item: Item
    place: int
    """Zero-based, among the item's exemplars."""
    exemplar: Exemplar
    verdict: Verdict

    def misses(self) -> Iterator[Miss]:
        """Yield what differs from the exemplar's expectation."""
        for what, expected, got in _differences(self.exemplar, self.verdict):
            yield Miss(
                item=self.item.id,
                exemplar=self.place,
                style=self.exemplar.style,
                language=self.exemplar.language,
                what=what,
                expected=str(expected),
                got=str(got),
            )


def graded(items: Iterable[Item]) -> Iterator[Graded]:
    """Grade every exemplar of those `items` that have an evaluator, one at a time."""
    for item in items:
        if item.grading is not None:
            for place, exemplar in enumerate(item.exemplars):
                yield Graded(item, place, exemplar, run(item.grading, exemplar.response()))


def check(items: Iterable[Item]) -> Iterator[Miss]:
    """Grade every exemplar of `items` and yield what differs from its expectation."""
    for each in graded(items):
        yield from each.misses()


def _differences(exemplar: Exemplar, verdict: Verdict) -> Iterator[tuple[str, object, object]]:
    expect = exemplar.expect
    for criterion, met in expect.criteria.items():
        # An undecided finding counts as not met.
        if met is not None and bool(verdict.met(criterion)) is not met:
            yield criterion, met, verdict.met(criterion)
    if expect.members is not None and set(expect.members) != set(verdict.members or ()):
        yield "members", sorted(expect.members), sorted(verdict.members or ())
    if expect.wrong is not None and len(expect.wrong) != len(verdict.wrong or ()):
        yield "wrong", expect.wrong, verdict.wrong
    if expect.outcome is not None and expect.outcome != verdict.outcome:
        yield "outcome", expect.outcome, verdict.outcome
    if expect.overall is not None and expect.overall != verdict.overall:
        yield "overall", expect.overall, verdict.overall
