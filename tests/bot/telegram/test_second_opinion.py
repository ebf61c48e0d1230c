"""The same bot against an emulator that others wrote, ``lo-bot-api-emulator``: it refuses what it holds no valid request.

It keeps no texts, has a bot without a name, and does not know ``link_preview_options``; a gateway before it makes up for
that, and changes nothing else.
"""

import asyncio
import json
import subprocess
import sys
import time

import httpx
from fake_api import TOKEN
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler

EVE = {"id": 42, "is_bot": False, "first_name": "Eve", "language_code": "en"}
CHAT = {"id": 42, "type": "private", "first_name": "Eve"}
EMULATOR = "import sys; from lo_bot_api_emulator import main; sys.exit(main())"


class Gateway(RequestHandler):
    """Passes requests on to the emulator, and keeps what was said."""

    def initialize(self, seen):
        self.seen = seen

    async def post(self, path):
        """Pass one on."""
        fields = {name: self.get_argument(name, strip=False) for name in self.request.arguments}
        fields.pop("link_preview_options", None)
        files = {name: (found[0]["filename"], found[0]["body"]) for name, found in self.request.files.items()}
        async with httpx.AsyncClient(timeout=60) as client:
            self.asking = asyncio.ensure_future(
                client.post(f"{self.seen.emulator}/{path}", data=fields, files=files or None)
            )
            answer = await self.asking
        body = answer.json()
        if path.endswith("/getMe"):
            body["result"]["username"] = "fake_interviewer_bot"
        async with self.seen.changed:
            self.seen.said += [fields.get("text", "")] if answer.status_code == 200 else []
            self.seen.documents += [name for name, _ in files.values()]
            if "reply_markup" in fields:
                self.seen.keyboard = json.loads(fields["reply_markup"])["inline_keyboard"]
            self.seen.changed.notify_all()
        self.set_status(answer.status_code)
        self.finish(body)

    def on_connection_close(self):
        """Whoever asked has gone."""
        self.asking.cancel()


class Seen:
    """What came through the gateway, and how to write to the bot behind it."""

    def __init__(self, emulator):
        self.emulator = emulator
        self.said, self.documents, self.keyboard = [], [], []
        self.changed = asyncio.Condition()
        self.messages = 10_000

    async def give(self, **update):
        """Queue an update."""
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{self.emulator}/__fixture/updates", json={"token": TOKEN, "update": update})
        assert answer.status_code == 200, answer.text

    async def say(self, text):
        """Write a message or a command."""
        self.messages += 1
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}] if text[0] == "/" else []
        message = {"message_id": self.messages, "date": int(time.time()), "chat": CHAT, "from": EVE, "text": text}
        await self.give(message=message | ({"entities": entities} if entities else {}))

    async def press(self, name):
        """Press a button of the latest keyboard."""
        found = next(b["callback_data"] for row in self.keyboard for b in row if b["callback_data"].startswith(name))
        under = {"message_id": 1, "date": int(time.time()), "chat": CHAT, "text": "x"}
        await self.give(
            callback_query={"id": f"q{found}", "from": EVE, "chat_instance": "1", "data": found, "message": under}
        )

    async def hears(self, words, after=0):
        """Wait until the bot has said `words`; how much it had said then."""
        async with asyncio.timeout(30), self.changed:
            while not any(words in text for text in self.said[after:]):
                await self.changed.wait()
        return len(self.said)


async def test_an_interview_without_a_refused_request(bot_over, tmp_path):
    socket, port = bind_unused_port()
    socket.close()
    journal = str(tmp_path / "journal.jsonl")
    emulator = [sys.executable, "-c", EMULATOR]
    process = await asyncio.create_subprocess_exec(
        *emulator, "--port", str(port), "--enable-control", "--journal", journal, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        seen = Seen(f"http://127.0.0.1:{port}")
        socket, port = bind_unused_port()
        server = HTTPServer(Application([(r"/(.*)", Gateway, {"seen": seen})], log_function=str))
        server.add_sockets([socket])
        # The bot itself waits until Telegram can be reached.
        async with bot_over(bot_api=f"http://127.0.0.1:{port}") as bot:
            async with asyncio.timeout(30), seen.changed:
                while not seen.said:
                    await seen.changed.wait()
            await seen.say("/start cv en short practice")
            heard = await seen.hears("Question 1")
            for number in range(2, 9):
                await seen.press("skip")
                heard = await seen.hears(f"Question {number}", after=heard)
            await seen.press("done")
            await seen.hears("nothing to submit", after=heard)
            await seen.press("skip")
            await seen.hears("Your report is above", after=heard)
            assert await bot.end() == 0
        server.stop()
    finally:
        process.terminate()
        await process.wait()
    verdict = await asyncio.to_thread(
        subprocess.run,
        [*emulator, "verdict", journal, "--require-response", "--require-method", "sendDocument",
         # The last request acknowledges; the emulator may not have noticed yet that the one before it was given up.
         "--allow-refusal", "getUpdates:409"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr
    assert {name.rpartition(".")[2] for name in seen.documents} == {"md", "json"}
