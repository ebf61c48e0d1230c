"""The interview over Telegram: `run` starts it.

`polling` or `web` brings updates, `updates` reads them, `lanes` keeps each chat's in order, and `intake` stores what
they ask for; `channel` shows what the interview says, as `rendering` lays it out.
"""
