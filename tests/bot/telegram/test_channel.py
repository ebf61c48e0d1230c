"""Messages on their way to a chat: each of Telegram's answers, and what the interview is told of it."""

import asyncio

import pytest
from fake_api import TOKEN, Refused

from bot.telegram import channel as module
from bot.telegram.api import connect
from bot.telegram.channel import TelegramChannel
from interview_flow.message import Button, Code, Document, Heading, Message, NotDelivered, Paragraph

EVE = "telegram:42"
ROWS = (
    (Button(id="done:0", label="<i>Submit"), Button(id="skip:0", label="Skip")),
    (Button(id="hint:0", label="Hint"),),
)


def said(text, **more):
    return Message(blocks=(Paragraph(text=text),), **more)


@pytest.fixture
async def channel(api):
    bot = connect(TOKEN, api.address)
    await bot.initialize()
    yield TelegramChannel(bot)
    await bot.shutdown()


async def refused(channel, message, edits=None):
    with pytest.raises(NotDelivered) as caught:
        await channel.deliver(EVE, message, edits)
    return caught.value


async def test_a_message_is_shown_with_its_buttons(api, channel):
    message = Message(blocks=(Heading(text="<Q>"), Code(text="x = 1 < 2")), buttons=ROWS)
    number = await channel.deliver(EVE, message, None)
    shown = api.chats[42][int(number)]
    assert shown["text"] == "<Q>\n\nx = 1 < 2"
    assert [[button["callback_data"] for button in row] for row in shown["keyboard"]] == [
        ["done:0", "skip:0"],
        ["hint:0"],
    ]
    assert shown["keyboard"][0][0]["text"] == "<i>Submit"


async def test_a_long_message_has_its_buttons_at_the_end_and_no_id(api, channel):
    assert await channel.deliver(EVE, said("x" * 9000, buttons=ROWS), None) is None
    assert [bool(shown["keyboard"]) for shown in api.chats[42].values()] == [False, False, True]


async def test_a_document_comes_as_a_file_with_the_buttons(api, channel):
    document = Document(name="report.md", mime="text/markdown", content="# 报告 <b>")
    await channel.deliver(EVE, said("Here.", document=document, buttons=ROWS), None)
    text, file = api.chats[42].values()
    assert (text["text"], text["keyboard"]) == ("Here.", None)
    assert (file["document"]["file_name"], file["content"]) == ("report.md", "# 报告 <b>")
    assert file["keyboard"]


async def test_a_later_message_takes_the_place_of_an_earlier_one(api, channel):
    number = await channel.deliver(EVE, said("5 min", slot="countdown", buttons=ROWS), None)
    assert await channel.deliver(EVE, said("4 min", slot="countdown"), number) == number
    (shown,) = api.chats[42].values()
    assert (shown["text"], shown["keyboard"]) == ("4 min", None)


async def test_an_edit_that_changes_nothing_is_done(api, channel):
    number = await channel.deliver(EVE, said("5 min", slot="countdown"), None)
    assert await channel.deliver(EVE, said("5 min", slot="countdown"), number) == number
    assert [shown["edited"] for shown in api.chats[42].values()] == [0]


async def test_what_can_no_longer_be_edited_is_said_anew(api, channel):
    number = await channel.deliver(EVE, said("5 min", slot="countdown"), "999")
    assert api.chats[42][int(number)]["text"] == "5 min"


async def test_what_has_grown_too_long_to_edit_is_said_anew(api, channel):
    number = await channel.deliver(EVE, said("short", slot="draft"), None)
    await channel.deliver(EVE, said("x" * 5000, slot="draft"), number)
    assert [len(shown["text"]) for shown in api.chats[42].values()] == [5, 4096, 904]


async def test_telegrams_pause_is_kept(api, channel):
    api.faults = [("sendMessage", 42, Refused(429, "Too Many Requests: retry after 7", retry_after=7))]
    problem = await refused(channel, said("x"))
    assert (problem.retry_after, problem.gone) == (7.0, False)


@pytest.mark.parametrize(
    ("code", "description", "gone"),
    [
        (403, "Forbidden: bot was blocked by the user", True), (403, "Forbidden: user is deactivated", True),
        (400, "Bad Request: chat not found", True), (400, "Bad Request: PEER_ID_INVALID", True),
        (400, "Bad Request: something new", False), (500, "Internal Server Error", False), (502, "Bad Gateway", False),
        (401, "Unauthorized", False),
    ],
)  # fmt: skip
async def test_a_refusal_says_whether_the_candidate_is_gone(api, channel, code, description, gone):
    api.faults = [("sendMessage", 42, Refused(code, description))]
    problem = await refused(channel, said("x"))
    assert (problem.gone, problem.retry_after) == (gone, None)
    assert TOKEN not in str(problem)


async def test_no_answer_in_time_is_no_delivery(api, channel, monkeypatch):
    monkeypatch.setattr(module, "WITHIN", 0.05)
    api.faults = [("sendMessage", 42, 1.0)]
    problem = await refused(channel, said("x"))
    assert (problem.gone, problem.retry_after) == (False, module.UNSURE)


async def test_no_server_is_no_delivery():
    bot = connect(TOKEN, "http://127.0.0.1:9")
    problem = await refused(TelegramChannel(bot), said("x"))
    assert (problem.gone, problem.retry_after) == (False, None)
    await bot.shutdown()


async def test_markup_that_telegram_cannot_read_is_sent_as_plain_text(api, channel):
    api.faults = [("sendMessage", 42, Refused(400, "Bad Request: can't parse entities: whatever"))]
    await channel.deliver(EVE, Message(blocks=(Heading(text="a < b"),)), None)
    (shown,) = api.chats[42].values()
    assert (shown["text"], shown["entities"]) == ("a < b", [])


async def test_after_a_failure_half_way_the_first_pieces_are_not_said_again(api, channel):
    message = said("x" * 4096 + "y" * 4096 + "z")
    api.faults = [("sendMessage", 42, 0.0), ("sendMessage", 42, Refused(429, "Too Many Requests", retry_after=1))]
    await refused(channel, message)
    await channel.deliver(EVE, message, None)
    assert [shown["text"][0] for shown in api.chats[42].values()] == ["x", "y", "z"]


async def test_one_chat_that_hangs_holds_up_no_other(api, channel):
    api.faults = [("sendMessage", 7, 30.0)]
    slow = asyncio.create_task(channel.deliver("telegram:7", said("x"), None))
    await channel.deliver(EVE, said("y"), None)
    assert not slow.done()
    slow.cancel()
