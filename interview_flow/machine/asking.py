"""What is asked next: the next item, the next stage, or the end."""

from datetime import datetime, timedelta

from interview_flow import events as e
from interview_flow import wording as w
from interview_flow.effects import ShowReport
from interview_flow.machine import claims
from interview_flow.machine.course import Course, Rows
from interview_flow.message import Block, Heading
from interview_flow.phrasing import duration, prose
from interview_flow.state import Asked, State
from question_bank.bank import key
from question_bank.selection import START_LEVEL, Pick, Standing, next_level, pick

LEAST = timedelta(seconds=30)
"""A question that would have less time than this is not asked any more."""


def go_on(course: Course) -> None:
    """Ask the next item of this stage or the next one that has any; after the last, end."""
    plan = course.state.plan
    while plan is not None:
        chosen = _next_item(course)
        if chosen:
            ask(course, chosen)
            return
        if len(course.state.stages) == len(plan.stages):
            end(course, "finished")
            return
        _open_stage(course)


def ask(course: Course, chosen: Pick) -> None:
    """Put a question."""
    state, item = course.state, chosen.item
    due_at = min(course.at + timedelta(seconds=chosen.seconds), _latest_end(state, len(state.stages) - 1))
    course.happen(
        e.ItemAsked(
            at=course.at,
            item=key(item),
            stage=len(state.stages) - 1,
            draw=chosen.draw,
            title=item.title,
            prompt=item.ask(chosen.params, state.language),
            language=state.language,
            params=chosen.params,
            level=item.level,
            topics=item.topics,
            short=bool(item.grading and item.grading.short),
            due_at=due_at,
        )
    )
    show(course)


def show(course: Course) -> None:
    """Say the open question, or the follow-up that is open on it, what is drafted, and the time that is left."""
    item = course.state.current
    if item is None:
        return
    how = w.HOW_PROBE if item.probes else w.HOW_SHORT if item.short else w.HOW_DRAFT
    heading = course.text(w.QUESTION, number=item.number + 1, title=item.title.in_(course.state.language))
    body: tuple[Block, ...] = prose(prompt(course, item))
    if item.probes:
        body += prose(item.probes[-1].question)
    kept = (w.DRAFT_KEPT,) if item.draft else ()
    left = duration((item.due_at - course.at).total_seconds(), course.state.language)
    shown = (Heading(text=heading), *body, how, *kept, w.COUNTDOWN)
    course.say(*shown, buttons=buttons(course, item), left=left, size=item.drafted)


def prompt(course: Course, asked: Asked) -> str:
    """The question in the language now spoken."""
    item = course.item(asked)
    return item.ask(asked.params, course.state.language) if item else asked.prompt


def buttons(course: Course, item: Asked) -> Rows:
    """What can be pressed while a question is open. A button names its question: a stale one does nothing."""
    row = [course.button(f"skip:{item.number}", w.SKIP)]
    authored = course.item(item)
    if course.state.mode == "practice" and authored and len(item.hints) < len(authored.hints):
        row.insert(0, course.button(f"hint:{item.number}", w.HINT))
    if not item.one_message:
        row.insert(0, course.button(f"done:{item.number}", w.DONE))
    return (tuple(row),)


def say_paused(course: Course) -> None:
    """Remind the candidate that the clock stands still, with the way on."""
    course.say(w.PAUSED_ALREADY, buttons=((course.button("resume", w.RESUME),),))


def end(course: Course, reason: e.EndReason) -> None:
    """Ask nothing more; the report follows when every verdict is there."""
    course.happen(e.InterviewEnded(at=course.at, reason=reason))
    course.say(w.FINISHED if reason == "finished" else w.STOPPED)
    if any(item.pending for item in course.state.items):
        course.say(w.REPORT_FOLLOWS)
    report(course)


def report(course: Course) -> None:
    """Give the report, if every verdict is there."""
    if any(item.pending for item in course.state.items):
        return
    claims.raise_rest(course, final=True)
    course.happen(e.ReportIssued(at=course.at))
    course.do(ShowReport(session=course.state.session, language=course.state.language))
    course.say(w.AFTERWARDS, buttons=((course.button("transcript", w.TRANSCRIPT), course.button("again", w.AGAIN)),))


def level(state: State) -> int:
    """The level wanted next: it moves with each answer that was judged."""
    now = START_LEVEL
    for item in state.items:
        score = 0.0 if item.reason == "skipped" else item.verdict.score if item.verdict else None
        now = next_level(now, score)
    return now


def _next_item(course: Course) -> Pick | None:
    """The stage's next item, as far as there is time for one."""
    state = course.state
    if not state.stages or state.stage is None or _latest_end(state, len(state.stages) - 1) - course.at < LEAST:
        return None
    here = [item for item in state.items if item.stage == len(state.stages) - 1]
    chosen = pick(
        state.stage,
        course.bank,
        Standing(
            length=state.length,
            track=state.track,
            seed=state.seed,
            level=level(state),
            drawn=[item.draw for item in here],
            asked={item.item for item in state.items},
            recent=course.past.recent_items,
        ),
    )
    if chosen is None:
        return None
    # The last question of a stage may run over its end, but not by more than half of its time.
    room = (state.stages[-1].ends_at - course.at).total_seconds()
    return chosen if not here or room >= chosen.seconds / 2 else None


def _open_stage(course: Course) -> None:
    state = course.state
    if state.plan is None:
        return
    number = len(state.stages)
    stage = state.plan.stages[number]
    ends_at = min(course.at + timedelta(minutes=stage.minutes.of(state.length)), _latest_end(state, number))
    course.happen(e.StageOpened(at=course.at, stage=number, ends_at=ends_at))
    heading = course.text(w.STAGE, number=number + 1, of=len(state.plan.stages), title=stage.title.in_(state.language))
    budget = duration((ends_at - course.at).total_seconds(), state.language)
    course.say(Heading(text=heading), stage.purpose, course.text(w.STAGE_TIME, left=budget))


def _latest_end(state: State, number: int) -> datetime:
    """When a stage must be over at the latest, so that every later one with reserved time still has all of it.

    A stage that runs over takes its time from those that come after it without reserved time.
    """
    if state.plan is None or state.ends_at is None:
        raise ValueError("no interview is running")
    reserved = sum(later.minutes.of(state.length) for later in state.plan.stages[number + 1 :] if later.reserved)
    return state.ends_at - timedelta(minutes=reserved)
