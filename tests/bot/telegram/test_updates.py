"""What each sort of update asks for."""

import json

import pytest
from telegram import Update

from bot.telegram.updates import Elsewhere, Heard, Upload, read
from interview_flow.commands import Edit, Press, Say, SendOther

EVE = {"id": 42, "is_bot": False, "first_name": "<b>Eve", "language_code": "zh-hans"}
PRIVATE = {"id": 42, "type": "private", "first_name": "<b>Eve"}
GROUP = {"id": -7, "type": "group", "title": "g"}
DOCUMENT = {
    "file_id": "f1",
    "file_unique_id": "u",
    "file_name": "net.py",
    "file_size": 12,
    "mime_type": "text/x-python",
}


def message(chat=PRIVATE, **content):
    return {"message_id": 5, "date": 1_700_000_000, "chat": chat, "from": EVE} | content


def command(text):
    return {"text": text, "entities": [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]}


def heard(**kind):
    return read(Update.de_json({"update_id": 9} | kind, None))


SENT = [
    ({"text": "112x112"}, (Say(text="112x112"),)),
    (command("/start cv zh"), (Say(text="/start cv zh"),)),
    (command("/done@fake_interviewer_bot"), (Say(text="/done@fake_interviewer_bot"),)),
    ({"text": "<b>no</b> *markup*"}, (Say(text="<b>no</b> *markup*"),)),
    ({"text": "x = 1", "entities": [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]}, (Say(text="x = 1"),)),
    ({"text": "use x here", "entities": [{"type": "code", "offset": 4, "length": 1}]}, (Say(text="use x here"),)),
    ({"text": "fwd", "forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1}}, (Say(text="fwd"),)),
    ({"document": DOCUMENT}, (Upload("f1", "net.py", 12),)),
    ({"document": DOCUMENT, "caption": "my net"}, (Say(text="my net"), Upload("f1", "net.py", 12))),
    ({"document": {"file_id": "f", "file_unique_id": "u"}}, (Upload("f", "file", 0),)),
    ({"sticker": {"file_id": "s", "file_unique_id": "u", "width": 1, "height": 1, "is_animated": False, "is_video": False,
                  "type": "regular"}}, (SendOther(what="sticker"),)),
    ({"photo": [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}]}, (SendOther(what="photo"),)),
    ({"photo": [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}], "caption": "see"},
     (SendOther(what="photo: see"),)),
    ({"voice": {"file_id": "v", "file_unique_id": "u", "duration": 1}}, (SendOther(what="voice"),)),
    ({"animation": {"file_id": "a", "file_unique_id": "u", "width": 1, "height": 1, "duration": 1}, "document": DOCUMENT},
     (SendOther(what="animation"),)),
    ({"location": {"latitude": 1.0, "longitude": 2.0}}, (SendOther(what="location"),)),
    ({"contact": {"phone_number": "1", "first_name": "x"}}, (SendOther(what="contact"),)),
    ({"dice": {"emoji": "🎲", "value": 6}}, (SendOther(what="dice"),)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "asks"), SENT, ids=lambda found: json.dumps(found)[:40] if isinstance(found, dict) else ""
)
def test_what_is_sent(content, asks):
    found = heard(message=message(**content))
    assert found.asks == asks
    assert (found.update, found.chat, found.message, found.locale) == (9, 42, "5", "zh-hans")


@pytest.mark.parametrize(
    ("content", "asks"),
    [
        ({"text": "better"}, (Edit(message="5", text="better"),)),
        ({"document": DOCUMENT, "caption": "again"}, (Upload("f1", "net.py", 12),)),
    ],
)
def test_what_is_edited(content, asks):
    found = heard(edited_message=message(edit_date=1_700_000_001, **content))
    assert found.asks == asks
    assert not found.part


def press(**more):
    return {"id": "q", "from": EVE, "chat_instance": "1", "data": "done:3"} | more


@pytest.mark.parametrize("under", [{"message": message(text="x")}, {"message": message(date=0)}, {}])
def test_a_button_is_pressed_whether_or_not_its_message_is_still_there(under):
    found = heard(callback_query=press(**under))
    assert (found.asks, found.chat, found.pressed) == ((Press(button="done:3"),), 42, "q")


@pytest.mark.parametrize(
    "kind",
    [
        {"message": message(pinned_message=message(text="x"))},
        {"message": message()},
        {"message": message(GROUP, text="hello all")},
        {"edited_message": message(GROUP, edit_date=1, **command("/start"))},
        {"edited_message": message(edit_date=1, location={"latitude": 1.0, "longitude": 2.0})},
        {"edited_message": message(edit_date=1, caption="x", photo=[])},
        {"callback_query": press(data=None, game_short_name="g")},
        {"callback_query": press(message=message(GROUP, text="x"))},
        {"channel_post": message({"id": -1, "type": "channel", "title": "c"}, text="x")},
        {"something_new": {"x": 1}},
    ],
)  # fmt: skip
def test_what_asks_for_nothing(kind):
    assert heard(**kind) is None


def test_a_command_in_a_group_is_answered_there():
    assert heard(message=message(GROUP, **command("/start@fake_interviewer_bot"))) == Elsewhere(-7, "zh-hans")


@pytest.mark.parametrize(
    ("content", "part", "unfinished"),
    [
        ({"text": "x" * 3799}, True, False),
        ({"text": "x" * 3800}, True, True),
        ({"text": "😀" * 1900}, True, True),
        (command("/start " + "x" * 4000), False, False),
        ({"document": DOCUMENT, "caption": "x"}, False, False),
    ],
)
def test_a_text_near_the_limit_may_go_on(content, part, unfinished):
    found = heard(message=message(**content))
    assert (found.part, found.unfinished) == (part, unfinished)


def test_a_sender_without_a_language_is_no_trouble():
    found = heard(message=message(text="x") | {"from": {"id": 42, "is_bot": False, "first_name": "E"}})
    assert isinstance(found, Heard)
    assert found.locale == ""
