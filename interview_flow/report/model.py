"""What a report holds; its JSON export is exactly this."""

from datetime import datetime
from typing import Literal

from evaluators.text import Frozen, Language
from interview_flow.events import EndReason, Mode, ProbeSource
from question_bank.format import Length

ItemOutcome = Literal[
    "met", "partly_met", "not_met", "no_answer", "unreadable", "ungraded", "skipped", "not_finished", "pending"
]


class CriterionReport(Frozen):
    """One thing that was looked for."""

    criterion: str
    statement: str
    met: bool | None
    """None: uncertain, not counted as met."""
    optional: bool
    prompted: bool
    """Whether a follow-up had asked for it."""
    read: str
    """What was understood."""
    evidence: str
    """The candidate's words, or the run, that it rests on."""
    note: str
    comment: str


class ProbeReport(Frozen):
    """A follow-up and the answer to it."""

    source: ProbeSource
    question: str
    reply: str


class DisputeReport(Frozen):
    """The candidate's word against the verdict."""

    criterion: str | None
    """The one they named, if any."""
    statement: str
    """What it looks for; empty where none is named."""
    words: str


class FileReport(Frozen):
    """A file that was sent as (part of) an answer."""

    name: str
    content: str


class ItemReport(Frozen):
    """One question."""

    number: int
    """One-based place in the interview."""
    item: str
    title: str
    prompt: str
    level: int
    basics: bool
    """Whether it is among the basics that the guides count."""
    outcome: ItemOutcome
    score: float | None
    """0 to 1 after what hints cost; None where nothing was judged."""
    answers: tuple[str, ...]
    files: tuple[FileReport, ...]
    draft: str
    """What was written and not handed in."""
    criteria: tuple[CriterionReport, ...]
    members: tuple[str, ...] | None
    wrong: tuple[str, ...] | None
    feedback: str
    hints: tuple[str, ...]
    probes: tuple[ProbeReport, ...]
    seconds: float
    allowed: float
    """Seconds that it was given."""
    disputes: tuple[DisputeReport, ...] = ()
    model_answer: str | None
    sources: tuple[str, ...]
    evaluator: str
    """Kind and version, or empty."""


class StageReport(Frozen):
    """One stage."""

    stage: str
    title: str
    reached: bool
    planned: int
    """How many questions it was to ask at most."""
    items: tuple[ItemReport, ...]
    score: float | None
    """Mean over what was judged and what was left unanswered; None where there is neither."""
    judged: int
    unanswered: int
    """Skipped, or not answered in time: they count as 0 in the score."""
    minutes: float
    """Its budget."""


class ConcernReport(Frozen):
    """A finding on what was said, with its reason, and what the candidate said to it."""

    kind: str
    quote: str
    reason: str
    source: str
    asked: bool
    """Whether the candidate was offered to explain it."""
    explanation: str
    unsure: bool
    """As in `Concern`: it decides nothing."""


class OwnCode(Frozen):
    """What a candidate said that they had coded, and what they wrote in this interview: side by side, not judged."""

    said: tuple[str, ...]
    """Their words, in the order in which they said them."""
    written: tuple[int, ...]
    """The numbers of the questions for a program that they answered."""


class Study(Frozen):
    """Something to learn next."""

    title: str
    missing: tuple[str, ...]
    sources: tuple[str, ...]


class Reading(Frozen):
    """The overall reading, after the guides' own rules."""

    verdict: Literal["honesty_first", "basics_need_work", "too_little", "ready", "mixed"]
    sentences: tuple[str, ...]


class Report(Frozen):
    """All that is said of a session."""

    session: str
    language: Language
    title: str
    track: str
    length: Length
    mode: Mode
    started_at: datetime
    ended_at: datetime | None
    end: EndReason | None
    pauses: int
    paused_seconds: float
    planned: int
    asked: int
    judged: int
    unanswered: int
    score: float | None
    """Mean of the stages' scores; None where too little was answered for one."""
    reading: Reading
    stages: tuple[StageReport, ...]
    concerns: tuple[ConcernReport, ...]
    own_code: OwnCode | None
    """None where there is nothing on one of both sides."""
    study: tuple[Study, ...]
