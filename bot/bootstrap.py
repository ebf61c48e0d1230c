"""Builds everything, once: what each command, each channel and each test of the whole program starts from."""

import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from bot.clock import Clock, real
from bot.problem import Problem
from bot.settings import Settings, bank_cache
from evaluators.concept.reader import client
from evaluators.honesty.second_opinion import stands
from interview_flow.claims import Ledger
from interview_flow.database import DatabaseProblem
from interview_flow.events import Choices
from interview_flow.honesty import Honesty, NoHonesty
from interview_flow.message import Channel
from interview_flow.service import Service
from interview_flow.sessions import Beginning
from interview_flow.store import Store
from question_bank.bank import Bank, NoSuchItem
from question_bank.loader import HERE, BrokenBank, load


def open_bank(root: Path = HERE) -> Bank:
    """The question bank.

    Raises:
        Problem: with every fault of every file.

    """
    try:
        return load(root, bank_cache())
    except BrokenBank as broken:
        raise Problem(f"The question bank has {len(broken.faults)} faults:\n{broken}") from None


def start_reader(settings: Settings, *, warm: bool = True) -> None:
    """Have the learned reader heard, where it is installed and wanted."""
    if settings.reader:
        client.start(warm=warm)


def check_choices(choices: Choices, bank: Bank) -> None:
    """Hold what the command line fixed against what the bank offers.

    Raises:
        Problem: there is no such format or track.

    """
    if choices.format is not None and choices.format not in bank.formats:
        raise Problem(f"There is no format {choices.format!r}: choose from {', '.join(sorted(bank.formats))}.")
    if choices.track is None:
        return
    offered = bank.formats[choices.format].tracks if choices.format else _all_tracks(bank)
    if choices.format and not offered:
        raise Problem(f"The format {choices.format!r} has no tracks: leave out --track.")
    if choices.track not in offered:
        named = f"The format {choices.format!r} has" if choices.format else "There is"
        raise Problem(f"{named} no track {choices.track!r}: choose from {', '.join(offered)}.")


def _all_tracks(bank: Bank) -> tuple[str, ...]:
    return tuple(sorted({track for plan in bank.formats.values() for track in plan.tracks}))


@asynccontextmanager
async def open_service(  # noqa: PLR0913 - the program's parts, named one by one
    channel: Channel | None,
    *,
    name: str,
    database: str,
    bank: Bank,
    clock: Clock = real,
    choices: Choices | None = None,
    seed: int | None = None,
    alone: bool = True,
) -> AsyncIterator[Service]:
    """Interviews over `channel` (None: messages are fetched) with candidates whose ids begin with `name`.

    A `seed` makes every draw repeatable, and a session's id with it; `alone` is False where replicas share a database.

    Raises:
        Problem: the database cannot be used.

    """
    try:
        store = await Store.open(database)
    except DatabaseProblem as problem:
        raise Problem(str(problem)) from None
    service = Service(
        store,
        bank,
        channel,
        name=name,
        now=clock,
        begin=_beginnings(seed),
        defaults=choices,
        honesty=_ledger(bank),
        alone=alone,
    )
    try:
        yield service
    except DatabaseProblem as problem:
        raise Problem(str(problem)) from None
    finally:
        await service.stop()
        # Whoever leaves need not wait until what is being read has been read.
        client.stop()
        await store.close()


def _ledger(bank: Bank) -> Honesty:
    """Whoever keeps account of what candidates say of their own work, in the words of the bank's honesty items."""
    try:
        return Ledger.of(bank, stands)
    except NoSuchItem:
        return NoHonesty()


class _beginnings:  # noqa: N801 - used as a function
    """What a candidate's n-th session is given: an id that nobody can guess and a seed; or both from a fixed seed."""

    def __init__(self, seed: int | None) -> None:
        self._seed = seed

    def __call__(self, candidate: str, number: int) -> Beginning:
        if self._seed is None:
            return Beginning(uuid4().hex[:16], secrets.randbits(31))
        digest = hashlib.sha256(f"{self._seed}/{candidate}/{number}".encode()).hexdigest()
        return Beginning(digest[:16], self._seed)
