"""What the interviewer says, as structure: a channel renders it, and no text in it is ever read as markup."""

from typing import Annotated, Literal, Protocol

from pydantic import Field

from evaluators.text import Frozen


class Heading(Frozen):
    """A line that names what follows."""

    block: Literal["heading"] = "heading"
    text: str


class Paragraph(Frozen):
    """Plain prose; line breaks are kept."""

    block: Literal["paragraph"] = "paragraph"
    text: str


class Code(Frozen):
    """Program text, shown as typed."""

    block: Literal["code"] = "code"
    text: str
    language: str = "python"


class Quote(Frozen):
    """The candidate's own words."""

    block: Literal["quote"] = "quote"
    text: str


Block = Annotated[Heading | Paragraph | Code | Quote, Field(discriminator="block")]


class Button(Frozen):
    """One thing that the candidate can press."""

    id: str = Field(min_length=1, max_length=48, pattern=r"^[\x21-\x7e]+$")
    """ASCII, so that its bytes fit a Telegram callback (64)."""
    label: str


class Document(Frozen):
    """A file for the candidate."""

    name: str
    mime: str
    content: str


class Message(Frozen):
    """One message to the candidate."""

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    """Rows of buttons."""
    document: Document | None = None
    slot: str = ""
    """A message with a slot takes the place of the last one with the same slot where the channel can edit (a countdown,
    a draft's state); elsewhere it is said anew."""


class Channel(Protocol):
    """A front end, as the interview sees it."""

    async def deliver(self, candidate: str, message: Message, edits: str | None) -> str | None:
        """Show `message` to `candidate`, in place of the message `edits` where one is named.

        Returns the channel's id of what was shown, or None where it has none.

        Raises:
            NotDelivered: try again later; `gone` where the candidate can no longer be reached.

        """
        ...


class NotDelivered(Exception):  # noqa: N818 - reads as what it says
    """A message did not reach the candidate."""

    def __init__(self, reason: str, *, retry_after: float | None = None, gone: bool = False) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.gone = gone
