"""What the interview asks of whoever keeps the ledger of claims (`interview_flow.claims`); plain data in between."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from evaluators.text import Language
from evaluators.verdict import Concern

log = logging.getLogger(__name__)
T = TypeVar("T")


class ClaimProbe(NamedTuple):
    """A question about something the candidate said of their own work."""

    question: str
    """In the interview's language, in the candidate's own words."""
    claim: Mapping[str, Any]
    """JSON by which `Honesty` knows later what was asked, stored with the event; its ``topic`` is the honesty item that
    asks the same."""


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


class Careful:
    """Another ledger whose failures cost a question, never the interview: its candidates' messages must be answered."""

    def __init__(self, ledger: Honesty) -> None:
        self.ledger = ledger

    def read(self, text: str, *, turn: int, stage: str, at: datetime) -> Sequence[Mapping[str, Any]]:
        """The ledger's claims, or none."""
        return _or(lambda: self.ledger.read(text, turn=turn, stage=stage, at=at), ())

    def probe(
        self, claims: Sequence[Mapping[str, Any]], asked: Sequence[AskedProbe], *, language: Language, leading: bool
    ) -> ClaimProbe | None:
        """The ledger's question, or none."""
        return _or(lambda: self.ledger.probe(claims, asked, language=language, leading=leading), None)

    def concerns(
        self, claims: Sequence[Mapping[str, Any]], asked: Sequence[AskedProbe], *, language: Language, at: datetime
    ) -> Sequence[Concern]:
        """The ledger's findings, or none."""
        return _or(lambda: self.ledger.concerns(claims, asked, language=language, at=at), ())


def _or(ask: Callable[[], T], otherwise: T) -> T:
    try:
        return ask()
    except Exception:
        # What was said stays out of the log: it is the candidate's.
        log.exception("the ledger of claims failed")
        return otherwise
