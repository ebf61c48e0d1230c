"""``mock-interviewer grade``: one answer a line in, one verdict a line out, in the order read."""

import signal
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import cache
from queue import Queue
from threading import Thread
from typing import Any

from pydantic import ValidationError

from bot import lines
from bot.bootstrap import open_bank
from bot.lines import BadLine
from evaluators.concept.reader import client
from evaluators.response import Response, Turn
from evaluators.run import run
from evaluators.text import Language, written_in
from evaluators.verdict import EvaluatorId, Outcome, Verdict
from interview_flow.grading import NO_EVALUATOR
from question_bank.bank import Bank, NoSuchItem
from question_bank.item import Item

LONGEST_ANSWER = 2_000_000
"""Characters: far more than an interview takes, and a bound."""
LONGEST_DIALOGUE = 400
"""Turns."""
LONGEST_FAULT = 400
"""Characters of what is said of wrong values."""


def grade_line(bank: Bank, line: bytes | BadLine) -> dict[str, Any]:
    """The verdict on the answer in `line`, or what is wrong with the line."""
    named: dict[str, Any] = {}
    try:
        given = lines.read(line)
        named = {"id": _field(given, "id"), "item": lines.text(_field(given, "item"), "item")}
        return named | verdict_of(bank, named["item"], _response(given))
    except BadLine as problem:
        return named | {"error": str(problem)}


def verdict_of(bank: Bank, name: str, response: Response) -> dict[str, Any]:
    """The verdict on `response` to the item called `name`, as the protocol writes it.

    Raises:
        BadLine: there is no such item, `response.params` are not what it asks about, or it takes no dialogue.

    """
    try:
        item = bank.item(name, response.params)
    except NoSuchItem:
        raise BadLine(f"The bank has no item {name!r}: `mock-interviewer bank list` names them.") from None
    if item.grading is None:
        text = NO_EVALUATOR.in_(response.language)
        evaluator = EvaluatorId(kind="open", version=1)
        return protocol(Verdict(outcome=Outcome.UNGRADED, score=None, feedback=text, evaluator=evaluator))
    if response.dialogue and item.kind != "honesty":
        raise BadLine(f"{item.id} takes no `dialogue`: send what the candidate typed as `answer`.")
    if item.generated:
        check_params(item, response)
    return protocol(run(item.grading, response))


def check_params(item: Item, response: Response) -> None:
    """A question that asks about given values cannot be put, or judged, without them.

    Raises:
        BadLine: what is wrong with which.

    """
    try:
        item.ask(dict(response.params), response.language)
    except ValidationError as problem:
        faults = ((".".join(map(str, fault["loc"])), fault["msg"]) for fault in problem.errors())
        told = "; ".join(f"{place}: {what}" if place else what for place, what in faults)
        raise BadLine(f"`params` must be the values that {item.id} asks about ({told[:LONGEST_FAULT]}).") from None


def protocol(verdict: Verdict) -> dict[str, Any]:
    """A verdict in the protocol's fields."""
    written: dict[str, Any] = {
        "outcome": verdict.outcome.value,
        "score": verdict.score,
        "criteria": {
            finding.criterion: {
                "met": finding.met,
                "read": finding.read,
                "evidence": finding.evidence,
                "note": finding.note,
            }
            for finding in verdict.findings
        },
    }
    if verdict.members is not None or verdict.wrong is not None:
        written |= {"members": list(verdict.members or ()), "wrong": list(verdict.wrong or ())}
    if verdict.overall is not None or verdict.concerns:
        written |= {"findings": [concern.model_dump() for concern in verdict.concerns], "overall": verdict.overall}
    return written | {"feedback": verdict.feedback, "evaluator": verdict.evaluator.model_dump()}


def _field(given: dict[str, Any], name: str) -> Any:
    if name not in given:
        raise BadLine(f"The line lacks the field `{name}`.")
    return given[name]


def _response(given: dict[str, Any]) -> Response:
    params = given.get("params") or {}
    if not isinstance(params, dict):
        raise BadLine("`params` must be an object.")
    if "dialogue" in given:
        dialogue = _dialogue(given["dialogue"])
        words = " ".join(turn.text for turn in dialogue)
        return Response(dialogue=dialogue, params=params, language=_language(given, words), date=_date(given))
    if "answer" not in given:
        raise BadLine("The line lacks the field `answer` (or `dialogue`).")
    answer = lines.text(given["answer"], "answer", LONGEST_ANSWER)
    return Response(text=answer, params=params, language=_language(given, answer), date=_date(given))


def _language(given: dict[str, Any], words: str) -> Language:
    """The language of the feedback; where it is not said, that of the answer."""
    match given.get("language"):
        case None:
            return written_in(words[:2000])
        case "zh":
            return "zh"
        case "en":
            return "en"
        case _:
            raise BadLine("`language` must be zh or en.")


def _date(given: dict[str, Any]) -> date | None:
    value = given.get("date")
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        raise BadLine("`date` must be written like 2026-01-31.") from None


def _dialogue(value: Any) -> tuple[Turn, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= LONGEST_DIALOGUE:
        raise BadLine(f"`dialogue` must be a list of 1 to {LONGEST_DIALOGUE} turns.")
    return tuple(_turn(turn) for turn in value)


def _turn(turn: Any) -> Turn:
    if not isinstance(turn, dict) or turn.get("role") not in ("interviewer", "candidate"):
        raise BadLine('Each turn must be {"role": "interviewer" or "candidate", "text": ...}.')
    return Turn(role=turn["role"], text=lines.text(turn.get("text"), "text", LONGEST_ANSWER))


def grade_all(incoming: Iterable[bytes | BadLine], jobs: int, write: Callable[[dict[str, Any]], None]) -> None:
    """Grade every line in `jobs` processes and write the verdicts in the order of the lines."""
    if jobs == 1:
        bank = open_bank()
        for line in incoming:
            write(grade_line(bank, line))
        return
    _bank()
    waiting: Queue[Future[dict[str, Any]] | None] = Queue(maxsize=4 * jobs)

    def put_out() -> None:
        while (verdict := waiting.get()) is not None:
            try:
                write(verdict.result())
            except BrokenProcessPool:
                write({"error": "The grading process ended unexpectedly: send this line again."})

    writer = Thread(target=put_out, name="verdicts")
    writer.start()
    heard = client.worker() is not None
    pool = ProcessPoolExecutor(jobs, initializer=_begin_worker, initargs=(heard,))
    try:
        for line in incoming:
            try:
                verdict = pool.submit(_in_worker, line)
            except BrokenProcessPool:
                pool = ProcessPoolExecutor(jobs, initializer=_begin_worker, initargs=(heard,))
                verdict = pool.submit(_in_worker, line)
            waiting.put(verdict)
    finally:
        waiting.put(None)
        writer.join()
        pool.shutdown()


@cache
def _bank() -> Bank:
    """The bank of this process; forked workers have their parent's."""
    return open_bank()


def _begin_worker(heard: bool) -> None:  # noqa: FBT001 - a pool hands arguments over by their places
    # Ctrl-C reaches the whole group: the parent ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if heard:
        client.start(warm=False)
    _bank()


def _in_worker(line: bytes | BadLine) -> dict[str, Any]:
    return grade_line(_bank(), line)
