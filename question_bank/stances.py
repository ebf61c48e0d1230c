"""Sentences with the stances that they take on common matters of a project, and whole talks in which some clash.

``stances/<matter>.jsonl``: a statement a line, with its stance on that matter, or with none though it sounds like it;
the newer ones with the stances that they take on others. The points of `positions/` that are about one matter are
more of them. ``dialogues/stances.json`` has of dialogues for fitting what each sentence says of any matter, turn by
turn, ``contradictions/stances.json`` of replies, by sentence.
Those of ``interviews/`` stand beside each sentence. ``evaluators/honesty/matters.yaml`` describes them.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from evaluators.honesty import against, clashes
from evaluators.honesty.against import Exchange
from evaluators.honesty.reading import read
from evaluators.text import Frozen, Language
from question_bank import contradictions, positions
from question_bank.dialogues import HERE as DIALOGUES
from question_bank.dialogues import Dialogue, to_train_on, to_weigh_by
from question_bank.interviews import Interview, Stances, check, exclude, interviews
from question_bank.records import records

HERE = Path(__file__).parent / "stances"
IN_DIALOGUES, IN_REPLIES = DIALOGUES / "stances.json", contradictions.HERE / "stances.json"


class Statement(Frozen):
    """A statement on one matter."""

    language: Language
    stance: str | None
    """None: it says nothing of the matter, though it may sound like it."""
    question: str = ""
    text: str
    others: Stances = Field(default_factory=dict)
    """Its stances on other matters, where its writer thought of them."""
    point: str = ""
    """What tells apart the point of `positions/` that it is from, if it is from one."""

    @property
    def shown(self) -> str:
        """The statement as the reader is shown it."""
        return against.reply(Exchange(self.question, self.text))

    @property
    def held(self) -> bool:
        """Whether it is held out of training: one in twelve is, a point as a whole."""
        return zlib.crc32((self.point or self.text).encode()) % 12 == 0


@dataclass(frozen=True)
class Talk:
    """What a candidate said, sentence by sentence, and which turns take another stance than was taken before."""

    name: str
    sentences: tuple[str, ...]
    """As the reader is shown them."""
    turns: tuple[int, ...]
    """The turn of each, counted from 0."""
    stances: tuple[Stances, ...]
    """Of each, on all matters."""
    clashing: Mapping[int, bool]
    """By turn, where its stances and the label of the turn tell the same."""


def statements() -> Iterator[tuple[str, Statement]]:
    """Every statement with its matter, in a fixed order.

    Raises:
        ValueError: a line is no statement, or takes a stance that its matter does not have.
    """
    for matter, statement in (*records(HERE, Statement), *_of_points()):
        check({**statement.others, matter: statement.stance}, statement.text)
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
    """The dialogues that are trained on, the interviews, and the replies of `contradictions/`, in a fixed order.

    Raises:
        KeyError: nobody said which stances a dialogue or a sentence takes.
        ValueError: a dialogue has other sentences than those of which that is said.
    """
    of_sentences: dict[str, Stances] = json.loads(IN_REPLIES.read_text("utf-8"))
    yield from _of_dialogues(to_train_on())
    for lot, interview in interviews():
        yield _of_interview(lot, interview)
    for reply in contradictions.replies():
        sentences = _sentences([*(each.exchange for each in reply.earlier), reply.exchange])
        stances = [of_sentences[shown] for shown, _ in sentences]
        name = reply.about.partition("/")[0]
        yield _talk(name, sentences, stances, {len(reply.earlier): bool(reply.contradicts)})


def untrained_talks() -> Iterator[Talk]:
    """Those by which it is judged how far the reader is believed, in a fixed order: nothing is trained on them.

    Raises:
        KeyError: as in `talks`.
        ValueError: as in `talks`.
    """
    yield from _of_dialogues(dialogue for dialogue, _ in to_weigh_by())


def _of_dialogues(chosen: Iterable[Dialogue]) -> Iterator[Talk]:
    known: dict[str, list[list[Stances]]] = json.loads(IN_DIALOGUES.read_text("utf-8"))
    for dialogue in chosen:
        yield _of_dialogue(dialogue, known[dialogue.id])


def _of_dialogue(dialogue: Dialogue, stances: Sequence[Sequence[Stances]]) -> Talk:
    said = read(dialogue.dialogue).said
    contradict = {label.turn for label in dialogue.findings if label.kind == "inconsistent"}
    corrected = max((place for place, one in enumerate(said) if one.corrects), default=0)
    labels = {
        place: one.turn in contradict
        for place, one in enumerate(said)
        if place and (place > corrected or one.turn in contradict)
    }
    sentences = _sentences([Exchange(one.question, one.text) for one in said])
    return _talk(dialogue.id, sentences, [each for turn in stances for each in turn], labels)


def _of_interview(lot: str, interview: Interview) -> Talk:
    sentences = _sentences([turn.exchange for turn in interview.turns])
    contradicts = {place: turn.contradicts for place, turn in enumerate(interview.turns) if place}
    return _talk(lot, sentences, [each for turn in interview.turns for each in turn.stances], contradicts)


def _sentences(told: Sequence[Exchange]) -> list[tuple[str, int]]:
    """Each as the reader is shown it, with its turn."""
    return [(shown, turn) for turn, each in enumerate(told) for _, shown in clashes.sentences(each)]


def _talk(
    name: str, sentences: Sequence[tuple[str, int]], stances: Sequence[Stances], contradicts: Mapping[int, bool]
) -> Talk:
    """The talk, of whose turns some contradict earlier ones: on one of the matters, or on something else."""
    if len(stances) != len(sentences):
        raise ValueError(f"{name} has {len(sentences)} sentences, and stances of {len(stances)}")
    shown, turns = zip(*sentences, strict=True)
    of_turns = list(zip(turns, stances, strict=True))

    def clashes_at(turn: int) -> bool:
        return any(
            exclude(here, there) for at, here in of_turns if at == turn for before, there in of_turns if before < turn
        )

    clashing = {turn: label for turn, label in contradicts.items() if clashes_at(turn) is label}
    return Talk(name, shown, turns, tuple(stances), clashing)
