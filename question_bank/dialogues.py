"""Labelled dialogues about one's own work: what the honesty evaluator is measured on, and the table of it.

``dialogues/<honesty item>.jsonl``: a dialogue a line, with what an attentive reader makes of it. By those for fitting
rules were mended, and of them the learned reader is trained on those that are not in ``dialogues/first_sight.json``;
on these it is weighed how far it is believed. Nothing was fitted to the test.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from evaluators.base import Grader
from evaluators.concept.reader.client import Worker
from evaluators.response import Response, Turn
from evaluators.run import reviewed, run
from evaluators.text import Frozen, Language
from evaluators.verdict import Verdict
from question_bank.accuracy import Counts, percent
from question_bank.bank import Bank
from question_bank.records import records

HERE = Path(__file__).parent / "dialogues"
FIRST_SIGHT = HERE / "first_sight.json"
"""The turns in which the rules found a contradiction before they were mended by it."""
NEVER_TRAINED_ON = ("w31", "w32c", "w33c", "w34", "w36", "w37", "w38", "w39", "w40", "w41", "w42", "w43")
"""How the ids of such dialogues begin."""
KINDS = ("impossible_fact", "inconsistent")
"""Findings that say that something cannot be so."""


class Expected(Frozen):
    """What is to be found in one turn."""

    turn: int
    kind: str


class Dialogue(Frozen):
    """A dialogue, and what is to be made of it."""

    id: str
    language: Language
    dialogue: tuple[Turn, ...]
    before: tuple[Turn, ...] = ()
    """Of a second talk in one interview: the first, against which it is held."""
    overall: Literal["substantiated", "unclear", "contradicted"]
    findings: tuple[Expected, ...] = ()
    part: Literal["fitting", "test", "second talk"]
    """Nothing was fitted to second talks, either, but by the honest ones rules were mended."""

    @property
    def never_trained_on(self) -> bool:
        """Whether no reader is trained on it, so that how far it is believed can be judged by it."""
        return self.id.startswith(NEVER_TRAINED_ON)


@dataclass
class Judged:
    """What was made of some dialogues."""

    total: int = 0
    right: int = 0
    """Judged as a whole as labelled."""
    honest: int = 0
    accused: int = 0
    """Of the honest, and of those who only said little, how many were called contradicted."""
    found: dict[str, Counts] = field(default_factory=lambda: {kind: Counts() for kind in KINDS})

    def add(self, dialogue: Dialogue, verdict: Verdict) -> None:
        """Count one dialogue."""
        self.total += 1
        self.right += verdict.overall == dialogue.overall
        if dialogue.overall != "contradicted":
            self.honest += 1
            self.accused += verdict.overall == "contradicted"
        for kind, counts in self.found.items():
            expected = {label.turn for label in dialogue.findings if label.kind == kind}
            found = {concern.turn for concern in verdict.concerns if concern.kind == kind}
            for turn in expected | found:
                counts.add(expected=turn in expected, found=turn in found)

    def row(self, name: str) -> str:
        """A line of `table`."""
        shares = " | ".join(
            f"{counts.true_met}/{counts.true_met + others}"
            for counts in self.found.values()
            for others in (counts.false_met, counts.false_not)
        )
        right = percent(self.right / self.total)
        return f"| {name} | {self.total} | {right} | {self.accused}/{self.honest} | {shares} |"


def dialogues(folder: Path = HERE) -> Iterator[tuple[str, Dialogue]]:
    """Every dialogue below `folder` with the id of its item, in a fixed order.

    Raises:
        ValueError: a line is no dialogue; the message names file and line.
    """
    return records(folder, Dialogue)


def to_train_on() -> Iterator[Dialogue]:
    """The dialogues for fitting but those by which it is judged how far the reader is believed, in a fixed order."""
    known = _first_sight()
    for _, dialogue in dialogues():
        if dialogue.part == "fitting" and dialogue.id not in known and not dialogue.never_trained_on:
            yield dialogue


def to_weigh_by() -> Iterator[tuple[Dialogue, frozenset[int]]]:
    """Those by which it is judged how far the reader is believed, in a fixed order.

    Each with the turns in which the rules found a contradiction before they were mended by it: of what they find there
    today hardly anything is wrong, and they would be trusted too much.
    """
    known = _first_sight()
    for _, dialogue in dialogues():
        if dialogue.id in known:
            yield dialogue, frozenset(known[dialogue.id])


def _first_sight() -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = json.loads(FIRST_SIGHT.read_text("utf-8"))
    return found


def table(bank: Bank, labelled: Iterable[tuple[str, Dialogue]], worker: Worker | None) -> str:
    """A Markdown table: each part by the rules alone and, where there is a `worker`, by both."""
    graders = {item.id: item.grading for item in bank if item.kind == "honesty"}
    judged: dict[str, Judged] = {}
    for item, dialogue in labelled:
        grading = graders.get(item)
        if grading is None:
            continue
        response = Response(text="", language=dialogue.language, dialogue=dialogue.dialogue, before=dialogue.before)
        for name, verdict in _verdicts(grading, response, worker):
            judged.setdefault(f"{dialogue.part}, {name}", Judged()).add(dialogue, verdict)
    lines = [
        "| part | dialogues | right | honest called contradicted | impossible: P | R | contradictions: P | R |",
        "|---|---|---|---|---|---|---|---|",
        *(judged[name].row(name) for name in sorted(judged)),
    ]
    return "\n".join(lines)


def _verdicts(grading: Grader, response: Response, worker: Worker | None) -> Iterator[tuple[str, Verdict]]:
    verdict = run(grading, response)
    yield "rules", verdict
    if worker:
        yield "both", reviewed(grading, response, verdict, worker)
