"""Labelled answers beside the bank: what the reader is trained on, and what accuracy is measured on.

``answers/<item id>.jsonl``: one answer a line, labelled for every criterion of its item.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from evaluators.response import Response
from evaluators.text import Frozen, Language
from question_bank.item import Expectation, Style

HERE = Path(__file__).parent / "answers"

UNSEEN_ITEMS = frozenset(
    {
        "batch_size",
        "bert_drawbacks",
        "receptive_field_concept",
        "residual_connections",
        "project_alternatives",
        "industry_bottlenecks",
    }
)
"""Items of which no answer is ever trained on."""


class Labelled(Frozen):
    """One answer and what an expert says it contains."""

    id: str
    item: str
    language: Language
    answer: str
    style: Style = "plain"
    expect: Expectation

    def response(self) -> Response:
        """The answer as an evaluator would see it."""
        return Response(text=self.answer, language=self.language)

    @property
    def held_out(self) -> bool:
        """Whether it is kept for measuring: every answer to an unseen item, and one in ten of the others."""
        return self.item in UNSEEN_ITEMS or hashlib.sha256(self.id.encode()).digest()[0] % 10 == 0


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
