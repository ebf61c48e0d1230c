"""``mock-interviewer run``: the Telegram bot, from start to stop."""

import asyncio
import logging
import re
import secrets
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from telegram.error import BadRequest, TelegramError

from bot.bootstrap import open_service
from bot.clock import real
from bot.problem import Problem
from bot.settings import PREFIX, Settings
from bot.telegram import web
from bot.telegram.api import Api, connect, patiently, show_menu
from bot.telegram.channel import NAME, TelegramChannel
from bot.telegram.health import Health
from bot.telegram.intake import Intake
from bot.telegram.lanes import QUIET
from bot.telegram.polling import Polling
from bot.telegram.updates import KINDS
from interview_flow.database import DatabaseProblem
from interview_flow.service import Service
from question_bank.bank import Bank

log = logging.getLogger(__name__)

STOP_WITHIN = 8.0
"""Seconds for what is in hand when the bot is told to stop: Docker kills after ten. The next start does the rest."""


async def run(bank: Bank, settings: Settings, *, database: str, webhook: bool, health: int | None = None) -> None:
    """Hold interviews until SIGTERM or SIGINT; then store and deliver what is in hand.

    With `webhook` Telegram calls the bot, else the bot asks Telegram; `health` is a port for ``/health``.

    Raises:
        Problem: a setting, the token, the webhook or the database cannot be used.

    """
    bot = connect(settings.need_token(), settings.bot_api)
    channel = TelegramChannel(bot)
    if webhook:
        secret = _webhook_secret(settings)
        # Replicas may share a webhook and its database; only one process can fetch updates.
        async with open_service(channel, name=NAME, database=database, bank=bank, alone=False) as service:
            await _by_webhook(bot, service, settings, secret)
    else:
        async with open_service(channel, name=NAME, database=database, bank=bank) as service:
            await _by_polling(bot, service, health)


async def _by_polling(bot: Api, service: Service, port: int | None) -> None:
    intake = Intake(service, bot, real, quiet=QUIET)
    polling = Polling(bot, intake, real)
    server = web.serve("127.0.0.1", port, Health(service, intake, polling)) if port else None

    async def serve() -> None:
        await patiently(bot.initialize)
        await patiently(bot.delete_webhook)
        await show_menu(bot)
        log.info("interviewing as @%s", bot.username)
        await asyncio.gather(service.run(), polling.run())

    try:
        await _until_told(serve())
        await _wind_up(intake, service, polling)
    finally:
        if server:
            server.stop()
        await _close(bot, intake)


async def _by_webhook(bot: Api, service: Service, settings: Settings, secret: str) -> None:
    # A webhook is sent a chat's next update only when the last one is acknowledged, which is when it is stored: the
    # parts of a long paste cannot wait for one another.
    intake = Intake(service, bot, real, quiet=0.0)
    health = Health(service, intake)
    server = web.serve(settings.webhook_host, settings.webhook_port, health, intake, secret)
    address = settings.webhook or ""

    async def serve() -> None:
        await patiently(bot.initialize)
        try:
            await patiently(lambda: bot.set_webhook(address, secret_token=secret, allowed_updates=KINDS))
        except BadRequest as refused:
            raise Problem(f"Telegram refuses the webhook {address}: {refused.message}.") from None
        await show_menu(bot)
        log.info("interviewing as @%s, called at %s", bot.username, address)
        await service.run()

    try:
        await _until_told(serve())
        server.stop()
        await _wind_up(intake, service)
    finally:
        server.stop()
        await _close(bot, intake)


async def _until_told(serving: Coroutine[Any, Any, None]) -> None:
    """Carry `serving` on until it fails or a signal comes; a second signal ends the program as usual."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()

    def tell(number: signal.Signals) -> None:
        loop.remove_signal_handler(number)
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, tell, number)
    tasks = [asyncio.create_task(serving), asyncio.create_task(told.wait())]
    try:
        finished, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in finished:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _wind_up(intake: Intake, service: Service, polling: Polling | None = None) -> None:
    """Store what came in, acknowledge it, and deliver what there is to say, as far as the time goes."""
    log.info("stopping")
    with suppress(TimeoutError, TelegramError, DatabaseProblem):
        async with asyncio.timeout(STOP_WITHIN):
            await intake.finish()
            if polling:
                await polling.finish()
            await service.tick()
            await service.settle()
            await service.tick()


async def _close(bot: Api, intake: Intake) -> None:
    await intake.stop()
    await bot.shutdown()


def _webhook_secret(settings: Settings) -> str:
    """What Telegram is to send along with each update: the one that is set, or one for this run alone.

    Raises:
        Problem: there is no address for Telegram to call, or it would not take the secret.

    """
    if settings.webhook is None:
        raise Problem(
            f"No webhook address: set {PREFIX}WEBHOOK to the public https:// address that leads here, or start without "
            "--webhook."
        )
    if settings.webhook_secret is None:
        return secrets.token_urlsafe(32)
    secret = settings.webhook_secret.get_secret_value()
    if not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
        raise Problem(f"{PREFIX}WEBHOOK_SECRET may hold only letters, digits, - and _: choose another.")
    return secret
