"""A small, strict Bot API server on loopback, and the people who write to its bot.

Updates are kept until acknowledged by an offset, a second poller ends the first with 409, texts and keyboards are held
against the documented limits, and refusals are worded as Telegram words them.
"""
# ruff: noqa: N802, ARG002 - methods of one signature under the API's own names, which say what they do

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress

import httpx
from telegram_html import CannotParse, parse, units
from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFakeFak"  # noqa: S105 - the fake's own
BOT = {"id": 123456789, "is_bot": True, "first_name": "Interviewer", "username": "fake_interviewer_bot"}
PATIENCE = 30.0
"""Seconds after which a wait has failed."""


class Refused(Exception):  # noqa: N818 - reads as what it says
    """The server does not do what was asked."""

    def __init__(self, code, description, **parameters):
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class FakeApi:
    """The server. `chats` holds what each person sees, by message id."""

    def __init__(self):
        self.token = TOKEN
        self.chats = defaultdict(dict)
        self.updates = []
        self.acknowledged = []
        self.calls = []
        self.faults = []
        """(method, chat or None, Refused or seconds to hang): each is used once, for the first call that fits."""
        self.files = {}
        self.webhook = None
        self.commands = {}
        self.answered = []
        self.next_update = 1000
        self.next_message = 1
        self.poller = None
        self.changed = asyncio.Condition()

    async def __aenter__(self):
        socket, self.port = bind_unused_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.server = HTTPServer(Application([(r"/(file/)?bot([^/]+)/(.+)", _Call, {"api": self})], log_function=str))
        self.server.add_sockets([socket])
        return self

    async def __aexit__(self, *_):
        self.server.stop()
        await self.server.close_all_connections()

    # What people do --------------------------------------------------------------------------------------------------

    def person(self, chat=42, language="en", name="<b>Eve</b>"):
        """Somebody with a private chat."""
        return Person(self, chat, language, name)

    def give(self, **kind):
        """Queue an update."""
        update = {"update_id": self.next_update} | kind
        self.next_update += 1
        self.updates.append(update)
        self._tell()
        return update

    def new_message_id(self):
        self.next_message += 1
        return self.next_message

    async def until(self, seen: Callable[[], object]):
        """Wait for something to be seen, and return it."""
        async with asyncio.timeout(PATIENCE), self.changed:
            while not (found := seen()):
                await self.changed.wait()
        return found

    def _tell(self):
        async def tell():
            async with self.changed:
                self.changed.notify_all()

        self._telling = asyncio.ensure_future(tell())

    # Methods of the API ----------------------------------------------------------------------------------------------

    def check(self, token):
        if token != self.token:
            raise Refused(401, "Unauthorized")

    async def call(self, method, fields, files):
        """What a method answers."""
        chat = int(fields["chat_id"]) if "chat_id" in fields else None
        self.calls.append((method, fields))
        fault = next((fault for fault in self.faults if fault[0] == method and fault[1] in (None, chat)), None)
        if fault:
            self.faults.remove(fault)
            self._tell()
            if isinstance(fault[2], Refused):
                raise fault[2]
            await asyncio.sleep(fault[2])
        answer = getattr(self, f"do_{method}", None)
        if answer is None:
            raise Refused(404, "Not Found: method not found")
        result = answer(fields, files)
        if asyncio.iscoroutine(result):
            result = await result
        self._tell()
        return result

    def do_getMe(self, fields, files):
        return BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    async def do_getUpdates(self, fields, files):
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        offset = int(fields.get("offset", 0))
        self.acknowledged += [update for update in self.updates if update["update_id"] < offset]
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        mine = self.poller = object()
        with suppress(TimeoutError):
            async with asyncio.timeout(float(fields.get("timeout", 0))), self.changed:
                self.changed.notify_all()
                while not self.updates and self.poller is mine:
                    await self.changed.wait()
        if self.poller is not mine:
            raise Refused(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        return self.updates[: int(fields.get("limit", 100))]

    def do_sendMessage(self, fields, files):
        text, entities = _text(fields)
        return self._show(fields, {"text": text, "entities": entities})

    def do_sendDocument(self, fields, files):
        (file,) = files.values()
        if not file["body"]:
            raise Refused(400, "Bad Request: file must be non-empty")
        document = {"file_id": f"sent{self.next_message}", "file_unique_id": "u", "file_name": file["filename"]}
        return self._show(fields, {"document": document, "content": file["body"].decode()})

    def do_editMessageText(self, fields, files):
        shown = self.chats[int(fields["chat_id"])].get(int(fields["message_id"]))
        if shown is None or not shown["from_bot"]:
            raise Refused(400, "Bad Request: message to edit not found")
        text, entities = _text(fields)
        after = {"text": text, "entities": entities, "keyboard": _keyboard(fields)}
        if all(shown[name] == value for name, value in after.items()):
            raise Refused(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
                "same as a current content and reply markup of the message",
            )
        shown |= after
        shown["edited"] += 1
        return self._as_message(int(fields["chat_id"]), int(fields["message_id"]), shown)

    def do_answerCallbackQuery(self, fields, files):
        self.answered.append(fields["callback_query_id"])
        return True

    def do_getFile(self, fields, files):
        if fields["file_id"] not in self.files:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self.files[fields["file_id"]])
        if size > 20 << 20:
            raise Refused(400, "Bad Request: file is too big")
        path = f"documents/{fields['file_id']}"
        return {"file_id": fields["file_id"], "file_unique_id": "u", "file_size": size, "file_path": path}

    def do_setMyCommands(self, fields, files):
        commands = json.loads(fields["commands"])
        assert len(commands) <= 100
        assert all(1 <= len(found["command"]) <= 32 and 1 <= len(found["description"]) <= 256 for found in commands)
        self.commands[fields.get("language_code", "")] = commands
        return True

    def do_setWebhook(self, fields, files):
        self.webhook = fields
        return True

    def do_deleteWebhook(self, fields, files):
        self.webhook = None
        return True

    def _show(self, fields, content):
        chat, number = int(fields["chat_id"]), self.new_message_id()
        shown = {"from_bot": True, "keyboard": _keyboard(fields), "edited": 0} | content
        self.chats[chat][number] = shown
        return self._as_message(chat, number, shown)

    def _as_message(self, chat, number, shown):
        content = {name: shown[name] for name in ("text", "document") if name in shown}
        where = {"id": chat, "type": "private", "first_name": "E"}
        return {"message_id": number, "date": int(time.time()), "chat": where, "from": BOT} | content

    async def deliver(self, update, secret=None):
        """What the webhook answers to an update."""
        header = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"] if secret is None else secret}
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            return (await client.post(self.webhook["url"], json=update, headers=header)).status_code


class Person:
    """Somebody who writes to the bot in a private chat."""

    def __init__(self, api, chat, language, name):
        self.api = api
        self.chat = chat
        self.user = {"id": chat, "is_bot": False, "first_name": name, "language_code": language}

    def message(self, number=None, **content):
        number = number or self.api.new_message_id()
        where = {"id": self.chat, "type": "private", "first_name": self.user["first_name"]}
        self.api.chats[self.chat][number] = {"from_bot": False} | content
        return {"message_id": number, "date": int(time.time()), "chat": where, "from": self.user} | content

    def say(self, text):
        """Write; as clients do, cut at 4096 units. Returns the last update."""
        update = None
        while text:
            end = len(text.encode("utf-16-le")[: 2 * 4096].decode("utf-16-le", "ignore"))
            piece, text = text[:end], text[end:]
            command = [{"type": "bot_command", "offset": 0, "length": len(piece.split()[0])}] if piece[0] == "/" else []
            update = self.api.give(message=self.message(text=piece, entities=command))
        return update

    def edit(self, update, text):
        message = update["message"] | {"text": text, "edit_date": int(time.time())}
        return self.api.give(edited_message=message)

    def press(self, name):
        """Press the latest button whose id begins so."""
        for number, shown in sorted(self.api.chats[self.chat].items(), reverse=True):
            for button in (button for row in shown.get("keyboard") or () for button in row):
                if button["callback_data"].startswith(name):
                    under = self.api._as_message(self.chat, number, shown)
                    query = {"id": f"q{self.api.next_update}", "from": self.user, "chat_instance": "1"}
                    data = {"data": button["callback_data"], "message": under}
                    return self.api.give(callback_query=query | data)
        raise AssertionError(f"no button {name!r}")

    def send_file(self, name, content, **more):
        file = f"file{self.api.next_update}"
        self.api.files[file] = content
        document = {"file_id": file, "file_unique_id": "u", "file_name": name, "file_size": len(content)}
        return self.api.give(message=self.message(document=document, **more))

    def heard(self):
        """What the bot has said, in order: each a dict with text or document, keyboard, edited."""
        return [shown for _, shown in sorted(self.api.chats[self.chat].items()) if shown["from_bot"]]

    def texts(self):
        return [shown.get("text", "") for shown in self.heard()]

    async def hears(self, words, after=0):
        """Wait until the bot has said `words` in a message after the first `after`; that message."""

        def said():
            return next((shown for shown in self.heard()[after:] if words in shown.get("text", "")), None)

        try:
            return await self.api.until(said)
        except TimeoutError:
            raise AssertionError(f"never heard {words!r} in {self.texts()[after:]}") from None


class _Call(RequestHandler):
    def initialize(self, api):
        self.api = api

    async def get(self, is_file, token, method):
        if is_file:
            self.finish(self.api.files[method.removeprefix("documents/")])
        else:
            await self.post(is_file, token, method)

    async def post(self, is_file, token, method):
        try:
            self.api.check(token)
            fields = {name: self.get_argument(name, strip=False) for name in self.request.arguments}
            files = {name: found[0] for name, found in self.request.files.items()}
            answer = {"ok": True, "result": await self.api.call(method, fields, files)}
            with suppress(StreamClosedError):
                await self.finish(answer)
        except Refused as refused:
            self.set_status(refused.code)
            body = {"ok": False, "error_code": refused.code, "description": refused.description}
            self.finish(body | ({"parameters": refused.parameters} if refused.parameters else {}))


def _text(fields):
    text, entities = fields["text"], []
    if fields.get("parse_mode") == "HTML":
        try:
            text, entities = parse(text)
        except CannotParse as problem:
            raise Refused(400, f"Bad Request: can't parse entities: {problem}") from None
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if units(text) > 4096:
        raise Refused(400, "Bad Request: message is too long")
    return text, entities


def _keyboard(fields):
    if "reply_markup" not in fields:
        return None
    rows = json.loads(fields["reply_markup"])["inline_keyboard"]
    for button in (button for row in rows for button in row):
        if not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        if not button["text"]:
            raise Refused(400, "Bad Request: BUTTON_TEXT_INVALID")
    return rows
