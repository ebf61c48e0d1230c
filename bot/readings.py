"""``mock-interviewer report`` and ``transcript``: what the terminal's last interview left, on standard output."""

import sys
from collections.abc import Sequence

from bot.bootstrap import open_bank
from bot.jsonl.chat import CANDIDATE
from bot.problem import Problem
from evaluators.text import Language
from interview_flow import report, transcript
from interview_flow.database import DatabaseProblem
from interview_flow.evolve import fold
from interview_flow.message import Message
from interview_flow.store import Store

MOST = 1000
"""Sessions that are looked through for the one named."""


async def read(what: str, *, database: str, session: str | None, language: Language | None, mime: str) -> None:
    """Print the ``report`` or ``transcript`` of a session of the terminal's candidate, the last where none is named.

    Raises:
        Problem: there is no such session, or the database cannot be used.

    """
    try:
        store = await Store.open(database, create=False)
        found = await store.sessions(CANDIDATE, last=1 if session is None else MOST)
        await store.close()
    except DatabaseProblem as problem:
        raise Problem(str(problem)) from None
    stored = next((each for each in found if session in (None, each.id)), None)
    if stored is None:
        named = f"no interview {session!r}" if session else "no interview yet: begin with `mock-interviewer chat`"
        raise Problem(f"There is {named}.")
    state = fold(stored.events)
    wanted = language or state.language
    if what == "report":
        messages: Sequence[Message] = report.messages(state, open_bank(), wanted)
    else:
        messages = transcript.messages(stored.events, wanted)
    for message in messages:
        if message.document and message.document.mime == mime:
            sys.stdout.write(message.document.content.rstrip("\n") + "\n")
