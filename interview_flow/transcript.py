"""Events -> transcript -> messages, Markdown, JSON. Pure."""

from collections.abc import Sequence

from evaluators.text import Language
from interview_flow.events import Event
from interview_flow.message import Message


def messages(events: Sequence[Event], language: Language) -> tuple[Message, ...]:
    """The transcript as documents."""
    raise NotImplementedError
