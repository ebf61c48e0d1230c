"""What the interview asks of whoever keeps the ledger of claims (`interview_flow.claims`); plain data in between."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from evaluators.text import Language
from evaluators.verdict import Concern


class ClaimProbe(NamedTuple):
    """A question about something the candidate said of their own work."""

    question: str
    """In the interview's language, in the candidate's own words."""
    claim: Mapping[str, Any]
    """JSON by which `Honesty` knows later what was asked, stored with the event."""


class AskedProbe(NamedTuple):
    """A claim's probe that was asked, and what was answered."""

    claim: Mapping[str, Any]
    question: str
    reply: str | None
    """None while it is open."""


class Honesty(Protocol):
    """Claims read, probes chosen, findings made. Pure: all it knows is what it is given."""

    def read(self, text: str, *, turn: int, stage: str, at: datetime) -> Sequence[Mapping[str, Any]]:
        """The claims in one message, as JSON. `turn` counts the candidate's messages; `stage` is an id, or ``cv``."""
        ...

    def probe(
        self, claims: Sequence[Mapping[str, Any]], asked: Sequence[AskedProbe], *, language: Language, leading: bool
    ) -> ClaimProbe | None:
        """The next question about what was claimed, or None when enough is known.

        `leading`: the stage is made of probes. Elsewhere one may follow a fresh, checkable claim.
        """
        ...

    def concerns(
        self, claims: Sequence[Mapping[str, Any]], asked: Sequence[AskedProbe], *, language: Language, at: datetime
    ) -> Sequence[Concern]:
        """All findings on what was said so far."""
        ...


class NoHonesty:
    """Reads no claims: what an interview does without a ledger."""

    def read(self, text: str, *, turn: int, stage: str, at: datetime) -> Sequence[Mapping[str, Any]]:
        """No claims."""
        del text, turn, stage, at
        return ()

    def probe(
        self, claims: Sequence[Mapping[str, Any]], asked: Sequence[AskedProbe], *, language: Language, leading: bool
    ) -> ClaimProbe | None:
        """No probe."""
        del claims, asked, language, leading
        return None

    def concerns(
        self, claims: Sequence[Mapping[str, Any]], asked: Sequence[AskedProbe], *, language: Language, at: datetime
    ) -> Sequence[Concern]:
        """No findings."""
        del claims, asked, language, at
        return ()
