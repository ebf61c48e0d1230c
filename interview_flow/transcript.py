"""Events -> `Transcript` -> messages, Markdown, JSON. Pure: the transcript is a reading of the events."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from evaluators.text import Frozen, Language
from interview_flow import events as e
from interview_flow.events import Event
from interview_flow.feedback import OUTCOMES
from interview_flow.markdown import escape, fence, span
from interview_flow.message import Document, Message, Paragraph
from interview_flow.phrasing import fill
from interview_flow.report import words as w


class Entry(Frozen):
    """One thing that was said or that happened."""

    at: datetime
    who: Literal["interviewer", "candidate", "note"]
    text: str
    event: str
    """The event's name."""
    file: str = ""
    """The name of the file that `text` came in, or empty."""
    role: str = ""
    """What a candidate's message was taken for."""


class Transcript(Frozen):
    """A session, in order; its JSON export is exactly this."""

    session: str
    language: Language
    entries: tuple[Entry, ...]


class _Line(NamedTuple):
    who: Literal["interviewer", "candidate", "note"]
    text: str
    file: str = ""
    role: str = ""


def transcript(events: Iterable[Event], language: Language) -> Transcript:
    """What was said in a session, every word of the candidate's included."""
    session, entries = "", []
    for event in events:
        if isinstance(event, e.SetupOpened):
            session = event.session
        line = _line(event, language)
        if line:
            who, text, file, role = line
            entries.append(Entry(at=event.at, who=who, text=text, event=event.event, file=file, role=role))
    return Transcript(session=session, language=language, entries=tuple(entries))


def markdown(shown: Transcript) -> str:
    """The transcript as Markdown, ending with a line break."""
    return "\n\n".join(_sections(shown)) + "\n"


def messages(events: Sequence[Event], language: Language) -> tuple[Message, ...]:
    """The transcript as documents."""
    shown = transcript(events, language)
    name = f"transcript-{shown.session}"
    told = fill(w.IN_THE_FILES.in_(language), {"entries": len(shown.entries)})
    return (
        Message(
            blocks=(Paragraph(text=told if shown.entries else w.NOTHING_YET.in_(language)),),
            document=Document(name=f"{name}.md", mime="text/markdown", content=markdown(shown)),
        ),
        Message(
            blocks=(Paragraph(text=w.TRANSCRIPT.in_(language) + " (JSON)"),),
            document=Document(name=f"{name}.json", mime="application/json", content=shown.model_dump_json(indent=2)),
        ),
    )


def _sections(shown: Transcript) -> Iterator[str]:
    yield f"# {w.TRANSCRIPT.in_(shown.language)} `{shown.session}`"
    names = {"interviewer": w.INTERVIEWER, "candidate": w.CANDIDATE, "note": w.NOTE}
    for entry in shown.entries:
        who = names[entry.who].in_(shown.language)
        head = f"**{who}** {entry.at:%H:%M:%S}" + (f" {span(entry.file)}" if entry.file else "")
        yield f"{head} · {escape(entry.text)}" if entry.who == "note" else f"{head}\n\n{fence(entry.text)}"


def _line(event: Event, language: Language) -> _Line | None:
    """What an event says to a reader, or None."""
    return _candidates(event) or _interviewers(event) or _noted(event, language)


def _candidates(event: Event) -> _Line | None:
    match event:
        case e.MessageReceived():
            return _Line("candidate", event.text, role=event.role)
        case e.FileReceived():
            return _Line("candidate", event.content, file=event.name, role=event.role)
        case e.MessageEdited():
            return _Line("candidate", event.text, role=f"edit:{event.role}")
        case e.CvReceived():
            return _Line("candidate", event.text, file=event.name, role="cv")
        case e.OtherReceived():
            return _Line("candidate", f"[{event.what}]", role="aside")
    return None


def _interviewers(event: Event) -> _Line | None:
    match event:
        case e.ItemAsked():
            return _Line("interviewer", event.prompt)
        case e.ProbeAsked():
            return _Line("interviewer", event.question)
        case e.HintGiven():
            return _Line("interviewer", event.text)
    return None


def _noted(event: Event, language: Language) -> _Line | None:
    if isinstance(event, e.InterviewStarted):
        return _Line("note", event.plan.title.in_(language))
    if isinstance(event, e.AnswerGraded):
        said = f" · {event.verdict.feedback}" if event.verdict.feedback else ""
        return _Line(
            "note", f"{_number(event.answer, language)} · {OUTCOMES[event.verdict.outcome].in_(language)}{said}"
        )
    if isinstance(event, e.StageOpened):
        return _Line("note", fill(w.STAGE_OPENED.in_(language), {"number": event.stage + 1}))
    if isinstance(event, e.VerdictDisputed):
        about = f" ({event.criterion})" if event.criterion else ""
        said = f" · {event.words}" if event.words else ""
        number = _number(event.answer, language)
        return _Line("note", f"{number}{about} · {w.HAPPENED[event.event].in_(language)}{said}")
    told = w.HAPPENED.get(event.event)
    return _Line("note", told.in_(language)) if told else None


def _number(answer: str, language: Language) -> str:
    """Which question an answer, such as ``2.1``, was to."""
    return fill(w.QUESTION_NUMBER.in_(language), {"number": answer.partition(".")[0]})
