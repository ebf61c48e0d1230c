"""Sentences with the stances that they take on common matters of a project, and whole talks in which some clash.

``stances/<matter>.jsonl``: a statement a line, with its stance on that matter, or with none though it sounds like it;
the newer half with the stances that it takes on any other. The points of `positions/` that are about one matter are
more of them. ``dialogues/stances.json`` has of dialogues for fitting what each sentence says of any matter, turn by
turn, ``contradictions/stances.json`` of replies, by sentence.
``evaluators/honesty/matters.yaml`` describes them.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluators.honesty import against, clashes
from evaluators.honesty.against import Exchange
from evaluators.honesty.reading import read
from evaluators.text import Frozen, Language
from question_bank import contradictions, positions
from question_bank.dialogues import HERE as DIALOGUES
from question_bank.dialogues import Dialogue, to_train_on
from question_bank.records import records

HERE = Path(__file__).parent / "stances"
IN_DIALOGUES, IN_REPLIES = DIALOGUES / "stances.json", contradictions.HERE / "stances.json"

Stances = Mapping[str, str]
"""A stance by matter."""


class Statement(Frozen):
    """A statement on one matter."""

    language: Language
    stance: str | None
    """None: it says nothing of the matter, though it may sound like it."""
    question: str = ""
    text: str
    others: Stances | None = None
    """Its stances on other matters, where its writer thought of all of them."""
    point: str = ""
    """What tells apart the point of `positions/` that it is from, if it is from one."""

    @property
    def shown(self) -> str:
        """The statement as the reader is shown it."""
        return against.reply(Exchange(self.question, self.text))

    @property
    def held(self) -> bool:
        """Whether it is held out of training: one in twelve is, a point as a whole."""
        return _held(self.point or self.text)


@dataclass(frozen=True)
class Talk:
    """What a candidate said, sentence by sentence, and which turns take another stance than was taken before."""

    name: str
    sentences: tuple[str, ...]
    """As the reader is shown them."""
    turns: tuple[int, ...]
    """The turn of each, counted from 0."""
    clashing: Mapping[int, bool | None]
    """By turn, if it is known. None: it contradicts earlier words, and nobody said whether on any of the matters."""
    stances: tuple[Stances, ...] = ()
    """Of each sentence, on all matters, where somebody said so."""

    @property
    def held(self) -> bool:
        """Whether it is held out of training: one in twelve is."""
        return _held(self.name)


def _held(text: str) -> bool:
    return zlib.crc32(text.encode()) % 12 == 0


def statements() -> Iterator[tuple[str, Statement]]:
    """Every statement with its matter, in a fixed order.

    Raises:
        ValueError: a line is no statement, or takes a stance that its matter does not have.
    """
    for matter, statement in (*records(HERE, Statement), *_of_points()):
        for of, stance in {**(statement.others or {}), matter: statement.stance}.items():
            if stance is not None and stance not in clashes.matters()[of].stances:
                raise ValueError(f"{of} has no stance {stance!r}: {statement.text}")
        yield matter, statement


def _of_points() -> Iterator[tuple[str, Statement]]:
    for _, point in positions.points():
        stances = zip((*point.stances, None), (*point.positions, point.neutral), strict=True) if point.matter else ()
        for stance, told in stances:
            for each in told if stance or told is point.neutral else ():
                yield (
                    point.matter,
                    Statement(
                        language=point.language,
                        stance=stance,
                        question=each.question,
                        text=each.text,
                        point=point.point,
                    ),
                )


def talks() -> Iterator[Talk]:
    """The dialogues that are trained on, and the replies of `contradictions/`, in a fixed order."""
    known: dict[str, list[list[Stances]]] = json.loads(IN_DIALOGUES.read_text("utf-8"))
    of_sentences: dict[str, Stances] = json.loads(IN_REPLIES.read_text("utf-8"))
    for dialogue in to_train_on():
        yield _of_dialogue(dialogue, known.get(dialogue.id, []))
    for reply in contradictions.replies():
        told = [*(each.exchange for each in reply.earlier), reply.exchange]
        clashing = {len(reply.earlier): None if reply.contradicts else False}
        talk = _talk(reply.about.partition("/")[0], told, clashing)
        labelled = [of_sentences[shown] for shown in talk.sentences if shown in of_sentences]
        yield _labelled(talk, labelled) if len(labelled) == len(talk.sentences) else talk


def _of_dialogue(dialogue: Dialogue, known: Sequence[Sequence[Stances]]) -> Talk:
    said = read(dialogue.dialogue).said
    contradict = {label.turn for label in dialogue.findings if label.kind == "inconsistent"}
    corrected = max((place for place, one in enumerate(said) if one.corrects), default=0)
    clashing = {
        place: None if one.turn in contradict else False
        for place, one in enumerate(said)
        if place and (place > corrected or one.turn in contradict)
    }
    talk = _talk(dialogue.id, [Exchange(one.question, one.text) for one in said], clashing)
    return _labelled(talk, [each for turn in known for each in turn]) if known else talk


def _talk(name: str, told: Sequence[Exchange], clashing: Mapping[int, bool | None]) -> Talk:
    sentences = [(shown, turn) for turn, each in enumerate(told) for _, shown in clashes.sentences(each)]
    texts, turns = zip(*sentences, strict=True)
    return Talk(name, texts, turns, clashing)


def _labelled(talk: Talk, stances: Sequence[Stances]) -> Talk:
    """`talk` with the `stances` of its sentences; a turn of which they tell otherwise than its label is left out."""
    if len(stances) != len(talk.sentences):
        raise ValueError(f"{talk.name} has {len(talk.sentences)} sentences, and stances of {len(stances)}")
    of_turn = list(zip(talk.turns, stances, strict=True))

    def clashes_at(turn: int) -> bool:
        return any(
            there[matter] != stance
            for at, here in of_turn
            if at == turn
            for matter, stance in here.items()
            for before, there in of_turn
            if before < turn and matter in there
        )

    found = {turn: clashes_at(turn) for turn in talk.clashing}
    alike = {turn: clash for turn, clash in found.items() if clash is (talk.clashing[turn] is None)}
    return replace(talk, clashing=alike, stances=tuple(stances))
