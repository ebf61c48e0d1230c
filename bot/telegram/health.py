"""How the bot is doing: for a container's health check, and for whoever watches it."""

import asyncio
from datetime import timedelta
from typing import Any

from bot.clock import real
from bot.telegram.channel import NAME
from bot.telegram.intake import Intake
from bot.telegram.polling import WAIT, Polling
from evaluators.sandbox.probe import probe
from interview_flow.database import DatabaseProblem
from interview_flow.service import Service

SILENT = timedelta(seconds=2 * WAIT)
"""Polling that has had no answer from Telegram for so long counts as broken."""


class Health:
    """Looks, each time it is asked; the sandbox is tried once, at the start."""

    def __init__(self, service: Service, intake: Intake, polling: Polling | None = None) -> None:
        self._service = service
        self._intake = intake
        self._polling = polling
        self._sandbox = asyncio.create_task(asyncio.to_thread(probe))

    async def look(self) -> dict[str, Any]:
        """What was found, for JSON; ``ok`` where interviews can be held."""
        database = "ok"
        try:
            await self._service.store.next_due(NAME)
        except DatabaseProblem as problem:
            database = str(problem)
        answered = self._polling.last_answer if self._polling else None
        reached = self._polling is None or bool(answered and real() - answered < SILENT)
        last = self._intake.last_update
        return {
            "ok": database == "ok" and reached,
            "database": database,
            "telegram": {"reached": reached, "last_update": last.isoformat() if last else None},
            "sandbox": await self._layers(),
        }

    async def _layers(self) -> dict[str, Any]:
        """Whether candidates' programs are run here, and what confines them."""
        report = await asyncio.shield(self._sandbox)
        layers = {layer.name: layer.works for layer in report.layers}
        return {"runs_programs": report.runs_programs, "layers": layers}
