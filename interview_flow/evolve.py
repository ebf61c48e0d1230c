"""What each event does to the state. Pure, and independent of the bank: events carry all that is needed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce, singledispatch
from typing import Any, TypeVar

from pydantic import BaseModel

from evaluators.response import Attachment
from interview_flow import events as e
from interview_flow.events import Event
from interview_flow.state import Answer, Asked, Dispute, Part, Pause, Probe, StageRun, State

Model = TypeVar("Model", bound=BaseModel)


def evolve(state: State, event: Event) -> State:
    """The state after `event`."""
    return _with(_apply(event, state), at=event.at)


def fold(events: Iterable[Event]) -> State:
    """The state that `events` lead to."""
    return reduce(evolve, events, State())


@singledispatch
def _apply(event: Any, state: State) -> State:
    """What an event changes; most change one thing."""
    del event
    return state


@_apply.register
def _(event: e.SetupOpened, state: State) -> State:
    return _with(
        state,
        session=event.session,
        seed=event.seed,
        phase_of="setup",
        choices=event.choices,
        language=event.choices.language or state.language,
        cv_awaited=False,
        confirming=None,
    )


@_apply.register
def _(event: e.ChoiceMade, state: State) -> State:
    return _with(state, choices=event.choices, language=event.choices.language or state.language)


@_apply.register
def _(event: e.CvAwaited, state: State) -> State:
    del event
    return _with(state, cv_awaited=True)


@_apply.register
def _(event: e.CvReceived, state: State) -> State:
    return _with(state, cv=event.text, cv_awaited=False)


@_apply.register
def _(event: e.LanguageChosen, state: State) -> State:
    # A session's first event is the greeting: before that nobody can have chosen.
    choices = _with(state.choices, language=event.language) if state.at else state.choices
    return _with(state, language=event.language, choices=choices)


@_apply.register
def _(event: e.InterviewStarted, state: State) -> State:
    return _with(
        state,
        phase_of="running",
        plan=event.plan,
        track=event.track,
        language=event.language,
        length=event.length,
        mode=event.mode,
        started_at=event.at,
        ends_at=event.ends_at,
        cv_awaited=False,
    )


@_apply.register
def _(event: e.StageOpened, state: State) -> State:
    return _with(state, stages=(*state.stages, StageRun(opened_at=event.at, ends_at=event.ends_at)))


@_apply.register
def _(event: e.ItemAsked, state: State) -> State:
    told = event.model_dump(exclude={"event", "at"})
    asked = Asked.model_validate(told | {"number": len(state.items), "asked_at": event.at})
    return _with(state, items=(*state.items, asked), confirming=None, disputing=None)


@_apply.register
def _(event: e.MessageReceived, state: State) -> State:
    heard = _with(state, turn=state.turn + 1)
    if event.role != "answer":
        return heard
    return _drafted(_with(heard, disputing=None), Part(text=event.text, message=event.message))


@_apply.register
def _(event: e.FileReceived, state: State) -> State:
    heard = _with(state, turn=state.turn + 1)
    if event.role != "answer":
        return heard
    return _drafted(heard, Part(file=Attachment(name=event.name, content=event.content), message=event.message))


@_apply.register
def _(event: e.MessageEdited, state: State) -> State:
    if event.role != "answer" or state.current is None:
        return state
    draft = tuple(
        _with(part, text=event.text) if part.message == event.message else part for part in state.current.draft
    )
    return _current(state, draft=draft)


@_apply.register
def _(event: e.AnswerSubmitted, state: State) -> State:
    item = state.items[-1]
    answer = Answer(
        id=event.answer,
        parts=item.draft,
        at=event.at,
        by=event.by,
        probe=len(item.probes) - 1 if item.probes else None,
        elapsed=max(0.0, (event.at - item.asked_at - item.held).total_seconds()),
        graded=event.graded,
    )
    submitted = _current(state, draft=(), answers=(*item.answers, answer), answered=True)
    return _with(submitted, waiting_since=event.at) if event.graded else submitted


@_apply.register
def _(event: e.AnswerGraded, state: State) -> State:
    def judged(item: Asked) -> Asked:
        if all(answer.id != event.answer for answer in item.answers):
            return item
        answers = tuple(
            _with(a, verdict=event.verdict, questions=event.questions, reopened=False) if a.id == event.answer else a
            for a in item.answers
        )
        return _with(item, answers=answers)

    graded = _with(state, items=tuple(judged(item) for item in state.items))
    awaited = state.current is not None and any(a.id == event.answer for a in state.current.answers)
    return _waited(graded, event.at) if awaited else graded


@_apply.register
def _(event: e.AnswerReopened, state: State) -> State:
    def reopened(answer: Answer) -> Answer:
        return _with(answer, reopened=True) if answer.id == event.answer else answer

    return _with(state, items=tuple(_with(i, answers=tuple(map(reopened, i.answers))) for i in state.items))


@_apply.register
def _(event: e.VerdictDisputed, state: State) -> State:
    dispute = Dispute(at=event.at, criterion=event.criterion, words=event.words)

    def disputed(answer: Answer) -> Answer:
        if answer.id != event.answer or (answer.disputes and not dispute.words):
            return answer
        # The reason that follows on a pressed button belongs to the dispute that it began.
        return _with(answer, disputes=(*(d for d in answer.disputes if d.words), dispute))

    items = tuple(_with(item, answers=tuple(map(disputed, item.answers))) for item in state.items)
    about = next((item.number for item in items if any(a.id == event.answer for a in item.answers)), None)
    return _with(state, items=items, disputing=None if dispute.words else about)


@_apply.register
def _(event: e.GradingPostponed, state: State) -> State:
    return _waited(state, event.at)


@_apply.register
def _(event: e.AskedAgain, state: State) -> State:
    del event
    return _current(state, again=state.items[-1].again + 1, answered=False)


@_apply.register
def _(event: e.ProbeAsked, state: State) -> State:
    probe = Probe.model_validate(event.model_dump(exclude={"event"}))
    concerns = (*state.concerns, event.concern) if event.concern else state.concerns
    return _with(_current(state, probes=(*state.items[-1].probes, probe), answered=False), concerns=concerns)


@_apply.register
def _(event: e.HintGiven, state: State) -> State:
    return _current(state, hints=(*state.items[-1].hints, event.text))


@_apply.register
def _(event: e.ItemClosed, state: State) -> State:
    return _with(_current(state, reason=event.reason, closed_at=event.at), waiting_since=None)


@_apply.register
def _(event: e.ClaimMade, state: State) -> State:
    return _with(state, claims=(*state.claims, event.claim))


@_apply.register
def _(event: e.ConcernRaised, state: State) -> State:
    return _with(state, concerns=(*state.concerns, event.concern))


@_apply.register
def _(event: e.TimeCalled, state: State) -> State:
    if event.of == "item":
        return _current(state, called=event.left)
    return _with(state, stages=(*state.stages[:-1], _with(state.stages[-1], warned=True)))


@_apply.register
def _(event: e.ConfirmationAsked, state: State) -> State:
    return _with(state, confirming=event.of)


@_apply.register
def _(event: e.ConfirmationDropped, state: State) -> State:
    del event
    return _with(state, confirming=None, disputing=None)


@_apply.register
def _(event: e.Paused, state: State) -> State:
    return _with(state, pauses=(*state.pauses, Pause(at=event.at, until=event.until)))


@_apply.register
def _(event: e.Resumed, state: State) -> State:
    pause = _with(state.pauses[-1], resumed_at=event.at)
    by = event.at - pause.at
    resumed = _with(_held(state, by), pauses=(*state.pauses[:-1], pause))
    return _with(resumed, waiting_since=resumed.waiting_since + by) if resumed.waiting_since else resumed


@_apply.register
def _(event: e.InterviewEnded, state: State) -> State:
    return _with(state, phase_of="wrapping", ended_at=event.at, end=event.reason, waiting_since=None, confirming=None)


@_apply.register
def _(event: e.ReportIssued, state: State) -> State:
    del event
    return _with(state, phase_of="ended", reported=True)


def _with(model: Model, **changes: Any) -> Model:
    """A copy with `changes`; the values are ours and already of their types."""
    return model.model_copy(update=changes)


def _current(state: State, **changes: Any) -> State:
    """The state with its latest item changed."""
    return _with(state, items=(*state.items[:-1], _with(state.items[-1], **changes)))


def _drafted(state: State, part: Part) -> State:
    return _current(state, draft=(*state.items[-1].draft, part)) if state.current else state


def _waited(state: State, until: datetime) -> State:
    """The wait for a verdict is over; it was not the candidate's time."""
    if state.waiting_since is None:
        return state
    end = state.pauses[-1].at if state.paused else until
    return _with(_held(state, max(timedelta(), end - state.waiting_since)), waiting_since=None)


def _held(state: State, by: timedelta) -> State:
    """The state with its deadlines moved by `by`."""
    if state.ends_at is None:
        return state
    moved = _with(state, ends_at=state.ends_at + by)
    if moved.stages:
        last = moved.stages[-1]
        moved = _with(moved, stages=(*moved.stages[:-1], _with(last, ends_at=last.ends_at + by)))
    if moved.current:
        item = moved.current
        moved = _current(moved, due_at=item.due_at + by, held=item.held + by)
    return moved
