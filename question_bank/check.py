"""Holds every item against its own exemplars."""

from collections.abc import Iterable, Iterator

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


def check(items: Iterable[Item]) -> Iterator[Miss]:
    """Grade every exemplar of `items` and yield what differs from its expectation."""
    for item in items:
        if item.grading is None:
            continue
        for place, exemplar in enumerate(item.exemplars):
            verdict = run(item.grading, exemplar.response())
            for what, expected, got in _differences(exemplar, verdict):
                yield Miss(
                    item=item.id,
                    exemplar=place,
                    style=exemplar.style,
                    language=exemplar.language,
                    what=what,
                    expected=str(expected),
                    got=str(got),
                )


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
