"""Session -> Report -> messages, Markdown, JSON. Pure."""

from evaluators.text import Language
from interview_flow.message import Message
from interview_flow.state import State
from question_bank.bank import Bank


def messages(state: State, bank: Bank, language: Language) -> tuple[Message, ...]:
    """The report as it is told, with its Markdown and JSON as documents."""
    raise NotImplementedError
