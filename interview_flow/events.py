"""What has happened in an interview: the only truth that is stored.

Each event has a literal name, so that a class may move or be renamed without touching a stored row, and the moment at
which it happened. Deadlines and the wording of questions are part of the events: the state follows from them alone.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from evaluators.text import Frozen, Language, Text
from evaluators.verdict import Concern, Verdict
from question_bank.format import Format, Length

Mode = Literal["practice", "exam"]
Role = Literal["setup", "answer", "aside", "late", "command"]
"""What a message was taken for: a setup choice, (part of) an answer, no attempt, too late, a command."""
ProbeSource = Literal["criterion", "grader", "claim", "concern"]
"""Why a follow-up is asked: a criterion is missing, the answer itself raises it, a claim, a finding to be explained."""

By = Literal["message", "done", "deadline", "end"]
"""What handed an answer in."""
CloseReason = Literal["answered", "skipped", "deadline", "ended"]
EndReason = Literal["finished", "stopped"]
Confirmable = Literal["end", "delete"]
"""What is asked once more before it is done."""


class Choices(Frozen):
    """What can be chosen before an interview; None where nothing was chosen yet."""

    format: str | None = None
    track: str | None = None
    language: Language | None = None
    length: Length | None = None
    mode: Mode | None = None


class Happened(Frozen):
    """What all events share."""

    at: datetime
    """When it happened, with its time zone (UTC)."""


class SetupOpened(Happened):
    """The candidate came in; nothing is asked yet."""

    event: Literal["setup_opened"] = "setup_opened"
    session: str
    seed: int
    choices: Choices


class ChoiceMade(Happened):
    """A setup choice changed."""

    event: Literal["choice_made"] = "choice_made"
    choices: Choices
    """All choices as they now stand."""


class CvAwaited(Happened):
    """The candidate said that their CV comes next."""

    event: Literal["cv_awaited"] = "cv_awaited"


class CvReceived(Happened):
    """The candidate's CV came in."""

    event: Literal["cv_received"] = "cv_received"
    text: str
    name: str = ""
    """The file's name; empty where it was pasted."""


class LanguageChosen(Happened):
    """The interview's language changed."""

    event: Literal["language_chosen"] = "language_chosen"
    language: Language


class InterviewStarted(Happened):
    """The choices are made and the clock runs."""

    event: Literal["interview_started"] = "interview_started"
    plan: Format
    track: str = ""
    language: Language
    length: Length
    mode: Mode
    ends_at: datetime
    """When all stages' time together is over."""


class StageOpened(Happened):
    """A stage began."""

    event: Literal["stage_opened"] = "stage_opened"
    stage: int
    """Zero-based."""
    ends_at: datetime
    """From then on no new item of it is asked."""


class ItemAsked(Happened):
    """A question was put."""

    event: Literal["item_asked"] = "item_asked"
    item: str
    """The bank's key, ``kind/id``."""
    stage: int
    draw: int
    """Which of the stage's draws it came from, zero-based."""
    title: Text
    prompt: str
    """As it was asked, with its values filled in."""
    language: Language
    params: dict[str, Any] = Field(default_factory=dict)
    level: int
    topics: tuple[str, ...] = ()
    short: bool
    """Whether the answer is one message."""
    due_at: datetime


class MessageReceived(Happened):
    """The candidate wrote something."""

    event: Literal["message_received"] = "message_received"
    text: str
    message: str | None = None
    """The channel's id of it, by which an edit names it."""
    role: Role


class FileReceived(Happened):
    """The candidate sent a text file."""

    event: Literal["file_received"] = "file_received"
    name: str
    content: str
    message: str | None = None
    role: Role


class MessageEdited(Happened):
    """The candidate edited a message; only an answer still open changes with it."""

    event: Literal["message_edited"] = "message_edited"
    message: str
    text: str
    role: Literal["answer", "late"]


class OtherReceived(Happened):
    """The candidate sent what is no text: a sticker, a photo, a file that could not be read."""

    event: Literal["other_received"] = "other_received"
    what: str


class AnswerSubmitted(Happened):
    """What the candidate had written to the open question was handed in."""

    event: Literal["answer_submitted"] = "answer_submitted"
    answer: str
    """Its id, unique in the session."""
    by: By
    graded: bool
    """Whether a verdict is to follow."""


class AnswerGraded(Happened):
    """An answer's verdict came."""

    event: Literal["answer_graded"] = "answer_graded"
    answer: str
    verdict: Verdict
    questions: tuple[str, ...] = ()
    """What the evaluator would ask further about this very answer."""


class AnswerReopened(Happened):
    """What was said under another question belongs to an answer, too: another verdict on it is to follow."""

    event: Literal["answer_reopened"] = "answer_reopened"
    answer: str


class GradingPostponed(Happened):
    """A verdict took too long; the interview went on without it."""

    event: Literal["grading_postponed"] = "grading_postponed"
    answer: str


class AskedAgain(Happened):
    """An answer could not be read; the question is open again, at no cost."""

    event: Literal["asked_again"] = "asked_again"


class ProbeAsked(Happened):
    """A follow-up was asked, within the item's time."""

    event: Literal["probe_asked"] = "probe_asked"
    question: str
    source: ProbeSource
    criterion: str | None = None
    claim: dict[str, Any] | None = None
    """For a claim's probe: whatever the ledger needs to know it again."""
    concern: Concern | None = None
    """The finding that the candidate is offered to explain or correct."""


class HintGiven(Happened):
    """The candidate asked for a hint and got one."""

    event: Literal["hint_given"] = "hint_given"
    text: str


class ItemClosed(Happened):
    """The question is over."""

    event: Literal["item_closed"] = "item_closed"
    reason: CloseReason


class ClaimMade(Happened):
    """The candidate said something about their own work that can be asked about."""

    event: Literal["claim_made"] = "claim_made"
    claim: dict[str, Any]


class ConcernRaised(Happened):
    """A finding on what was said, for the report alone: no question follows on it."""

    event: Literal["concern_raised"] = "concern_raised"
    concern: Concern


class TimeCalled(Happened):
    """The candidate was told how much time is left."""

    event: Literal["time_called"] = "time_called"
    of: Literal["item", "stage"]
    left: int
    """Seconds."""


class ConfirmationAsked(Happened):
    """The candidate asked for what cannot be undone and was asked once whether they mean it."""

    event: Literal["confirmation_asked"] = "confirmation_asked"
    of: Confirmable


class ConfirmationDropped(Happened):
    """They did not, or went on to something else; a dispute's reason is awaited no longer either."""

    event: Literal["confirmation_dropped"] = "confirmation_dropped"


class Paused(Happened):
    """The clock stopped."""

    event: Literal["paused"] = "paused"
    until: datetime
    """When it goes on by itself."""


class Resumed(Happened):
    """The clock goes on; deadlines moved by the length of the pause."""

    event: Literal["resumed"] = "resumed"


class VerdictDisputed(Happened):
    """The candidate holds a verdict for wrong; it stands, and the question's author looks at it."""

    event: Literal["verdict_disputed"] = "verdict_disputed"
    answer: str
    """The id of the answer whose verdict it is."""
    criterion: str | None = None
    """The criterion that they named, if any."""
    words: str
    """What is wrong, in their words; empty where only the button was pressed."""


class InterviewEnded(Happened):
    """Nothing more is asked."""

    event: Literal["interview_ended"] = "interview_ended"
    reason: EndReason


class ReportIssued(Happened):
    """All verdicts are in and the report was given."""

    event: Literal["report_issued"] = "report_issued"


Event = Annotated[
    SetupOpened
    | ChoiceMade
    | CvAwaited
    | CvReceived
    | LanguageChosen
    | InterviewStarted
    | StageOpened
    | ItemAsked
    | MessageReceived
    | FileReceived
    | MessageEdited
    | OtherReceived
    | AnswerSubmitted
    | AnswerGraded
    | AnswerReopened
    | GradingPostponed
    | AskedAgain
    | ProbeAsked
    | HintGiven
    | ItemClosed
    | ClaimMade
    | ConcernRaised
    | TimeCalled
    | ConfirmationAsked
    | ConfirmationDropped
    | Paused
    | Resumed
    | VerdictDisputed
    | InterviewEnded
    | ReportIssued,
    Field(discriminator="event"),
]

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


def upcast(raw: dict[str, Any]) -> dict[str, Any]:
    """A stored event of an earlier version, in today's shape. There is no earlier version yet."""
    return raw


def read_event(raw: dict[str, Any]) -> Event:
    """The event stored as `raw`, its JSON object."""
    return _EVENT.validate_python(upcast(raw))


def write_event(event: Event) -> dict[str, Any]:
    """The JSON object under which `event` is stored."""
    return event.model_dump(mode="json")
