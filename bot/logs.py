"""Logging, set up once: to standard error, without secrets and without what candidates wrote."""

import logging
from collections.abc import Iterable


class WithoutSecrets(logging.Formatter):
    """Replaces secrets in the finished line, tracebacks and addresses included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The line, with each secret's place taken by stars."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def configure(level: int, secrets: Iterable[str] = ()) -> None:
    """Log from `level` on to standard error. Libraries that log each request's address are kept to warnings."""
    stream = logging.StreamHandler()
    stream.setFormatter(WithoutSecrets(secrets))
    logging.basicConfig(level=level, handlers=[stream], force=True)
    for chatty in ("httpx", "httpcore", "telegram", "alembic", "aiosqlite", "asyncio"):
        logging.getLogger(chatty).setLevel(max(level, logging.WARNING))
