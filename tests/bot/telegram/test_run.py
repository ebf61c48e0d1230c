"""The bot as a process: how it starts, is called, is killed, is stopped, and what it says when it cannot serve."""

import asyncio
import signal
import sqlite3

import httpx
from fake_api import TOKEN, Refused
from tornado.testing import bind_unused_port


def free_port():
    socket, port = bind_unused_port()
    socket.close()
    return port


async def get(port, path="/health"):
    async with httpx.AsyncClient(timeout=60) as client:
        return await client.get(f"http://127.0.0.1:{port}{path}")


def sentence(bot):
    """The one line that the bot ends with."""
    assert "Traceback" not in bot.log
    assert TOKEN not in bot.log
    (line,) = [line for line in bot.log.splitlines() if line.startswith("mock-interviewer: ")]
    return line


def rows(address, table):
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names


async def all_delivered(address):
    """Wait until the bot knows that all it said has arrived: killed before that, it would say the last thing again."""
    async with asyncio.timeout(30):
        while rows(address, "outbox"):  # noqa: ASYNC110 - another process's database tells nobody
            await asyncio.sleep(0.01)


async def test_without_a_token_it_says_where_to_get_one(bot_over):
    async with bot_over(token="") as bot:
        assert await bot.ended() == 2
    assert "@BotFather" in sentence(bot)


async def test_a_revoked_token_gets_one_sentence(api, bot_over):
    api.token = "another"  # noqa: S105 - none
    async with bot_over() as bot:
        assert await bot.ended() == 2
    assert "refuses the token" in sentence(bot)


async def test_a_token_revoked_meanwhile_gets_one_sentence(api, bot_over):
    async with bot_over() as bot:
        await api.until(lambda: api.poller)
        api.token = "another"  # noqa: S105 - none
        api.person().say("hello")
        assert await bot.ended() == 2
    assert "refuses the token" in sentence(bot)


async def test_of_two_that_fetch_the_earlier_ends_with_one_sentence(api, bot_over):
    async with bot_over() as first:
        await api.until(lambda: api.poller)
        async with bot_over() as second:
            assert await first.ended() == 2
            api.person().say("hello")
            await api.person().hears("Begin")
            assert await second.end() == 0
    assert "Another program" in sentence(first)


async def test_telegram_may_be_away_at_the_start(api, bot_over):
    api.faults = [("getMe", None, Refused(502, "Bad Gateway")), ("setMyCommands", None, Refused(500, "Internal"))]
    async with bot_over() as bot:
        api.person().say("hello")
        await api.person().hears("Begin")
        assert await bot.end() == 0


async def test_told_to_stop_while_telegram_is_away_it_stops(bot_over):
    async with bot_over(bot_api="http://127.0.0.1:9") as bot:
        while b"cannot be reached" not in (line := await bot.process.stderr.readline()):
            assert line
            assert b"Traceback" not in line
        assert await bot.end(signal.SIGINT) == 0


async def test_the_menu_is_there_in_both_languages(api, bot_over):
    async with bot_over():
        await api.until(lambda: api.poller)
    assert [[found["command"] for found in menu] for menu in api.commands.values()] == [
        [found["command"] for found in api.commands[""]]
    ] * 2
    assert set(api.commands) == {"", "zh"}
    assert "开始" in api.commands["zh"][0]["description"]


async def test_killed_before_it_acknowledged_it_does_nothing_twice(api, bot_over, address):
    """The update comes again; it was stored and answered, so nothing happens."""
    eve = api.person()
    async with bot_over() as bot:
        await api.until(lambda: api.poller)
        api.faults = [("getUpdates", None, 600.0)]
        eve.say("/start cv en short practice")
        await eve.hears("Question 1")
        await all_delivered(address)
        await bot.end(signal.SIGKILL)
    assert api.updates
    before = len(eve.heard())
    async with bot_over() as bot:
        await api.until(lambda: not api.updates)
        eve.say("/repeat")
        await eve.hears("Question 1", after=before)
        assert await bot.end() == 0
    assert len(eve.heard()) == before + 1
    assert rows(address, "received") == 2


async def test_killed_before_it_answered_it_answers_after_the_start(api, bot_over):
    eve = api.person()
    async with bot_over() as bot:
        await api.until(lambda: api.poller)
        api.faults = [("sendMessage", 42, 600.0)]
        eve.say("/start cv en short practice")
        await api.until(lambda: not api.faults and not api.updates)
        await bot.end(signal.SIGKILL)
    assert eve.heard() == []
    async with bot_over():
        await eve.hears("Question 1")
    assert [text.startswith("Question 1") for text in eve.texts()].count(True) == 1


async def test_told_to_stop_it_stores_and_answers_what_is_in_hand(api, bot_over):
    """Also what was fetched but a moment ago; what comes later waits for the next start."""
    people = [api.person(chat=chat) for chat in range(1, 21)]
    async with bot_over() as bot:
        await api.until(lambda: api.poller)
        for person in people:
            person.say("hello")
        await api.until(lambda: any(person.heard() for person in people))
        assert await bot.end(signal.SIGTERM) == 0
    waiting = {update["message"]["chat"]["id"] for update in api.updates}
    for person in people:
        assert len(person.heard()) == (0 if person.chat in waiting else 1)


async def test_blocked_by_one_it_serves_the_others(api, bot_over):
    gone, eve = api.person(chat=7), api.person()
    async with bot_over() as bot:
        api.faults = [("sendMessage", 7, Refused(403, "Forbidden: bot was blocked by the user"))]
        gone.say("hello")
        eve.say("hello")
        await eve.hears("Begin")
        await api.until(lambda: not api.faults)
        gone.say("/help")
        await gone.hears("/start")
        assert await bot.end() == 0
    assert "Traceback" not in bot.log


async def test_asked_for_a_pause_it_says_it_later(api, bot_over):
    eve = api.person()
    async with bot_over():
        api.faults = [("sendMessage", 42, Refused(429, "Too Many Requests: retry after 1", retry_after=1))]
        eve.say("hello")
        await eve.hears("Begin")
    assert len(eve.heard()) == 1


async def test_health_tells_of_database_telegram_and_sandbox(api, bot_over):
    port = free_port()
    async with bot_over("--health", str(port)) as bot:
        api.person().say("hello")
        await api.person().hears("Begin")
        answer = await get(port)
        assert answer.status_code == 200
        found = answer.json()
        assert (found["ok"], found["database"], found["telegram"]["reached"]) == (True, "ok", True)
        assert found["telegram"]["last_update"]
        assert set(found["sandbox"]) == {"runs_programs", "layers"}
        assert (await get(port, "/")).status_code == 404
        assert await bot.end() == 0


async def test_health_is_bad_until_telegram_answers(api, bot_over):
    port = free_port()
    api.faults = [("getMe", None, 600.0)]
    async with bot_over("--health", str(port)):
        await api.until(lambda: not api.faults)
        answer = await get(port)
    assert (answer.status_code, answer.json()["ok"]) == (503, False)


async def test_a_port_in_use_gets_one_sentence(api, bot_over):
    async with bot_over("--health", str(api.port)) as bot:
        assert await bot.ended() == 2
    assert "choose another port" in sentence(bot)


async def test_called_by_telegram_it_answers_when_it_has_stored(api, bot_over, address):
    port = free_port()
    hook = f"http://127.0.0.1:{port}/hook"
    eve = api.person()
    async with bot_over("--webhook", webhook=hook, webhook_port=str(port)) as bot:
        await api.until(lambda: api.commands.get("zh"))
        assert api.webhook["url"] == hook
        assert len(api.webhook["secret_token"]) >= 32
        update = eve.say("/start cv en short practice")
        for secret in ("", "wrong", api.webhook["secret_token"] + "x", "é"):
            assert await api.deliver(update, secret.encode()) == 403
        assert await api.deliver(update) == 200
        assert rows(address, "received") == 1
        await eve.hears("Question 1")
        assert await api.deliver(update) == 200
        assert rows(address, "received") == 1
        for bad in ([], {}, "x", {"update_id": "?"}, None):
            assert await api.deliver(bad) == 400
        assert await api.deliver({"update_id": 5, "novelty": {}}) == 200
        before = len(eve.heard())
        assert await api.deliver(eve.press("skip")) == 200
        await eve.hears("Question 2", after=before)
        assert (await get(port)).json()["ok"]
        assert await bot.end() == 0
    assert api.webhook["secret_token"] not in bot.log


async def test_a_webhook_without_an_address_gets_one_sentence(bot_over):
    async with bot_over("--webhook") as bot:
        assert await bot.ended() == 2
    assert "MOCK_INTERVIEWER_WEBHOOK" in sentence(bot)


async def test_a_secret_that_telegram_would_not_take_gets_one_sentence(bot_over):
    async with bot_over("--webhook", webhook="https://example.org", webhook_secret="x y" * 9) as bot:
        assert await bot.ended() == 2
    assert "WEBHOOK_SECRET" in sentence(bot)


async def test_a_webhook_that_telegram_refuses_gets_one_sentence(api, bot_over):
    port = free_port()
    api.faults = [("setWebhook", None, Refused(400, "Bad Request: bad webhook: IP address 127.0.0.1 is reserved"))]
    async with bot_over("--webhook", webhook="https://example.org", webhook_port=str(port)) as bot:
        assert await bot.ended() == 2
    assert "refuses the webhook" in sentence(bot)
