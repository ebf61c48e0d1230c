"""What an interview is at a moment: the fold of its events (`interview_flow.evolve`)."""

from datetime import datetime, timedelta
from typing import Any, Literal

from evaluators.response import Attachment, Turn
from evaluators.text import Frozen, Language, Text
from evaluators.verdict import LEFT_OUT, Concern, Verdict
from interview_flow.events import By, Choices, CloseReason, Confirmable, EndReason, Mode, ProbeSource
from question_bank.format import Format, Length, StagePlan

MOSTLY_LEFT_OUT = 0.5
"""What a verdict that leaves out most counts beside one that does not, and so charges more than half as missing."""
LATE = "late"
"""In a verdict's details: the criteria that count in part, said only once a follow-up had asked for them."""

Phase = Literal["new", "setup", "asking", "grading", "paused", "wrapping", "ended"]


class Part(Frozen):
    """One message of an answer."""

    text: str = ""
    file: Attachment | None = None
    message: str | None = None


class Probe(Frozen):
    """A follow-up that was asked."""

    at: datetime
    question: str
    source: ProbeSource
    criterion: str | None = None
    claim: dict[str, Any] | None = None
    concern: Concern | None = None


class Dispute(Frozen):
    """The candidate's word against a verdict."""

    at: datetime
    criterion: str | None
    words: str


class Answer(Frozen):
    """What was handed in to a question or to one of its probes."""

    id: str
    parts: tuple[Part, ...]
    at: datetime
    by: By
    probe: int | None
    """Which probe it answers, zero-based; None for the question itself."""
    elapsed: float
    """Seconds of the candidate's own time since the question was put."""
    graded: bool
    verdict: Verdict | None = None
    questions: tuple[str, ...] = ()
    reopened: bool = False
    """Whether another verdict is to come, for what was said under a later question belongs to it, too."""
    disputes: tuple[Dispute, ...] = ()

    @property
    def awaited(self) -> bool:
        """Whether a verdict is still to come."""
        return self.graded and (self.verdict is None or self.reopened)

    @property
    def text(self) -> str:
        """All that was typed."""
        return "\n".join(part.text for part in self.parts if part.text)

    @property
    def files(self) -> tuple[Attachment, ...]:
        """All that was attached."""
        return tuple(part.file for part in self.parts if part.file)


def _rank(verdict: Verdict) -> float:
    """How good a verdict is: one without a score is none, unless it leaves out most because it was not their part."""
    if verdict.score is None:
        return MOSTLY_LEFT_OUT if LEFT_OUT in verdict.details else -1.0
    return verdict.score


class Asked(Frozen):
    """A question put to the candidate, and all that followed on it."""

    number: int
    """Zero-based place in the interview."""
    item: str
    stage: int
    draw: int
    title: Text
    prompt: str
    language: Language
    params: dict[str, Any]
    level: int
    topics: tuple[str, ...]
    short: bool
    asked_at: datetime
    due_at: datetime
    held: timedelta = timedelta()
    """Time since it was asked that was not the candidate's: pauses, waiting for verdicts."""
    draft: tuple[Part, ...] = ()
    answers: tuple[Answer, ...] = ()
    probes: tuple[Probe, ...] = ()
    hints: tuple[str, ...] = ()
    again: int = 0
    """How often it was asked again because an answer could not be read."""
    called: int | None = None
    """Seconds left at the last call of the time."""
    answered: bool = False
    """Whether an answer was handed in on which nothing has followed yet."""
    reason: CloseReason | None = None
    closed_at: datetime | None = None

    @property
    def verdict(self) -> Verdict | None:
        """The best verdict on it: adding to an answer never makes it worse."""
        best = self.best
        return best.verdict if best else None

    @property
    def best(self) -> Answer | None:
        """The answer with that verdict."""
        judged = [(answer, answer.verdict) for answer in self.answers if answer.verdict]
        return max(judged, key=lambda pair: _rank(pair[1]), default=(None, None))[0]

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """What the candidate has said against its verdicts."""
        return tuple(dispute for answer in self.answers for dispute in answer.disputes)

    @property
    def pending(self) -> bool:
        """Whether a verdict is still to come."""
        return any(answer.awaited for answer in self.answers)

    @property
    def one_message(self) -> bool:
        """Whether what is asked now is answered by the next message, and not gathered into a draft."""
        return self.short or bool(self.probes)

    @property
    def drafted(self) -> int:
        """Characters in the draft, files included."""
        return sum(len(part.text) + len(part.file.content if part.file else "") for part in self.draft)

    @property
    def prompted(self) -> frozenset[str]:
        """Criteria that a probe asked for."""
        return frozenset(probe.criterion for probe in self.probes if probe.criterion)

    @property
    def late(self) -> frozenset[str]:
        """Criteria that count in part where they are met: as the verdict says, in old sessions all that were probed."""
        return frozenset(self.verdict.details.get(LATE, self.prompted)) if self.verdict else frozenset()

    @property
    def seconds(self) -> float:
        """The candidate's own time on it, once it is closed."""
        end = self.closed_at or self.asked_at
        return max(0.0, (end - self.asked_at - self.held).total_seconds())

    @property
    def allowed(self) -> float:
        """Seconds that it was given."""
        return (self.due_at - self.asked_at - self.held).total_seconds()

    def reply(self, place: int) -> str:
        """What was said to the probe at `place`; empty while it is open."""
        return "\n".join(a.text for a in self.answers if a.probe == place)

    def dialogue(self) -> tuple[Turn, ...]:
        """The question, its probes and what was said to each, in order.

        Of the offer to explain a finding only the reply is kept: the words quoted there are the candidate's own, and
        whoever answers them has not said them again.
        """
        turns = [Turn(role="interviewer", text=self.prompt)]
        turns += [Turn(role="candidate", text=a.text) for a in self.answers if a.probe is None]
        for place, probe in enumerate(self.probes):
            turns.append(Turn(role="interviewer", text="" if probe.concern else probe.question))
            turns += [Turn(role="candidate", text=a.text) for a in self.answers if a.probe == place]
        return tuple(turns)


class StageRun(Frozen):
    """A stage that was reached."""

    opened_at: datetime
    ends_at: datetime
    warned: bool = False


class Pause(Frozen):
    """A stop of the clock."""

    at: datetime
    until: datetime
    resumed_at: datetime | None = None


class State(Frozen):
    """One session. `State()` is a session of which nothing has happened yet."""

    session: str = ""
    seed: int = 0
    phase_of: Literal["new", "setup", "running", "wrapping", "ended"] = "new"
    at: datetime | None = None
    """The moment of the last event."""
    language: Language = "en"
    choices: Choices = Choices()
    cv_awaited: bool = False
    cv: str = ""
    plan: Format | None = None
    track: str = ""
    length: Length = "short"
    mode: Mode = "practice"
    started_at: datetime | None = None
    ends_at: datetime | None = None
    """When the time of all stages together is over."""
    stages: tuple[StageRun, ...] = ()
    items: tuple[Asked, ...] = ()
    waiting_since: datetime | None = None
    """Since when the interview waits for a verdict, the candidate's clock held."""
    pauses: tuple[Pause, ...] = ()
    confirming: Confirmable | None = None
    disputing: int | None = None
    """The number of the question, zero-based, whose verdict was disputed and for which the reason is awaited."""
    claims: tuple[dict[str, Any], ...] = ()
    concerns: tuple[Concern, ...] = ()
    turn: int = 0
    """How many messages the candidate has sent."""
    ended_at: datetime | None = None
    end: EndReason | None = None
    reported: bool = False

    @property
    def phase(self) -> Phase:
        """What is going on, in a word."""
        if self.phase_of != "running":
            return self.phase_of
        if self.paused:
            return "paused"
        return "grading" if self.waiting_since else "asking"

    @property
    def paused(self) -> bool:
        """Whether the clock stands still."""
        return bool(self.pauses) and self.pauses[-1].resumed_at is None

    @property
    def current(self) -> Asked | None:
        """The question that is open."""
        running = self.phase_of == "running" and self.items and self.items[-1].reason is None
        return self.items[-1] if running else None

    @property
    def stage(self) -> StagePlan | None:
        """The stage that is on."""
        return self.plan.stages[len(self.stages) - 1] if self.plan and self.stages else None

    @property
    def due_at(self) -> datetime | None:
        """When the open question must be answered; None where none is or the clock stands still."""
        return self.current.due_at if self.current and self.phase == "asking" else None

    @property
    def ended(self) -> bool:
        """Whether nothing more is asked."""
        return self.phase_of in ("wrapping", "ended")

    @property
    def pause_used(self) -> timedelta:
        """How long all finished pauses took."""
        return sum((p.resumed_at - p.at for p in self.pauses if p.resumed_at), timedelta())
