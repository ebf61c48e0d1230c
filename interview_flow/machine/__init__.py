"""Decides what follows from what comes in. Pure: the moment, ids and seeds are arguments.

`decide` first does all that fell due before the input, at the moment it fell due; then it answers the input.
"""

from datetime import datetime

from interview_flow import events as e
from interview_flow import wording as w
from interview_flow.commands import Command, Edit, Press, Received, Say, SendFile, SendOther, Wake
from interview_flow.effects import ArmTimer, CancelTimer, Decision, Grade, Graded
from interview_flow.honesty import Careful, Honesty, NoHonesty
from interview_flow.machine import answering, clock, disputes, following, requests, setup
from interview_flow.machine.course import Course, grading_of
from interview_flow.past import Past
from interview_flow.state import State
from question_bank.bank import Bank

TIMER = "wake"
"""The one timer that a session has."""
YES = frozenset({"yes", "y", "ok", "sure", "是", "是的", "确认", "好", "好的", "对"})
NO = frozenset({"no", "n", "不", "不是", "取消", "否", "算了"})

SPOKEN = {
    "done": frozenset({"done", "submit", "提交", "写完了", "答完了"}),
    "skip": frozenset({"skip", "skip it", "跳过", "跳过这题"}),
    "hint": frozenset({"hint", "提示"}),
}
"""Commands that a whole message of these words means: what stands on the buttons, and what people type for it."""


def decide(
    state: State, received: Received | Graded, bank: Bank, past: Past, honesty: Honesty | None = None
) -> Decision:
    """The events and effects that follow from `received`."""
    now = max(received.at, state.at) if state.at else received.at
    course = Course(state, bank, past, Careful(honesty or NoHonesty()), now)
    clock.catch_up(course, now)
    course.at = now
    if isinstance(received, Graded):
        following.judged(course, received)
    else:
        _answer(course, received)
        clock.catch_up(course, now)
    _set_timer(course, before=next_due(state))
    return course.decision()


def begins_anew(state: State, received: Received) -> bool:
    """Whether `received` opens a new session: it is then decided over `State()` under ``past.session``."""
    command = received.command
    again = isinstance(command, Press) and command.button == "again"
    return state.ended and (again or (isinstance(command, Say) and _split(command.text)[0] == "start"))


def pending(state: State) -> tuple[Grade, ...]:
    """The gradings whose verdicts have not come yet, to be asked for again after a crash."""
    return tuple(grading_of(state, item, answer) for item in state.items for answer in item.answers if answer.awaited)


def next_due(state: State) -> datetime | None:
    """When something falls due next: never in the past after a `Wake`, unless a verdict is awaited."""
    due = clock.next_due(state)
    return due.at if due else None


def _answer(course: Course, received: Received) -> None:
    """Answer a command of the candidate's."""
    match received.command:
        case Wake():
            return
        case Say(text=text):
            _hear(course, text, received)
        case Press(button=button):
            _press(course, button, received.locale)
        case command:
            if not isinstance(command, SendOther):
                _drop_confirmation(course)
            if course.state.phase_of == "new":
                setup.start(course, "", received.locale)
            _take(course, command, received.message)


def _take(course: Course, command: Command, message: str | None) -> None:
    """Take what is neither typed nor pressed."""
    match command:
        case SendFile() if course.state.phase_of == "running":
            answering.hear_file(course, command, message)
        case SendFile() if course.state.phase_of == "setup":
            setup.hear_file(course, command)
        case SendFile():
            answering.keep_late_file(course, command, message)
        case Edit():
            answering.hear_edit(course, command)
        case SendOther(what=what):
            answering.hear_other(course, what)


def _hear(course: Course, text: str, received: Received) -> None:
    """The candidate typed something: a command, an answer to a question of ours, or an answer to an item."""
    name, arguments = _split(text)
    setup.greet(course, text, received.locale)
    state = course.state
    if name:
        _keep_command(course, text, received.message)
        if state.confirming and not (name == "end" or name.startswith("delete")):
            _drop_confirmation(course)
        if name == "start":
            requests.start(course, arguments, received.locale)
        elif name in requests.REQUESTS:
            requests.REQUESTS[name](course, arguments)
        else:
            course.say(w.UNKNOWN_COMMAND, name=name[:40])
    elif state.confirming and text.strip().lower() in YES | NO:
        _keep_command(course, text, received.message)
        requests.confirm(course, meant=text.strip().lower() in YES)
    else:
        if state.confirming:
            _drop_confirmation(course)
        _hear_plain(course, text, received)


def _hear_plain(course: Course, text: str, received: Received) -> None:
    """Plain words."""
    if course.state.phase_of == "new":
        course.happen(e.MessageReceived(at=course.at, text=text, message=received.message, role="setup"))
        setup.start(course, "", received.locale)
    elif course.state.phase_of == "setup":
        setup.hear(course, text, received.message)
    elif course.state.phase_of == "running" and (spoken := _spoken(text)):
        _keep_command(course, text, received.message)
        requests.REQUESTS[spoken](course, "")
    elif course.state.disputing is not None:
        _keep_command(course, text, received.message)
        disputes.hear_reason(course, "" if text.strip().lower() in NO else text.strip())
    elif course.state.phase_of == "running":
        answering.hear(course, text, received.message)
    else:
        course.happen(e.MessageReceived(at=course.at, text=text, message=received.message, role="late"))
        course.say(w.OVER, buttons=((course.button("again", w.AGAIN),),))


def _spoken(text: str) -> str | None:
    """The command that the whole of `text` means."""
    words = text.strip().lower().rstrip(".!。！")
    return next((name for name, meant in SPOKEN.items() if words in meant), None)


def _press(course: Course, button: str, locale: str) -> None:
    """A button was pressed; one of an earlier question does nothing."""
    name, _, argument = button.partition(":")
    if argument in ("yes", "no"):
        if course.state.confirming == name:
            requests.confirm(course, meant=argument == "yes")
        else:
            course.say(w.NOTHING_TO_CONFIRM)
        return
    if name == "no_reason":
        disputes.hear_reason(course, "")
        return
    _drop_confirmation(course)
    item = course.state.current
    if name in ("done", "skip", "hint") and argument != str(item.number if item else ""):
        course.say(w.STALE_BUTTON)
    elif name == "again":
        requests.start(course, "", locale)
    elif name == "dispute":
        number = int(argument) + 1 if argument.isdecimal() and len(argument) < 4 else 0
        disputes.dispute(course, f"#{number}")
    elif name in ("format", "length", "mode", "cv", "begin") or (name == "language" and _setting_up(course)):
        _press_setup(course, button)
    elif name == "language":
        requests.language(course, argument)
    elif name in requests.REQUESTS:
        requests.REQUESTS[name](course, "")
    else:
        course.say(w.STALE_BUTTON)


def _press_setup(course: Course, button: str) -> None:
    if not _setting_up(course):
        course.say(w.STALE_BUTTON)
    elif button == "begin":
        setup.begin(course)
    elif button == "cv":
        setup.await_cv(course)
    else:
        setup.choose(course, button)


def _setting_up(course: Course) -> bool:
    return course.state.phase_of == "setup"


def _keep_command(course: Course, text: str, message: str | None) -> None:
    course.happen(e.MessageReceived(at=course.at, text=text, message=message, role="command"))


def _drop_confirmation(course: Course) -> None:
    """The candidate goes on to something else than what was asked about."""
    if course.state.confirming or course.state.disputing is not None:
        course.happen(e.ConfirmationDropped(at=course.at))


def _split(text: str) -> tuple[str, str]:
    """A command's name and its arguments: ``/start@name_of_bot cv zh`` is ``start`` and ``cv zh``; else two empties."""
    if not text.startswith("/") or text[1:2] in ("", "/", "*", " "):
        return "", ""
    head, _, arguments = text[1:].partition(" ")
    return head.partition("@")[0].lower(), arguments.strip()


def _set_timer(course: Course, before: datetime | None) -> None:
    after = next_due(course.state)
    if after and after != before:
        course.do(ArmTimer(name=TIMER, due_at=after))
    elif before and not after:
        course.do(CancelTimer(name=TIMER))
