"""What falls due, and what is done about it at that very moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from interview_flow import events as e
from interview_flow import wording as w
from interview_flow.effects import Grade
from interview_flow.machine import asking, following
from interview_flow.machine.course import Course
from interview_flow.phrasing import duration
from interview_flow.state import Asked, State

PATIENCE = timedelta(seconds=30)
"""How long the interview waits for a verdict before it goes on without it."""
CALL_EVERY = 300
"""The time left is told at every multiple of this, in seconds."""


class Due(NamedTuple):
    """Something that is to be done at a moment."""

    at: datetime
    act: Callable[[Course], None]


def next_due(state: State) -> Due | None:
    """What falls due first; None where nothing does."""
    if state.phase_of != "running":
        return None
    if state.paused:
        return Due(state.pauses[-1].until, resume)
    if state.waiting_since:
        return Due(state.waiting_since + PATIENCE, _go_on_without_verdict)
    item = state.current
    if item is None:
        return None
    dues = [Due(item.due_at, time_is_up)]
    left = next_call(item)
    if left is not None:
        dues.insert(0, Due(item.due_at - timedelta(seconds=left), _call_item))
    stage = state.stages[-1]
    if not stage.warned:
        dues.insert(0, Due(stage.ends_at - _stage_notice(stage.ends_at - stage.opened_at), _call_stage))
    return min(dues, key=lambda due: due.at)


def next_call(item: Asked) -> int | None:
    """Seconds left at which the time is to be told next on `item`; None when it has been told for the last time."""
    allowed = item.allowed
    last = 60 if allowed > 120 else int(allowed / 4)
    calls = [last, *range(CALL_EVERY, int(allowed - last) + 1, CALL_EVERY)]
    return max((left for left in calls if item.called is None or left < item.called), default=None)


def catch_up(course: Course, until: datetime) -> None:
    """Do all that falls due until a moment, each at its own moment.

    Stops where a verdict is needed to go on: the interview waits for it, however long ago that was.
    """
    while (due := next_due(course.state)) and due.at <= until:
        if any(isinstance(effect, Grade) for effect in course.effects):
            return
        course.at = max(due.at, course.state.at or due.at)
        due.act(course)


def time_is_up(course: Course) -> None:
    """The open question's deadline: the draft is handed in as it stands."""
    item = course.state.current
    if item is None:
        return
    if item.draft:
        course.say(w.TIME_UP_SUBMITTED)
        following.submit(course, "deadline")
        return
    course.say(w.TIME_UP)
    following.close(course, "answered" if item.answers else "deadline")
    asking.go_on(course)


def resume(course: Course) -> None:
    """The clock goes on."""
    course.happen(e.Resumed(at=course.at))
    course.say(w.RESUMED, left=duration(_left(course.state), course.state.language))
    following.settle(course)


def _left(state: State) -> float:
    item = state.current
    return (item.due_at - state.at).total_seconds() if item and state.at else 0


def _go_on_without_verdict(course: Course) -> None:
    item = course.state.current
    if item is None:
        return
    course.happen(e.GradingPostponed(at=course.at, answer=item.answers[-1].id))
    course.say(w.GRADING_SLOW)
    following.close(course, "answered")
    asking.go_on(course)


def _call_item(course: Course) -> None:
    item = course.state.current
    left = next_call(item) if item else None
    if item is None or left is None:
        return
    course.happen(e.TimeCalled(at=course.at, of="item", left=left))
    told = duration(left, course.state.language)
    if left < CALL_EVERY:
        course.say(w.LAST_CALL_ONE if item.one_message else w.LAST_CALL, left=told)
    else:
        course.say(w.COUNTDOWN, slot="countdown", left=told)


def _call_stage(course: Course) -> None:
    stage = course.state.stages[-1]
    left = max(0, int((stage.ends_at - course.at).total_seconds()))
    course.happen(e.TimeCalled(at=course.at, of="stage", left=left))
    if course.state.plan:
        title = course.state.plan.stages[len(course.state.stages) - 1].title.in_(course.state.language)
        course.say(w.STAGE_CALL, left=duration(left, course.state.language), stage=title)


def _stage_notice(length: timedelta) -> timedelta:
    """How long before its end a stage is called: two minutes, less in a very short one."""
    return min(timedelta(minutes=2), length / 5)
