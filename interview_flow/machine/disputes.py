"""A candidate who holds a verdict for wrong says so: it is kept for the question's author, and changes no score."""

import re

from interview_flow import events as e
from interview_flow import wording as w
from interview_flow.feedback import statement
from interview_flow.machine.course import Course, Rows
from interview_flow.state import Asked

_NUMBERED = re.compile(r"#?\s*(\d{1,3})(?:[\s:：,，.、]+(.*))?", re.DOTALL)


def dispute(course: Course, arguments: str) -> None:
    """``/dispute WHY`` is about the last question that was judged; ``/dispute NUMBER WHY`` about any.

    While questions are still asked a number needs a ``#``: "3 is right" is what people write.
    """
    state = course.state
    if state.started_at is None:
        course.say(w.NOTHING_TO_DISPUTE)
        return
    if state.mode == "exam" and not state.ended:
        course.say(w.DISPUTE_AT_THE_END)
        return
    numbered = _NUMBERED.fullmatch(arguments) if state.ended or arguments.startswith("#") else None
    words = (numbered[2] or "" if numbered else arguments).strip()
    judged = [item for item in state.items if item.verdict and item.reason]
    if numbered:
        judged = [item for item in judged if item.number + 1 == int(numbered[1])]
    if not arguments or (state.ended and not numbered):
        course.say(w.DISPUTE_HOW if state.ended else w.DISPUTE_HOW_LAST)
    elif not judged:
        course.say(w.NOTHING_TO_DISPUTE)
    else:
        _record(course, judged[-1], words)


def hear_reason(course: Course, words: str) -> None:
    """The reason that a dispute was asked for; the question that is open stays open."""
    number = course.state.disputing
    if number is None:
        course.say(w.STALE_BUTTON)
    elif words:
        _record(course, course.state.items[number], words)
    else:
        course.happen(e.ConfirmationDropped(at=course.at))
        course.say(w.WITHOUT_REASON)


def button(course: Course, item: Asked) -> Rows:
    """The button under a feedback: there is one wherever a verdict was told."""
    if item.verdict is None:
        return ()
    return ((course.button(f"dispute:{item.number}", w.DISPUTE),),)


def _record(course: Course, item: Asked, words: str) -> None:
    if item.best is None:
        return
    criterion = _named(course, item, words)
    course.happen(e.VerdictDisputed(at=course.at, answer=item.best.id, criterion=criterion, words=words))
    number, title = item.number + 1, item.title.in_(course.state.language)
    if not words:
        no_reason = course.button("no_reason", w.NO_REASON)
        course.say(w.DISPUTED_WHY, buttons=((no_reason,),), number=number, title=title)
        return
    course.say(w.DISPUTED, number=number, title=title)
    if course.state.current:
        course.say(w.STILL_OPEN, number=course.state.current.number + 1)


def _named(course: Course, item: Asked, words: str) -> str | None:
    """The criterion that `words` name, by its id or by what it looks for; the only one there is needs no name."""
    authored = course.item(item)
    known = [finding.criterion for finding in item.verdict.findings] if item.verdict else []
    said = words.casefold()
    for criterion in known:
        names = (criterion, statement(criterion, authored, "zh"), statement(criterion, authored, "en"))
        if any(name.casefold() in said for name in names):
            return criterion
    return known[0] if len(known) == 1 else None
