"""Keeps what the interviewer says until the next line is put out."""

from typing import Any

from bot.plain import text_of
from interview_flow.message import Message


class JsonlChannel:
    """Messages are numbered from 1 in the order said, in this run of the program.

    A message's id names the run too: after a restart, the messages of earlier runs can no longer be replaced.
    """

    def __init__(self, run: str) -> None:
        self._run = run
        self._number = 0
        self._said: list[dict[str, Any]] = []

    async def deliver(self, candidate: str, message: Message, edits: str | None) -> str:
        """Keep `message`."""
        del candidate
        run, _, number = (edits or "").partition("#")
        said: dict[str, Any] = {
            "text": text_of(message),
            "buttons": [[{"id": button.id, "label": button.label} for button in row] for row in message.buttons],
        }
        if message.document:
            said["document"] = message.document.model_dump()
        if run == self._run:
            # A message that takes another's place keeps its number.
            said["edits"] = int(number)
            shown = edits or ""
        else:
            self._number += 1
            shown = f"{self._run}#{self._number}"
        self._said.append(said)
        return shown

    def said(self) -> list[dict[str, Any]]:
        """All that was said since the last call."""
        said, self._said = self._said, []
        return said
