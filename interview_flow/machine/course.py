"""One decision in the making: the events and effects so far, and the state that they have led to."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from evaluators.response import Response, Turn
from evaluators.text import Text
from interview_flow.effects import Decision, Effect, Grade, Say
from interview_flow.events import Event
from interview_flow.evolve import evolve
from interview_flow.honesty import Honesty
from interview_flow.message import Block, Button, Message, Paragraph
from interview_flow.past import Past
from interview_flow.phrasing import fill
from interview_flow.state import Answer, Asked, Probe, State
from question_bank.bank import Bank, NoSuchItem
from question_bank.item import Item

Rows = tuple[tuple[Button, ...], ...]
OWN_WORK = "honesty/"
"""Before the ids of the items that a line of questions about a claim has the name of."""
A_NETWORK = "honesty/model_familiarity"
"""It asks about a network as others published it: what was said of one's own project is no measure of that."""


class Course:
    """Gathers what follows from one input. Mutable, and seen by nobody after the decision is made."""

    def __init__(self, state: State, bank: Bank, past: Past, honesty: Honesty, at: datetime) -> None:
        self.state = state
        self.bank = bank
        self.past = past
        self.honesty = honesty
        self.at = at
        """The moment that is being decided about."""
        self.events: list[Event] = []
        self.effects: list[Effect] = []

    def happen(self, event: Event) -> None:
        """Record that `event` happened; the state follows."""
        self.events.append(event)
        self.state = evolve(self.state, event)

    def do(self, effect: Effect) -> None:
        """Have `effect` carried out."""
        self.effects.append(effect)

    def text(self, text: Text, **values: Any) -> str:
        """The wording in the interview's language, its ``{names}`` filled in."""
        return fill(text.in_(self.state.language), values)

    def say(self, *blocks: Text | str | Block, buttons: Rows = (), slot: str = "", **values: Any) -> None:
        """Tell the candidate, a paragraph for each text.

        A slot is one question's, or one menu's: what is further up the chat is not edited.
        """
        shown = tuple(
            Paragraph(text=self.text(block, **values))
            if isinstance(block, Text)
            else Paragraph(text=block)
            if isinstance(block, str)
            else block
            for block in blocks
        )
        self.do(Say(message=Message(blocks=shown, buttons=buttons, slot=self._slot(slot))))

    def _slot(self, name: str) -> str:
        return f"{name}:{self.state.session}:{len(self.state.items) or self.state.turn}" if name else ""

    def button(self, name: str, label: Text) -> Button:
        """A button in the interview's language."""
        return Button(id=name, label=label.in_(self.state.language))

    def item(self, asked: Asked) -> Item | None:
        """The bank's item, or None where the bank has lost it since it was asked."""
        try:
            return self.bank.item(asked.item)
        except NoSuchItem:
            return None

    def decision(self) -> Decision:
        """What was gathered."""
        return Decision(events=tuple(self.events), effects=tuple(self.effects))


def grading_of(state: State, asked: Asked, answer: Answer) -> Grade:
    """What is to be judged when `answer` is handed in: all that was said on the item up to then.

    A project is asked about under other questions, too, where something was claimed: what was replied there counts.
    An answer that could not be read is replaced by the next one, not added to.
    """
    until = asked.answers.index(answer) + 1
    counted = [a for a in asked.answers[:until] if a.verdict is None or a.verdict.outcome != "unreadable"]
    response = Response(
        text="\n".join(a.text for a in counted if a.text),
        files=tuple(file for a in counted for file in a.files),
        language=state.language,
        params=asked.params,
        elapsed=answer.elapsed,
        dialogue=asked.dialogue() if len(asked.answers) > 1 or asked.item.startswith(OWN_WORK) else (),
        elsewhere=tuple(_elsewhere(state, asked)),
        before=tuple(_before(state, asked)),
        date=answer.at.date(),
        prompted=asked.prompted,
    )
    return Grade(answer=answer.id, item=asked.item, response=response, at=answer.at)


def of_claim(probe: Probe) -> str | None:
    """The item that asks what a claim's probe asks; None for other probes."""
    return OWN_WORK + str(probe.claim.get("topic")) if probe.claim is not None else None


def _elsewhere(state: State, asked: Asked) -> Iterator[Turn]:
    """What claims' probes asked under other questions of what `asked` is about, with the replies."""
    for item in state.items:
        for place, probe in enumerate(item.probes):
            if item.number != asked.number and of_claim(probe) == asked.item and item.reply(place):
                yield Turn(role="interviewer", text=probe.question)
                yield Turn(role="candidate", text=item.reply(place))


def _before(state: State, asked: Asked) -> Iterator[Turn]:
    """What was said of the candidate's own projects under earlier questions, where `asked` is about these, too."""
    for item in state.items if _of_a_project(asked) else ():
        if item.number < asked.number and _of_a_project(item):
            yield from item.dialogue()


def _of_a_project(asked: Asked) -> bool:
    return asked.item.startswith(OWN_WORK) and asked.item != A_NETWORK
