"""Interviews about a project, made up, in which a turn cannot be so beside a particular told before.

``particulars/<lot>.jsonl``: an interview a line. What is contradicted is a figure, an order of events, a part, a
person: mostly what no stance is taken on. Beside each reply that contradicts stands what the same candidate could have
said in nearly the same words and which fits; and in every interview some replies sound like contradictions and are
none. Beside most stand other earlier words, too, with which it is the other way round: so neither the reply nor what
was said before gives away by itself whether they go together. Those in ``twofold_*.jsonl`` were thought up as two such
states of the world; the ones of two turns have nothing else in them. Interviews are numbered in the order of the files,
and by that a tenth is held out: new ones go behind the last.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Self

from pydantic import model_validator

from evaluators.text import Frozen, Language, written_in
from question_bank.contradictions import Clash, Reply, Told
from question_bank.records import records

HERE = Path(__file__).parent / "particulars"


class Answered(Frozen):
    """A question, and what the candidate replied to it."""

    question: str
    reply: str
    contradicts: Clash | None = None
    """The earlier words that it contradicts."""
    instead: str = ""
    """Where it contradicts some, a reply that fits."""
    otherwise: str = ""
    """Words with which, in the place of those earlier ones, the reply fits, and what is said `instead` does not."""

    @property
    def fitting(self) -> str:
        """What fits all that was said before: later turns go on from it."""
        return self.instead or self.reply

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if bool(self.contradicts) is not bool(self.instead):
            raise ValueError(f"`contradicts` and `instead` go together: {self.reply}")
        if self.otherwise and not (self.contradicts and self.contradicts.quote):
            raise ValueError(f"`otherwise` goes with a quote: {self.reply}")
        return self


class Interview(Frozen):
    """What a candidate was asked and replied."""

    language: Language
    turns: tuple[Answered, ...]

    def replies(self, about: str) -> Iterator[Reply]:
        """All but the opening, beside what was said before, and what would have fitted instead.

        Then both once more, beside what could have been said before otherwise.

        Args:
            about: names the candidate.

        """
        earlier = [Told(question=turn.question, text=turn.fitting) for turn in self.turns]
        for place, turn in enumerate(self.turns[1:], start=1):
            fits = Reply(
                language=written_in(turn.fitting),
                about=f"{about}/{place}",
                question=turn.question,
                reply=turn.fitting,
                earlier=tuple(earlier[:place]),
            )
            yield fits
            if turn.contradicts:
                yield fits.model_copy(update={"reply": turn.reply, "contradicts": (turn.contradicts,)})
                if turn.otherwise:
                    yield from _turned_round(fits, turn, turn.contradicts)

    @model_validator(mode="after")
    def _within(self) -> Self:
        told = [turn.fitting for turn in self.turns]
        for place, turn in enumerate(self.turns):
            if turn.contradicts and not turn.contradicts.within(told[:place]):
                raise ValueError(f"no earlier turn has the words that this contradicts: {turn.reply}")
        return self


def _turned_round(fits: Reply, turn: Answered, clash: Clash) -> Iterator[Reply]:
    """The reply that then fits, and the one that fitted."""
    told = fits.earlier[clash.place]
    told = told.model_copy(update={"text": told.text.replace(clash.quote, turn.otherwise, 1)})
    earlier = (*fits.earlier[: clash.place], told, *fits.earlier[clash.place + 1 :])
    yield fits.model_copy(update={"reply": turn.reply, "earlier": earlier})
    clashes = (Clash(place=clash.place, quote=turn.otherwise),)
    yield fits.model_copy(update={"earlier": earlier, "contradicts": clashes})


def interviews() -> Iterator[tuple[str, Interview]]:
    """Every interview with the name of its lot, in a fixed order.

    Raises:
        ValueError: a line is no interview; the message names file and line.
    """
    return records(HERE, Interview)


def replies() -> Iterator[Reply]:
    """All replies of all interviews."""
    for number, (lot, interview) in enumerate(interviews()):
        yield from interview.replies(f"{lot}{number}")


def turns() -> Iterator[tuple[Reply, ...]]:
    """The same by turns: one reply, or what was said instead beside it; or both of these, and both turned round."""
    for _, found in groupby(replies(), lambda reply: reply.about):
        yield tuple(found)
