"""What the store knows of a candidate beside the session at hand."""

from datetime import datetime

from pydantic import Field

from evaluators.text import Frozen, Language, Text
from interview_flow.events import Choices
from interview_flow.state import State
from question_bank.format import Length


class SessionSummary(Frozen):
    """An earlier session, in a line."""

    session: str
    started_at: datetime
    title: Text
    """The format's."""
    length: Length
    answered: int
    """Items with an answer."""
    asked: int


def summarise(state: State) -> SessionSummary | None:
    """The session's line in the history; None where it never began."""
    if state.plan is None or state.started_at is None:
        return None
    return SessionSummary(
        session=state.session,
        started_at=state.started_at,
        title=state.plan.title,
        length=state.length,
        answered=sum(bool(item.answers) for item in state.items),
        asked=len(state.items),
    )


class Past(Frozen):
    """Earlier sessions, newest first, and what a session that begins now is given."""

    session: str
    """The id that a session beginning now gets (the id of the running one otherwise)."""
    seed: int
    """The seed that a session beginning now gets."""
    sessions: tuple[SessionSummary, ...] = ()
    recent_items: frozenset[str] = Field(default_factory=frozenset)
    """Keys of the items asked in the last few sessions, this one left out."""
    language: Language | None = None
    """The one last used."""
    defaults: Choices = Choices()
    """What the operator or the command line has fixed; a fixed format starts without a menu."""
