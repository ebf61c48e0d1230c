"""Labelled answers beside the bank: what rubrics are mended by, and what accuracy is measured on.

``answers/<item id>.jsonl``: one answer a line, labelled for every criterion of its item.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from evaluators.response import Response
from evaluators.text import Frozen, Language
from question_bank.item import Expectation, Style

HERE = Path(__file__).parent / "answers"


class Labelled(Frozen):
    """One answer and what an expert says it contains."""

    id: str
    item: str
    language: Language
    answer: str
    style: Style = "plain"
    expect: Expectation
    seen: bool = False
    """Whether it lay before whoever wrote or mended the item's rubric; only the others are measured on."""

    def response(self) -> Response:
        """The answer as an evaluator would see it."""
        return Response(text=self.answer, language=self.language)


def labelled(folder: Path = HERE) -> Iterator[Labelled]:
    """Every labelled answer below `folder`, in a fixed order.

    Raises:
        ValueError: a line is no labelled answer; the message names file and line.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            try:
                yield Labelled.model_validate(json.loads(line))
            except ValueError as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error
