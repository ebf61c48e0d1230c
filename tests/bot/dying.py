"""``chat --jsonl`` over the small bank, by a process that kills itself at a chosen moment: database, moment, how many-th.

The moments: ``read`` (a line has come, nothing is stored), ``stored`` (its decision is, nothing is put out), ``written``
(the line is out, the store does not know), ``grading`` (in the middle of it), ``graded`` (the verdict is not yet stored),
``waking`` (time has brought something, nothing is stored), ``never``.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import small_bank

from bot import bootstrap, lines
from bot.jsonl import chat
from interview_flow import service, store
from interview_flow.events import Choices
from interview_flow.outbox import Outbox
from interview_flow.store import Store

database, moment, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
moments = iter(range(1, count + 1))


def reach(here: str) -> None:
    """Die, if this is the moment."""
    if here == moment and next(moments) == count:
        os.kill(os.getpid(), signal.SIGKILL)


class DyingStore(Store):
    async def append(self, entry):
        if entry.received:
            reach("read")
        elif entry.woken:
            reach("waking")
        else:
            reach("graded")
        await super().append(entry)
        reach("stored")


class DyingOutbox(Outbox):
    async def fetched(self, letters):
        reach("written")
        await super().fetched(letters)


def grade(request, bank):
    reach("grading")
    return really_grade(request, bank)


really_grade, service.grade = service.grade, grade
bootstrap.Store, store.Outbox = DyingStore, DyingOutbox
asyncio.run(
    chat.chat(
        small_bank.small_bank(), database=database, choices=Choices(format="cv", language="en", length="short"),
        seed=7, manual=True, source=lines.standard_input(),
    )
)  # fmt: skip
