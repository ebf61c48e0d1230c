"""``mock-interviewer doctor``: what works on this machine, in a line each, without the network."""

import sys
from collections.abc import Callable
from importlib.util import find_spec

from bot.bootstrap import open_bank
from bot.problem import Problem
from bot.settings import Settings
from evaluators.concept.reader.client import Worker, present
from evaluators.discovery import kinds
from evaluators.sandbox.probe import probe
from interview_flow.database import DatabaseProblem, shown_address
from interview_flow.store import Store


async def examine(settings: Settings, database: str) -> bool:
    """Print what was found. True: an interview can be held here."""
    sound = True
    for name, look in _CHECKS.items():
        sound &= _told(name, look)
    try:
        store = await Store.open(database)
        await store.close()
        _tell(good=True, name="database", found=shown_address(database))
    except DatabaseProblem as problem:
        sound = False
        _tell(good=False, name="database", found=str(problem))
    try:
        settings.need_token()
        _tell(good=True, name="telegram token", found="set")
    except Problem as problem:
        # An interview in the terminal needs none.
        _tell(good=None, name="telegram token", found=str(problem))
    return sound


def _told(name: str, look: Callable[[], str]) -> bool:
    try:
        _tell(good=True, name=name, found=look())
    except Exception as problem:  # noqa: BLE001 - the doctor reports whatever it meets
        _tell(good=False, name=name, found=" ".join(str(problem).split()))
        return False
    return True


def _tell(*, good: bool | None, name: str, found: str) -> None:
    print(f"{ {True: 'ok', False: 'BAD', None: '--'}[good]:4}{name:16}{found}")


def _bank() -> str:
    bank = open_bank()
    judged = sum(item.grading is not None for item in bank)
    return f"{len(list(bank))} items, {judged} of them graded; formats {', '.join(sorted(bank.formats))}"


def _torch() -> str:
    if find_spec("torch") is None:
        raise Problem("not installed, so candidates' programs cannot be run: install this program again.")
    return "installed"


def _sandbox() -> str:
    found = probe()
    if not found.runs_programs:
        raise Problem(found.summary)
    return found.summary


def _reader() -> str:
    if not present():
        return "none: concept answers are graded by the rules alone"
    started = Worker()
    try:
        started.warm()
        if not started.version:
            raise Problem("it does not start, so concept answers are graded by the rules alone.")
        return f"version {started.version}"
    finally:
        started.stop()


_CHECKS: dict[str, Callable[[], str]] = {
    "python": lambda: sys.version.split()[0],
    "question bank": _bank,
    "evaluators": lambda: ", ".join(f"{name} {kind.version}" for name, kind in kinds().items()),
    "torch": _torch,
    "learned reader": _reader,
    "sandbox": _sandbox,
}
