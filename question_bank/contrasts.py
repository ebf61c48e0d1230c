"""Sentences that say a criterion's statement in other words, and sentences that say the opposite in nearly the same.

``contrasts/<item id>.jsonl``: one criterion a line. The learned reader is trained on them: told apart only by the
relation, they teach it to read who does what to whom rather than which words occur.
"""

from collections.abc import Iterator
from pathlib import Path

from evaluators.text import Frozen, Language
from question_bank.records import records

HERE = Path(__file__).parent / "contrasts"


class Wordings(Frozen):
    """Two ways to say one thing, in each language."""

    zh: tuple[str, str]
    en: tuple[str, str]

    def in_(self, language: Language) -> tuple[str, str]:
        """Those in `language`."""
        return self.zh if language == "zh" else self.en


class Contrast(Frozen):
    """A criterion, said and gainsaid."""

    criterion: str
    says: Wordings
    denies: Wordings
    """One false version of it: the same claim in both wordings and both languages."""


def contrasts(folder: Path = HERE) -> Iterator[tuple[str, Contrast]]:
    """Every contrast below `folder` with the id of its item, in a fixed order.

    Raises:
        ValueError: a line is no contrast; the message names file and line.
    """
    return records(folder, Contrast)
