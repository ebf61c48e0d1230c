"""Turns of the dialogues for fitting beside facts that they deny and facts that they leave alone.

The learned reader is trained on them: told a turn and a fact, it says whether both can be so. A turn denies the reason
of its own finding. One that has none denies neither the reasons of other turns' findings nor what is known of what it
names. A fifth of the dialogues are held out, and those that nothing is trained on.
"""

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from evaluators.honesty import known_facts
from evaluators.honesty.against import Exchange
from evaluators.honesty.findings import impossible
from evaluators.honesty.reading import read
from evaluators.text import Language, written_in
from question_bank.dialogues import Dialogue, dialogues


class Beside(NamedTuple):
    """A turn and facts."""

    dialogue: str
    language: Language
    said: Exchange
    denied: tuple[str, ...]
    left: tuple[str, ...]


def held(dialogue: Dialogue) -> bool:
    """Whether a dialogue is held out of training."""
    return dialogue.never_trained_on or zlib.crc32(dialogue.id.encode()) % 5 == 0


def turns() -> Iterator[Beside]:
    """Every turn that is trained on, in a fixed order; reading the dialogues takes a minute."""
    for _, dialogue in dialogues():
        if dialogue.part == "fitting" and not held(dialogue):
            yield from turns_of(dialogue)


def turns_of(dialogue: Dialogue) -> Iterator[Beside]:
    """The turns behind the opening of one dialogue that stand beside any fact."""
    reading = read(dialogue.dialogue, None)
    labelled = {label.turn for label in dialogue.findings if label.kind == "impossible_fact"}
    doubts = [doubt for doubt in impossible(reading) if doubt.turn in labelled]
    for place, one in enumerate(reading.said[1:], 1):
        language = written_in(one.text)
        denied = [doubt.reason.in_(language) for doubt in doubts if doubt.turn == one.turn]
        left: list[str] = []
        if one.turn not in labelled:
            opening, before = reading.said[0].text, reading.said[place - 1].text
            told = f"{opening}\n{before}\n{one.question}\n{one.text}"
            left = [doubt.reason.in_(language) for doubt in doubts]
            left += [fact.in_(language) for fact in known_facts.of_named(told)]
        if denied or left:
            facts = (tuple(dict.fromkeys(each)) for each in (denied, left))
            yield Beside(dialogue.id, language, Exchange(one.question, one.text), *facts)
