"""Reads the bank's data files; every fault of every file is reported at once."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from question_bank.bank import Bank, key
from question_bank.format import Format
from question_bank.item import Item
from question_bank.parsed import Parsed

HERE = Path(__file__).parent
Model = TypeVar("Model", Item, Format)


class BrokenBank(Exception):  # noqa: N818 - reads as what it says
    """One or more data files are faulty; `faults` has a line for each fault, led by its file."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load(root: Path = HERE, cache: Path | None = None) -> Bank:
    """The bank below `root`, which holds ``items/`` and ``formats/``.

    `cache` names a file in which parsed files are kept for the next start (`question_bank.parsed`). A file that has
    changed is read anew, and a cache that cannot be read or written is done without.

    Raises:
        BrokenBank: with all faults of all files.

    """
    faults: list[str] = []
    items: dict[str, Item] = {}
    parsed = Parsed(cache)
    for path, item in _read(root / "items", Item, parsed, faults):
        name = key(item)
        if path.stem not in (item.id, f"{item.id}_{item.kind}"):
            faults.append(f"{path}: holds {item.id!r}; a file is named after its item")
        if name in items:
            faults.append(f"{path}: {name} is defined twice")
        items[name] = item
    formats = {plan.id: plan for _, plan in _read(root / "formats", Format, parsed, faults)}
    if faults:
        raise BrokenBank(faults)
    parsed.keep()
    return Bank(items=items, formats=formats)


def _read(folder: Path, model: type[Model], parsed: Parsed, faults: list[str]) -> list[tuple[Path, Model]]:
    """Each YAML file below `folder` as a `model`; faults are collected."""
    found: list[tuple[Path, Model]] = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            content = parsed.read(path)
        except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
            faults.append(f"{path}: {_told(error)}")
            continue
        try:
            found.append((path, model.model_validate(content.value, context={"sound": content.sound})))
        except ValidationError as error:
            faults.extend(
                f"{path}: {'.'.join(str(part) for part in fault['loc']) or 'file'}: {fault['msg']}"
                for fault in error.errors()
            )
    return found


def _told(error: Exception) -> str:
    """What is wrong with a file, on one line, with the place where there is one."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return f"line {mark.line + 1}, column {mark.column + 1}: {error.problem}"
    return " ".join(str(error).split())
