"""What the candidate says of their own work: read as it is said, and held against facts and earlier words."""

from evaluators.verdict import Concern
from interview_flow import events as e
from interview_flow.honesty import AskedProbe
from interview_flow.machine.course import Course
from interview_flow.state import Answer, Asked, State

TO_EXPLAIN = ("impossible_fact", "inconsistent")
"""Findings that the candidate is offered, once, to explain or correct."""


WITHOUT_CLAIMS = ("arithmetic/", "derivation/", "program/")
"""Answers whose figures are the question's own, and say nothing of the candidate's work."""


def read(course: Course, item: Asked, answer: Answer) -> None:
    """Read the claims in an answer: in what was typed, where the answer can be about the candidate's own work."""
    stage = course.state.stage
    if stage and answer.text and may_hold(item):
        _note(course, answer.text, stage.id)


def may_hold(item: Asked) -> bool:
    """Whether an answer to `item` can be about the candidate's own work."""
    return not item.item.startswith(WITHOUT_CLAIMS)


def read_cv(course: Course, text: str) -> None:
    """Read the claims in a CV."""
    _note(course, text, "cv")


def asked(state: State) -> tuple[AskedProbe, ...]:
    """The claims' probes of the whole session, with what was said to each."""
    return tuple(
        AskedProbe(
            claim=probe.claim,
            question=probe.question,
            reply=item.reply(place) or None,
        )
        for item in state.items
        for place, probe in enumerate(item.probes)
        if probe.claim is not None
    )


def unexplained(course: Course) -> list[Concern]:
    """Findings that the candidate is still to be offered to explain."""
    return [concern for concern in _open(course) if concern.kind in TO_EXPLAIN]


def raise_rest(course: Course, *, final: bool) -> None:
    """Keep the findings on which no question follows: all of them when the interview is over."""
    for concern in _open(course):
        if final or concern.kind not in TO_EXPLAIN:
            course.happen(e.ConcernRaised(at=course.at, concern=concern))


def _open(course: Course) -> list[Concern]:
    """Findings that are not among the events yet."""
    state = course.state
    found = [concern for item in state.items if item.verdict for concern in item.verdict.concerns]
    found += course.honesty.concerns(state.claims, asked(state), language=state.language, at=course.at)
    known = {(concern.kind, concern.quote) for concern in state.concerns}
    fresh = {(concern.kind, concern.quote): concern for concern in found}
    return [concern for name, concern in fresh.items() if name not in known]


def _note(course: Course, text: str, stage: str) -> None:
    for claim in course.honesty.read(text, turn=course.state.turn, stage=stage, at=course.at):
        course.happen(e.ClaimMade(at=course.at, claim=dict(claim)))
