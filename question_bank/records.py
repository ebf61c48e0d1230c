"""Data beside the bank as JSON Lines: a file an item, named after it, a record a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from evaluators.text import Frozen

Record = TypeVar("Record", bound=Frozen)


def records(folder: Path, kind: type[Record]) -> Iterator[tuple[str, Record]]:
    """Every record of `kind` below `folder` with the id of its item, in a fixed order.

    Raises:
        ValueError: a line is no such record; the message names file and line.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            try:
                yield path.stem, kind.model_validate(json.loads(line))
            except ValueError as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error
