"""The terminal channel: a prompt with a live countdown, or plain lines where there is no terminal."""

from bot.console.chat import chat

__all__ = ["chat"]
