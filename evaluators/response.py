"""All that an evaluator may see of an answer."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from evaluators.text import Frozen, Language


class Attachment(Frozen):
    """A text file that the candidate sent."""

    name: str
    content: str


class Turn(Frozen):
    """One message of a dialogue."""

    role: Literal["interviewer", "candidate"]
    text: str


class Response(Frozen):
    """A candidate's answer to one item."""

    text: str = ""
    """What was typed; several messages are joined by line breaks."""
    files: tuple[Attachment, ...] = ()
    language: Language = "en"
    """Language of the feedback; the answer itself may be in either, or mixed."""
    params: dict[str, Any] = Field(default_factory=dict)
    """For a generated item: the values that were asked about."""
    elapsed: float | None = None
    """Seconds from the question to the answer, pauses left out."""
    dialogue: tuple[Turn, ...] = ()
    """For honesty: the turns to look at. For other kinds: earlier turns on the same item."""
    elsewhere: tuple[Turn, ...] = ()
    """For honesty: what was asked of the same under other items, and the replies. It counts as told, and is not doubted
    here once more."""
    before: tuple[Turn, ...] = ()
    """For honesty: what was asked about the candidate's projects under earlier items, and the replies. The dialogue is
    held against it; it is not judged here once more."""
    date: dt.date | None = None
    """The day of the dialogue; facts newer than it cannot have been known."""
    prompted: frozenset[str] = frozenset()
    """Criteria that a follow-up has asked for: what was said only then counts in part and is marked so."""
