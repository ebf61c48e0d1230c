"""Replies of candidates beside what the same candidates had said before, and what of it the replies contradict.

``contradictions/<subject>.jsonl``: a reply a line. The learned reader is trained on them: told a reply and an earlier
statement, it says whether both can be so. The labelled dialogues for fitting and the interviews yield more of them.
"""

import json
import random
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from evaluators.concept.reader.example import Asked, Example
from evaluators.honesty import against
from evaluators.honesty.against import Exchange
from evaluators.honesty.reading import read
from evaluators.text import Frozen, Language, written_in
from question_bank.dialogues import HERE as DIALOGUES
from question_bank.dialogues import Dialogue, to_train_on
from question_bank.interviews import interviews
from question_bank.records import records

HERE = Path(__file__).parent / "contradictions"
PLACES = DIALOGUES / "places.json"
"""With which of the candidate's earlier turns, counted from 0, each contradiction is: by dialogue and turn."""
MOST = 20
"""Earlier statements that one reading is asked about, at most."""
_PASSAGES = 0.7
"""Share of the replies that are read in passages."""
_TRUE, _FALSE = 1.5, 0.3
"""Weights of what is contradicted and of what is not: of all that was said before, a reply contradicts a sentence."""


class Told(Frozen):
    """Something said before, and the question that it answered."""

    question: str = ""
    text: str

    @property
    def exchange(self) -> Exchange:
        """The same for the reader."""
        return Exchange(self.question, self.text)


class Clash(Frozen):
    """What a reply contradicts."""

    place: int = Field(ge=0)
    """The place of what was said before."""
    quote: str = ""
    """The words of it, where they are known."""

    def within(self, earlier: Sequence[str]) -> bool:
        """Whether what was said `earlier` has that place and those words."""
        return self.place < len(earlier) and self.quote in earlier[self.place]


class Reply(Frozen):
    """A reply, and what was said before it."""

    language: Language
    about: str
    """Replies with one value here are held against the same words; what stands before a stroke names the candidate."""
    question: str
    reply: str
    earlier: tuple[Told, ...]
    contradicts: tuple[Clash, ...] = ()

    @property
    def exchange(self) -> Exchange:
        """The reply for the reader."""
        return Exchange(self.question, self.reply)

    @property
    def held(self) -> bool:
        """Whether its candidate is held out of training: a tenth of them are."""
        return zlib.crc32(self.about.partition("/")[0].encode()) % 10 == 0

    @model_validator(mode="after")
    def _within(self) -> Self:
        if not all(clash.within([told.text for told in self.earlier]) for clash in self.contradicts):
            raise ValueError("`contradicts` names a place or words that `earlier` does not have")
        return self


def replies(folder: Path = HERE) -> Iterator[Reply]:
    """Every reply below `folder`, in a fixed order.

    Raises:
        ValueError: a line is no reply; the message names file and line.
    """
    for _, reply in records(folder, Reply):
        yield reply


def of_dialogues() -> Iterator[Reply]:
    """The replies in the dialogues that are trained on."""
    places: dict[str, dict[str, int]] = json.loads(PLACES.read_text("utf-8"))
    for dialogue in to_train_on():
        yield from _of_dialogue(dialogue, places.get(dialogue.id, {}))


def _of_dialogue(dialogue: Dialogue, places: Mapping[str, int]) -> Iterator[Reply]:
    """Each of its replies, but for those that contradict it is not known what."""
    contradict = {label.turn for label in dialogue.findings if label.kind == "inconsistent"}
    earlier: list[Told] = []
    for one in read(dialogue.dialogue).said:
        place = places.get(str(one.turn))
        if earlier and (place is not None or one.turn not in contradict):
            yield Reply(
                language=written_in(one.text),
                about=dialogue.id,
                question=one.question,
                reply=one.text,
                earlier=tuple(earlier),
                contradicts=() if place is None else (Clash(place=place),),
            )
        earlier.append(Told(question=one.question, text=one.text))


def of_interviews() -> Iterator[Reply]:
    """The replies in the interviews, but for those of which the stances tell something else than who wrote them."""
    for number, (lot, interview) in enumerate(interviews()):
        earlier: list[Told] = []
        for place, turn in enumerate(interview.turns):
            excluded = interview.excluded(place)
            if earlier and bool(excluded) is turn.contradicts:
                yield Reply(
                    language=written_in(turn.reply),
                    about=f"{lot}{number}",
                    question=turn.question,
                    reply=turn.reply,
                    earlier=tuple(earlier),
                    contradicts=tuple(Clash(place=before, quote=sentence) for before, sentence in excluded.items()),
                )
            earlier.append(Told(question=turn.question, text=turn.reply))


def examples(found: Sequence[Reply], chance: random.Random) -> Iterator[Example]:
    """Each reply with what it is held against: all that it contradicts, and some of the rest.

    Mostly in passages, as the reader is asked first; sometimes in sentences, among which it finds the words to quote.
    """
    for one in found:
        cut = against.passages if chance.random() < _PASSAGES else against.sentences
        pieces = list(known(one, cut))
        rest = [(stated, 0.0) for stated, clashes in pieces if clashes is False]
        chosen = [(stated, 1.0) for stated, clashes in pieces if clashes]
        chosen += chance.sample(rest, max(0, min(MOST - len(chosen), len(rest))))
        chance.shuffle(chosen)
        if chosen:
            asked = [
                Asked(
                    against.contradicts(stated, one.language),
                    label,
                    _TRUE if label else _FALSE if len(rest) > 3 else 1.0,
                    f"{one.about}/{place}",
                )
                for place, (stated, label) in enumerate(chosen)
            ]
            yield Example(one.about, against.reply(one.exchange), tuple(asked))


def known(reply: Reply, cut: Callable[[Exchange], list[str]]) -> Iterator[tuple[str, bool | None]]:
    """Each piece of what was said before and whether the reply contradicts it; None where that is not known."""
    clashes = {clash.place: clash.quote for clash in reply.contradicts}
    for place, told in enumerate(reply.earlier):
        pieces = cut(told.exchange)
        quote = clashes.get(place)
        for piece in pieces:
            stated = against.asked(told.exchange, piece)
            if quote is None:
                yield stated, False
            elif len(pieces) == 1:
                yield stated, True
            else:
                yield stated, holds(piece, quote) if quote else None


def holds(piece: str, quote: str) -> bool:
    """Whether a piece of a turn holds the quoted words, or most of a sentence of them."""
    return quote in piece or any(part in piece for part in against.sentences(Exchange("", quote)))
