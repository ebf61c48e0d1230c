"""The bot's own web pages: where Telegram delivers updates, and how the bot is doing."""

import asyncio
import hmac
import json
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.problem import Problem
from bot.telegram.health import Health
from bot.telegram.intake import Intake

LARGEST_UPDATE = 1 << 20
"""Bytes. A text has at most 4096 characters; with its entities an update stays far below."""
ANSWER_WITHIN = 50.0
"""Seconds in which an update is stored or refused: Telegram waits for sixty, then delivers it again."""
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


def serve(host: str, port: int, health: Health, intake: Intake | None = None, secret: str = "") -> HTTPServer:
    """Serve ``/health``, and updates at every other address where there is an `intake`, to whoever knows `secret`.

    Raises:
        Problem: the address is in use, or none of this machine's.

    """
    routes: list[Any] = [(r"/health", _Health, {"health": health})]
    if intake:
        routes.append((r"/.*", _Updates, {"intake": intake, "secret": secret}))
    server = HTTPServer(Application(routes, log_function=lambda _: None), max_body_size=LARGEST_UPDATE)
    try:
        server.listen(port, host)
    except OSError as error:
        raise Problem(f"The address {host}:{port} cannot be served ({error.strerror}): choose another port.") from None
    return server


class _Health(RequestHandler):
    def initialize(self, health: Health) -> None:
        self._health = health

    async def get(self) -> None:
        found = await self._health.look()
        self.set_status(200 if found["ok"] else 503)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(found))


class _Updates(RequestHandler):
    def initialize(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()

    async def post(self) -> None:
        """Answer 200 when the update is stored; otherwise Telegram delivers it again."""
        if not hmac.compare_digest(self.request.headers.get(SECRET, "").encode(), self._secret):
            self.set_status(403)
            return
        try:
            raw = json.loads(self.request.body)
            taken = self._intake.put(raw)
        except (ValueError, RecursionError, KeyError, TypeError):
            self.set_status(400)
            return
        try:
            # Shielded: what comes too late for this answer is stored nevertheless.
            await asyncio.wait_for(asyncio.shield(taken), ANSWER_WITHIN)
        except (TimeoutError, asyncio.CancelledError):
            self.set_status(503)
