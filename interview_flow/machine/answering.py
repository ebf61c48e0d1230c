"""What the candidate sends while an interview runs and that is no command."""

from datetime import timedelta
from typing import Literal

from evaluators.text import Text
from interview_flow import events as e
from interview_flow import wording as w
from interview_flow.asides import is_aside
from interview_flow.commands import Edit, SendFile
from interview_flow.machine import asking, clock, following
from interview_flow.machine.course import Course
from interview_flow.question_back import asks_back, asks_what_is_meant, knows_not

MOST_CHARACTERS = 100_000
"""What an answer may hold; what comes beyond is kept in the transcript and not judged."""
TO_READ_A_QUESTION = timedelta(seconds=10)
"""Who writes sooner after a question was put has not read it."""

PROBLEMS = {"too_large": w.FILE_TOO_LARGE, "not_text": w.FILE_NOT_TEXT, "": w.FILE_NOT_TEXT}


def hear(course: Course, text: str, message: str | None) -> None:
    """The candidate typed something."""
    back = _asks_back(course, text)
    if back or is_aside(text):
        course.happen(e.MessageReceived(at=course.at, text=text, message=message, role="aside"))
        if course.state.paused:
            asking.say_paused(course)
            return
        if back:
            _say_what_counts(course, text)
        else:
            course.say(w.CLARIFY)
        asking.show(course)
        return
    event = e.MessageReceived(at=course.at, text=text, message=message, role="answer")
    if _just_begun(course) and knows_not(text):
        _keep(course, event, w.AFTER_THE_TIME)
    else:
        _take(course, event, len(text))


def hear_file(course: Course, file: SendFile, message: str | None) -> None:
    """The candidate sent a file."""
    if file.content is None:
        refuse_file(course, file)
        return
    event = e.FileReceived(at=course.at, name=file.name, content=file.content, message=message, role="answer")
    _take(course, event, len(file.content))


def keep_late_file(course: Course, file: SendFile, message: str | None) -> None:
    """A file came after the end."""
    if file.content is None:
        refuse_file(course, file)
        return
    event = e.FileReceived(at=course.at, name=file.name, content=file.content, message=message, role="late")
    course.happen(event)
    course.say(w.OVER)


def refuse_file(course: Course, file: SendFile) -> None:
    """A file came that could not be read."""
    course.happen(e.OtherReceived(at=course.at, what=f"file {file.name}"))
    course.say(PROBLEMS[file.problem], name=file.name)


def hear_other(course: Course, what: str) -> None:
    """A sticker, a photo: no attempt."""
    course.happen(e.OtherReceived(at=course.at, what=what))
    course.say(w.NOT_TEXT)


def hear_edit(course: Course, edit: Edit) -> None:
    """An edit changes a draft; what was handed in stays as it was."""
    item = course.state.current
    drafted = item is not None and any(part.message == edit.message and part.file is None for part in item.draft)
    fits = item is not None and item.drafted + len(edit.text) <= MOST_CHARACTERS
    role: Literal["answer", "late"] = "answer" if drafted and fits else "late"
    course.happen(e.MessageEdited(at=course.at, message=edit.message, text=edit.text, role=role))
    if role == "answer":
        _show_draft(course, w.EDITED)
    else:
        course.say(w.EDIT_TOO_LATE)


def done(course: Course) -> None:
    """The candidate hands the draft in."""
    item = course.state.current
    if item is None or course.state.phase == "grading":
        course.say(w.NOTHING_OPEN)
    elif item.draft:
        following.submit(course, "done")
    else:
        course.say(w.NOTHING_WRITTEN, buttons=asking.buttons(course, item))


def _asks_back(course: Course, text: str) -> bool:
    """Whether `text` asks the interviewer something before it answers, where that can be told from an answer.

    A calculation's answer needs a figure, so that a question without one is no guess; a draft may hold rhetorical
    questions, so that only one that begins it and speaks to the interviewer is meant.
    """
    item = course.state.current
    if item is None or item.answered or item.probes:
        return False
    return asks_back(text) if item.short else not item.draft and asks_what_is_meant(text)


def _just_begun(course: Course) -> bool:
    """Whether the time of a question has just run out, so that who writes now may not have seen the next one."""
    if course.state.current is None or len(course.state.items) < 2:
        return False
    before, item = course.state.items[-2:]
    ran_out = before.closed_at is not None and before.closed_at >= before.due_at
    first_word = course.state.at == item.asked_at
    return ran_out and first_word and course.at - item.asked_at < TO_READ_A_QUESTION


def _say_what_counts(course: Course, question: str) -> None:
    """The conventions that `question` is about, or that there is nothing to add: not how it is worked out."""
    authored = course.item(course.state.items[-1])
    told = authored.grading.clarify(question) if authored and authored.grading else ()
    course.say(*(told or (w.NOTHING_TO_ADD,)), w.ASKED_BACK)


def _take(course: Course, event: e.MessageReceived | e.FileReceived, size: int) -> None:
    """Take a message as (part of) the answer to the open question; a pause ends with it."""
    if course.state.paused:
        clock.resume(course)
    item = course.state.current
    if item is None or item.answered:
        _keep(course, event, w.STILL_READING)
    elif item.drafted + size > MOST_CHARACTERS:
        _keep(course, event, w.TOO_LONG)
    else:
        course.happen(event)
        if item.one_message:
            following.submit(course, "message")
        else:
            _show_draft(course, w.DRAFTED)


def _keep(course: Course, event: e.MessageReceived | e.FileReceived, why: Text) -> None:
    course.happen(event.model_copy(update={"role": "late"}))
    course.say(why, most=MOST_CHARACTERS, number=len(course.state.items))


def _show_draft(course: Course, told: Text) -> None:
    item = course.state.items[-1]
    course.say(told, slot="draft", buttons=asking.buttons(course, item), size=item.drafted)
