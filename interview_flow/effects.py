"""What is to be done outside, as data: the service does it.

The service stores events, what is to be said and the timer in one transaction; then it grades. After each decision that
asked for a grading it decides a `Wake` again, since catching up stops where a verdict is needed to go on.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from evaluators.response import Response
from evaluators.text import Frozen, Language
from evaluators.verdict import Verdict
from interview_flow.events import Event
from interview_flow.message import Message


class Say(Frozen):
    """Tell the candidate."""

    effect: Literal["say"] = "say"
    message: Message


class Grade(Frozen):
    """Judge an answer (`interview_flow.grading.grade`) and decide over the `Graded` that results."""

    effect: Literal["grade"] = "grade"
    answer: str
    item: str
    """The bank's key, ``kind/id``."""
    response: Response
    at: datetime
    """When it was handed in."""


class ArmTimer(Frozen):
    """Decide a `Wake` at that moment; replaces the timer of that name. There is one per session, ``wake``."""

    effect: Literal["arm_timer"] = "arm_timer"
    name: str
    due_at: datetime


class CancelTimer(Frozen):
    """Nothing falls due any more."""

    effect: Literal["cancel_timer"] = "cancel_timer"
    name: str


class Forget(Frozen):
    """Delete all that is stored of the candidate, this session included."""

    effect: Literal["forget"] = "forget"


class ShowReport(Frozen):
    """Tell the candidate the messages of `interview_flow.report.messages` for a session of theirs."""

    effect: Literal["show_report"] = "show_report"
    session: str
    language: Language


class ShowTranscript(Frozen):
    """Tell the candidate the messages of `interview_flow.transcript.messages` for a session of theirs."""

    effect: Literal["show_transcript"] = "show_transcript"
    session: str
    language: Language


Effect = Annotated[
    Say | Grade | ArmTimer | CancelTimer | Forget | ShowReport | ShowTranscript, Field(discriminator="effect")
]


class Graded(Frozen):
    """The result of a `Grade`, fed back into the next decision."""

    answer: str
    verdict: Verdict
    questions: tuple[str, ...] = ()
    """What the evaluator would ask further about this answer."""
    at: datetime
    """`Grade.at` plus the time that grading took: also after a crash, so that a late verdict costs no time."""


class Decision(Frozen):
    """What follows from one input."""

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
