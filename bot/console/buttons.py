"""The buttons that can be pressed now, by their numbers. Pure."""

from collections.abc import Iterator, Sequence

from interview_flow.message import Button, Message

Rows = tuple[tuple[Button, ...], ...]
MOMENTARY = ("resume", "language", "no_reason")
"""Buttons that stand for one moment, beside those that ask whether something is meant."""
OF_A_QUESTION = ("done", "hint", "skip")
"""Buttons that name the question they belong to."""


class Board:
    """Numbers the buttons of what was said last, from 1.

    What comes without a reaction of the candidate's in between leaves the earlier buttons behind its own, so that a
    question's buttons have the same numbers with and without a feedback before it. A question that asks "do you mean
    it?" covers the others until it is answered.
    """

    def __init__(self) -> None:
        self.question: int | None = None
        """The question that can be answered now; the buttons of another are not shown."""
        self._rows: Rows = ()
        self._cover: Rows = ()
        self._reacted = False

    def offer(self, message: Message) -> None:
        """Take up what `message` brings; a message without buttons leaves all as it is."""
        if not message.buttons:
            return
        if not message.slot and all(_momentary(button) for row in message.buttons for button in row):
            self._cover = message.buttons
            return
        self._rows = message.buttons if self._reacted or message.slot else (*message.buttons, *self._rows)
        self._reacted = False

    def react(self) -> None:
        """The candidate has said or pressed something."""
        self._reacted = True
        self._cover = ()

    @property
    def rows(self) -> Sequence[Sequence[tuple[int, Button]]]:
        """The buttons with their numbers."""
        numbers = iter(range(1, 1000))
        shown = [[button for button in row if self._open(button)] for row in self._cover or self._rows]
        return [[(next(numbers), button) for button in row] for row in shown if row]

    def button(self, number: int) -> Button | None:
        """The button of that number."""
        return dict(self._numbered()).get(number)

    def _numbered(self) -> Iterator[tuple[int, Button]]:
        for row in self.rows:
            yield from row

    def _open(self, button: Button) -> bool:
        name, _, number = button.id.partition(":")
        return name not in OF_A_QUESTION or number == str(self.question)


def _momentary(button: Button) -> bool:
    name, _, argument = button.id.partition(":")
    return argument in ("yes", "no") or name in MOMENTARY
