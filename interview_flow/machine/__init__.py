"""Decides what follows from what comes in. Pure: the moment, ids and seeds are arguments.

`decide` first does all that fell due before the input, at the moment it fell due; then it answers the input.
"""

from datetime import datetime

from interview_flow.commands import Received
from interview_flow.effects import Decision, Grade, Graded
from interview_flow.honesty import Honesty, NoHonesty
from interview_flow.past import Past
from interview_flow.state import State
from question_bank.bank import Bank


def decide(
    state: State, received: Received | Graded, bank: Bank, past: Past, honesty: Honesty | None = None
) -> Decision:
    """The events and effects that follow from `received`."""
    raise NotImplementedError


def begins_anew(state: State, received: Received) -> bool:
    """Whether `received` opens a new session: it is then decided over `State()` under ``past.session``."""
    raise NotImplementedError


def pending(state: State) -> tuple[Grade, ...]:
    """The gradings whose verdicts have not come yet, to be asked for again after a crash."""
    raise NotImplementedError


def next_due(state: State) -> datetime | None:
    """When something falls due next."""
    raise NotImplementedError
