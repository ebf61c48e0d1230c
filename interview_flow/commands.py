"""What a candidate can ask of an interview, whichever channel they use."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from evaluators.text import Frozen


class Say(Frozen):
    """The candidate typed something; ``/commands`` are typed too."""

    command: Literal["say"] = "say"
    text: str


class Press(Frozen):
    """The candidate pressed a button."""

    command: Literal["press"] = "press"
    button: str
    """The button's id."""


class SendFile(Frozen):
    """The candidate sent a file."""

    command: Literal["send_file"] = "send_file"
    name: str
    content: str | None
    """Its text (a PDF's text is taken out by the channel); None where it is no text or is too large."""
    problem: Literal["", "too_large", "not_text"] = ""


class Edit(Frozen):
    """The candidate edited a message they had sent."""

    command: Literal["edit"] = "edit"
    message: str
    """The channel's id of the message."""
    text: str


class SendOther(Frozen):
    """The candidate sent what can be no answer here: a sticker, a photo, a voice message."""

    command: Literal["send_other"] = "send_other"
    what: str


class Wake(Frozen):
    """Time has passed: what is due by now happens."""

    command: Literal["wake"] = "wake"


Command = Annotated[Say | Press | SendFile | Edit | SendOther | Wake, Field(discriminator="command")]


class Received(Frozen):
    """A command as it came in."""

    id: str
    """The channel's own id of the update: the same update delivered twice has the same id."""
    candidate: str
    """Who sent it: the channel and the channel's id of the chat, e.g. ``telegram:42``."""
    at: datetime
    """The moment it came in, with its time zone (UTC)."""
    command: Command
    message: str | None = None
    """The channel's id of the candidate's message, by which a later edit names it."""
    locale: str = ""
    """The language that the candidate's client announces, e.g. ``zh-hans``; empty where unknown."""
