"""The commands that a candidate can type, and the buttons that stand for them."""

from collections.abc import Callable
from datetime import timedelta

from evaluators.text import Text
from interview_flow import events as e
from interview_flow import wording as w
from interview_flow.effects import Forget, ShowReport, ShowTranscript
from interview_flow.machine import answering, asking, clock, disputes, following, setup
from interview_flow.machine.course import Course
from interview_flow.past import SessionSummary, summarise
from interview_flow.phrasing import duration, prose

MOST_PAUSES = 3
MOST_PAUSED = timedelta(minutes=15)
"""All pauses of an interview together."""
HINT_COST = 0.15
"""Share of the item's score that each hint takes."""


def start(course: Course, arguments: str, locale: str) -> None:
    """Begin, or say why not."""
    if course.state.phase_of == "running":
        course.say(w.ALREADY_RUNNING)
    elif course.state.ended:
        course.say(w.OVER)
    else:
        setup.start(course, arguments, locale)


def help_(course: Course, arguments: str) -> None:
    """What can be done."""
    del arguments
    course.say(w.HELP)


def hint(course: Course, arguments: str) -> None:
    """The next hint on the open question."""
    del arguments
    item = course.state.current
    if item is None or course.state.phase != "asking":
        _nothing_open(course)
        return
    authored = course.item(item)
    if authored is None or len(item.hints) >= len(authored.hints):
        course.say(w.NO_MORE_HINTS if item.hints else w.NO_HINTS)
        return
    text = authored.hints[len(item.hints)].in_(course.state.language)
    course.happen(e.HintGiven(at=course.at, text=text))
    course.say(w.HINT_COSTS, *prose(text), percent=round(HINT_COST * 100))


def skip(course: Course, arguments: str) -> None:
    """Leave the open question; what was written stays in the transcript."""
    del arguments
    if course.state.paused:
        clock.resume(course)
    item = course.state.current
    if item is None or course.state.phase != "asking":
        _nothing_open(course)
        return
    following.close(course, "answered" if item.answers else "skipped")
    asking.go_on(course)


def repeat(course: Course, arguments: str) -> None:
    """The open question once more."""
    del arguments
    if course.state.phase == "asking":
        asking.show(course)
    else:
        _nothing_open(course)


def done(course: Course, arguments: str) -> None:
    """Hand the draft in."""
    del arguments
    if course.state.paused:
        clock.resume(course)
    answering.done(course)


def pause(course: Course, arguments: str) -> None:
    """Stop the clock, a few times and not for long."""
    del arguments
    state = course.state
    left = MOST_PAUSED - state.pause_used
    if state.phase_of != "running":
        _nothing_open(course)
    elif state.paused:
        asking.say_paused(course)
    elif len(state.pauses) >= MOST_PAUSES or left <= timedelta(0):
        course.say(w.NO_MORE_PAUSES, most=MOST_PAUSES, minutes=int(MOST_PAUSED.total_seconds() // 60))
    else:
        course.happen(e.Paused(at=course.at, until=course.at + left))
        course.say(
            w.PAUSED,
            buttons=((course.button("resume", w.RESUME),),),
            left=duration(left.total_seconds(), state.language),
            pauses=MOST_PAUSES - len(state.pauses) - 1,
        )


def resume(course: Course, arguments: str) -> None:
    """Let the clock go on."""
    del arguments
    if course.state.phase_of == "running" and course.state.paused:
        clock.resume(course)
    else:
        course.say(w.NOT_PAUSED)


def end(course: Course, arguments: str) -> None:
    """End the interview, once it is meant."""
    del arguments
    if course.state.phase_of != "running":
        _nothing_open(course)
    elif course.state.confirming == "end":
        confirm(course, meant=True)
    else:
        _ask_once(course, "end", w.CONFIRM_END)


def delete(course: Course, arguments: str) -> None:
    """Delete all of the candidate's data, once it is meant."""
    del arguments
    if course.state.confirming == "delete":
        confirm(course, meant=True)
    else:
        _ask_once(course, "delete", w.CONFIRM_DELETE)


def confirm(course: Course, *, meant: bool) -> None:
    """The answer to the question whether something was meant."""
    asked = course.state.confirming
    if asked is None:
        course.say(w.NOTHING_TO_CONFIRM)
        return
    if not meant:
        course.happen(e.ConfirmationDropped(at=course.at))
        course.say(w.NOT_DONE)
    elif asked == "delete":
        course.do(Forget())
        course.say(w.DELETED)
    else:
        course.happen(e.ConfirmationDropped(at=course.at))
        _stop(course)


def report(course: Course, arguments: str) -> None:
    """The report of the interview that is over, or of an earlier one by its number."""
    session = _session(course, arguments)
    if session:
        course.do(ShowReport(session=session, language=course.state.language))
    elif not arguments and course.state.phase_of in ("running", "wrapping"):
        course.say(w.REPORT_FOLLOWS if course.state.ended else w.REPORT_AT_THE_END)
    else:
        _none_found(course)


def transcript(course: Course, arguments: str) -> None:
    """What was said in this interview, or in an earlier one by its number."""
    state = course.state
    own = state.session if not arguments and state.started_at else None
    session = own or _session(course, arguments)
    if session:
        course.do(ShowTranscript(session=session, language=state.language))
    else:
        _none_found(course)


def history(course: Course, arguments: str) -> None:
    """The candidate's earlier interviews."""
    del arguments
    language = course.state.language
    lines = [
        course.text(
            w.HISTORY_LINE,
            number=number,
            date=f"{one.started_at:%Y-%m-%d %H:%M}",
            title=one.title.in_(language),
            length=course.text(w.LENGTHS[one.length]),
            answered=one.answered,
            asked=one.asked,
        )
        for number, one in enumerate(_sessions(course), 1)
    ]
    if lines:
        course.say(w.HISTORY, "\n".join(lines), w.HISTORY_USE)
    else:
        course.say(w.NO_HISTORY)


def language(course: Course, arguments: str) -> None:
    """Change the language, or show the choice."""
    word = setup.WORDS.get(arguments.lower(), {}).get("language")
    if word not in ("zh", "en"):
        buttons = tuple(course.button(f"language:{name}", label) for name, label in w.LANGUAGES.items())
        course.say(w.WHICH_LANGUAGE, buttons=(buttons,))
        return
    course.happen(e.LanguageChosen.model_validate({"at": course.at, "language": word}))
    course.say(w.LANGUAGE_IS)
    if course.state.phase == "asking":
        asking.show(course)


def cv(course: Course, arguments: str) -> None:
    """Announce a CV."""
    del arguments
    if course.state.phase_of == "setup":
        setup.await_cv(course)
    else:
        course.say(w.CV_ONLY_BEFORE)


REQUESTS: dict[str, Callable[[Course, str], None]] = {
    "help": help_,
    "hint": hint,
    "skip": skip,
    "repeat": repeat,
    "done": done,
    "dispute": disputes.dispute,
    "pause": pause,
    "resume": resume,
    "end": end,
    "report": report,
    "transcript": transcript,
    "history": history,
    "language": language,
    "cv": cv,
    "delete_my_data": delete,
}
"""Every command but ``/start``, which alone looks at the client's locale."""


def _ask_once(course: Course, of: e.Confirmable, question: Text) -> None:
    course.happen(e.ConfirmationAsked(at=course.at, of=of))
    yes, no = course.button(f"{of}:yes", w.YES), course.button(f"{of}:no", w.NO)
    course.say(question, buttons=((yes, no),))


def _stop(course: Course) -> None:
    """End the interview as the candidate wished: a draft is handed in as it stands."""
    if course.state.paused:
        course.happen(e.Resumed(at=course.at))
    item = course.state.current
    if item:
        if item.draft:
            following.submit(course, "end")
        following.close(course, "answered" if course.state.items[-1].answers else "ended")
    asking.end(course, "stopped")


def _session(course: Course, arguments: str) -> str | None:
    """The session meant: by its number in the history, else the one that has a report, the latest first."""
    state, sessions = course.state, _sessions(course)
    if arguments:
        place = int(arguments) if arguments.isdecimal() and len(arguments) < 5 else 0
        return sessions[place - 1].session if 0 < place <= len(sessions) else None
    if state.reported:
        return state.session
    return sessions[0].session if sessions and state.phase_of in ("new", "setup") else None


def _none_found(course: Course) -> None:
    course.say(w.NO_SUCH_SESSION if _sessions(course) else w.NO_HISTORY)


def _sessions(course: Course) -> tuple[SessionSummary, ...]:
    """The candidate's sessions, latest first: this one too, once it is over."""
    state = course.state
    this = summarise(state) if state.ended else None
    return (this, *course.past.sessions) if this else course.past.sessions


def _nothing_open(course: Course) -> None:
    if course.state.phase == "paused":
        asking.say_paused(course)
        return
    texts = {"grading": w.STILL_READING, "new": w.NOT_STARTED, "setup": w.NOT_STARTED}
    course.say(texts.get(course.state.phase, w.OVER))
