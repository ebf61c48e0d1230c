"""``mock-interviewer bank``: what authors of items use."""

import json
from collections.abc import Sequence
from typing import Any

from bot.bootstrap import open_bank
from bot.grade import protocol
from bot.problem import Problem
from evaluators.discovery import kinds
from evaluators.response import Response
from evaluators.run import run
from evaluators.text import Language
from question_bank.bank import Bank, NoSuchItem, key
from question_bank.check import check
from question_bank.item import Item
from question_bank.selection import shortages


def check_bank(names: Sequence[str]) -> bool:
    """Grade every exemplar of the named items, of all where none is named, and print what differs. True: nothing does.

    Raises:
        Problem: an item file is faulty, or there is no such item.

    """
    bank = open_bank()
    items = [_item(bank, name) for name in names] or list(bank)
    misses = 0
    for miss in check(items):
        misses += 1
        print(f"{miss.item} #{miss.exemplar} ({miss.language}, {miss.style}): {miss.what}: "
              f"expected {miss.expected}, got {miss.got}")  # fmt: skip
    exemplars = sum(len(item.exemplars) for item in items)
    print(f"{len(items)} items, {exemplars} exemplars, {misses} misses")
    if names:
        return not misses
    short = [shortage for plan in bank.formats.values() for shortage in shortages(plan, bank)]
    for shortage in short:
        print(
            f"format {shortage.format}, stage {shortage.stage}, draw {shortage.draw}"
            f"{f', track {shortage.track}' if shortage.track else ''}: wants {shortage.wanted} items, "
            f"the bank holds {shortage.found}"
        )
    return not misses and not short


def list_bank() -> None:
    """Print every item: its key, level, topics and title."""
    for item in open_bank():
        print(f"{key(item):44} {item.level}  {','.join(item.topics):40} {item.title.zh} / {item.title.en}")


def try_item(name: str, answer: str, params: str | None, language: Language) -> None:
    """Grade `answer` to an item and print the verdict, with all that the evaluator says of how it read it.

    Raises:
        Problem: there is no such item, it has no evaluator, or `params` is no JSON object.

    """
    bank = open_bank()
    values = _params(params)
    item = _item(bank, name, values)
    if item.grading is None:
        raise Problem(f"The item {item.id!r} has no evaluator yet: its answers are recorded and shown as ungraded.")
    if item.generated and not values:
        values = item.grading.draw(0, item.level)
        print(f"question: {item.ask(values, language)}")
    verdict = run(item.grading, Response(text=answer, params=values, language=language))
    print(json.dumps(protocol(verdict) | {"details": verdict.details}, ensure_ascii=False, indent=2, default=str))


def schema() -> dict[str, Any]:
    """The JSON schema of an item file: an editor completes and checks by it. Each kind has its own grading section."""
    found = Item.model_json_schema()
    definitions: dict[str, Any] = found.setdefault("$defs", {})
    sections = []
    for name, kind in kinds().items():
        section = kind.model_json_schema()
        definitions.update(section.pop("$defs", {}))
        section["properties"]["kind"] = {"const": name}
        section["required"] = sorted({*section.get("required", ()), "kind"})
        definitions[f"{name}_grading"] = section
        sections.append({"$ref": f"#/$defs/{name}_grading"})
    found["properties"]["grading"] = {"anyOf": [*sections, {"type": "null"}], "default": None}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | found


def _item(bank: Bank, name: str, params: dict[str, Any] | None = None) -> Item:
    try:
        return bank.item(name, params)
    except NoSuchItem:
        raise Problem(f"The bank has no item {name!r}: `mock-interviewer bank list` names them.") from None


def _params(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Problem("--params must be a JSON object, such as '{\"channels\": 64}'.")
    return value
