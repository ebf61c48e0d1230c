"""``mock-interviewer bank``: what authors of items use."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bot.bootstrap import open_bank
from bot.grade import check_params, protocol
from bot.lines import BadLine
from bot.plain import clean
from bot.problem import Problem
from evaluators.discovery import kinds
from evaluators.response import Response
from evaluators.run import run
from evaluators.text import Language
from interview_flow.database import DatabaseProblem
from interview_flow.disputes import Disputed, disputed
from interview_flow.feedback import MARKS
from interview_flow.store import Store
from question_bank.accuracy import of_exemplars
from question_bank.bank import Bank, NoSuchItem, key
from question_bank.check import Graded, graded
from question_bank.item import Item
from question_bank.selection import shortages

if TYPE_CHECKING:
    from evaluators.concept.explain import Explanation


def check_bank(names: Sequence[str]) -> bool:
    """Grade every exemplar of the named items, of all where none is named, and print what differs. True: nothing does.

    Raises:
        Problem: an item file is faulty, or there is no such item.

    """
    bank = open_bank()
    items = [_item(bank, name) for name in names] or list(bank)
    exemplars: list[Graded] = []
    misses = 0
    for each in graded(items):
        exemplars.append(each)
        for miss in each.misses():
            misses += 1
            print(f"{miss.item} #{miss.exemplar} ({miss.language}, {miss.style}): {miss.what}: "
                  f"expected {miss.expected}, got {miss.got}")  # fmt: skip
    count = sum(len(item.exemplars) for item in items)
    print(f"{len(items)} items, {count} exemplars, {misses} misses\n\n{of_exemplars(exemplars).table()}")
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
        Problem: there is no such item, it has no evaluator, or `params` is no JSON object or not what it asks about.

    """
    bank = open_bank()
    values = _params(params)
    item = _item(bank, name, values)
    if item.grading is None:
        raise Problem(f"The item {item.id!r} has no evaluator yet: its answers are recorded and shown as ungraded.")
    if item.generated and not values:
        values = item.grading.draw(0, item.level)
        print(f"question: {item.ask(values, language)}")
    response = Response(text=answer, params=values, language=language)
    if item.generated:
        try:
            check_params(item, response)
        except BadLine as problem:
            raise Problem(str(problem)) from None
    verdict = run(item.grading, response)
    print(json.dumps(protocol(verdict) | {"details": verdict.details}, ensure_ascii=False, indent=2, default=str))
    if item.kind == "concept":
        # Its reader takes a while to import, and other kinds need none of it.
        from evaluators.concept.explain import explain  # noqa: PLC0415
        from evaluators.concept.grader import ConceptGrader  # noqa: PLC0415

        if isinstance(item.grading, ConceptGrader):
            print("\n".join(_explained(explain(item.grading, answer))))


def _explained(found: "Explanation") -> Iterator[str]:
    """Clause by clause what was understood, then for each criterion the patterns that came nearest."""
    yield "\nclauses"
    for clause in found.clauses:
        notes = [f"about {', '.join(clause.about)}"] if clause.about else []
        notes += [f"states {', '.join(clause.stated)}"] if clause.stated else []
        notes += [f"denies {', '.join(clause.denied)}"] if clause.denied else []
        notes += [f"does not count: {clause.ignored}"] if clause.ignored else []
        yield f"  {clause.text}"
        yield f"    {'; '.join(notes) or 'nothing that the rubric looks for'}"
    yield "\npatterns, the nearest of each place"
    for place in dict.fromkeys(tried.place for tried in found.patterns):
        yield f"  {place}"
        for tried in found.nearest(place):
            yield f"    {'✓' if tried.found else '✗'} {tried.pattern}"
            yield from (f"        {reason}" for reason in tried.missing)
            if tried.evidence:
                yield f"        in: {tried.evidence}"


async def print_disputes(database: str, *, as_json: bool) -> None:
    """Print what candidates dispute: the question, the answer, the verdict, their words; a JSON line each if wanted.

    Raises:
        Problem: the database cannot be used.

    """
    try:
        store = await Store.open(database, create=False)
        found = await store.sessions_with("verdict_disputed")
        await store.close()
    except DatabaseProblem as problem:
        raise Problem(str(problem)) from None
    bank = open_bank()
    disputes = [dispute for stored in found for dispute in disputed(stored.events)]
    for dispute in disputes:
        print(dispute.model_dump_json() if as_json else clean(_told(dispute, bank)))
    if not as_json:
        print(f"disputed verdicts: {len(disputes)}")


def _told(dispute: Disputed, bank: Bank) -> str:
    """A dispute as a text, ending with an empty line; what candidates wrote stands indented."""
    verdict = dispute.verdict
    try:
        grading = bank.item(dispute.item).grading
    except NoSuchItem:
        grading = None
    known = grading.criteria if grading else {}
    lines = [
        f"{dispute.item}  {dispute.at:%Y-%m-%d %H:%M} UTC  session {dispute.session}",
        f"  asked: {dispute.prompt}",
    ]
    lines += [f"  values: {json.dumps(dispute.params, ensure_ascii=False)}"] if dispute.params else []
    lines += [f"  answer: {dispute.answer}"] if dispute.answer else []
    lines += [f"  file {file.name}: {file.content}" for file in dispute.files]
    lines.append(f"  verdict: {verdict.outcome.value}, by {verdict.evaluator.kind} {verdict.evaluator.version}")
    for finding in verdict.findings:
        statement = known[finding.criterion].statement.en if finding.criterion in known else ""
        disputed_here = " <- disputed" if finding.criterion == dispute.criterion else ""
        lines.append(f"    {MARKS[finding.met]} {finding.criterion}: {statement}{disputed_here}")
        lines += [f"      read as: {finding.read}"] if finding.read else []
    lines.append(f"  the candidate says: {dispute.words or '(nothing further)'}")
    return "\n".join(line.replace("\n", "\n    ") for line in lines) + "\n"


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
