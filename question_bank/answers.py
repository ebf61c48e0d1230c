"""Labelled answers beside the bank: what rubrics are mended by, and what accuracy is measured on.

``answers/<item id>.jsonl``: one answer a line, labelled for every criterion of its item.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from evaluators.response import Response
from evaluators.text import Frozen, Language
from question_bank.item import Expectation, Style
from question_bank.records import records

HERE = Path(__file__).parent / "answers"

Part = Literal["mending", "fitting", "test"]
"""What an answer is for. Rubrics are mended by the first part, and the learned reader is trained on it. When it is to
be believed is fitted on the second, which neither has seen. The third is what accuracy is published on."""


class Labelled(Frozen):
    """One answer and what an expert says it contains."""

    id: str
    item: str
    language: Language
    answer: str
    style: Style = "plain"
    expect: Expectation
    part: Part = "mending"

    def response(self) -> Response:
        """The answer as an evaluator would see it."""
        return Response(text=self.answer, language=self.language)


def labelled(folder: Path = HERE) -> Iterator[Labelled]:
    """Every labelled answer below `folder`, in a fixed order.

    Raises:
        ValueError: a line is no labelled answer; the message names file and line.
    """
    for _, answer in records(folder, Labelled):
        yield answer
