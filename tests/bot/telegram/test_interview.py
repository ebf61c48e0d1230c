"""A whole interview through the real bot process, with all that may befall it."""

import json
import signal
import sqlite3
from pathlib import Path

from fake_api import TOKEN
from small_bank import RIGHT


def stored(address):
    """The kinds of the stored events, in order."""
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        found = connection.execute("SELECT body FROM events ORDER BY session_id, version").fetchall()
    return [json.loads(body) for (body,) in found]


async def test_a_whole_interview_with_buttons_a_file_a_pause_and_a_kill(api, bot_over, address):
    """From the menu to the report; killed in the middle with a message on its way, it goes on where it was."""
    eve = api.person(name="<b>Eve</b> & </pre>")
    async with bot_over() as bot:
        eve.say("/start")
        await eve.hears("Begin")
        eve.press("format:cv")
        eve.press("length:short")
        eve.press("mode:practice")
        eve.press("begin")
        await eve.hears("Question 1")
        eve.say(RIGHT)
        await eve.hears("Question 2")
        eve.press("skip")
        await eve.hears("Question 3")
        eve.say("a first part <b>not bold</b>")
        await eve.hears("characters so far")
        eve.say("/pause")
        await eve.hears("clock stands still")
        # Before it is stored, and while Telegram cannot deliver the answer.
        await bot.end(signal.SIGKILL)
        eve.press("resume")
        eve.send_file("net.py", f"x = '{RIGHT}'\n".encode())
    async with bot_over() as bot:
        await eve.hears("Going on")
        draft = await eve.hears("characters so far")
        await api.until(lambda: draft["edited"])
        eve.press("done")
        await eve.hears("Question 4")
        for number in range(5, 9):
            eve.press("skip")
            await eve.hears(f"Question {number}")
        eve.press("skip")
        await eve.hears("Your report is above")
        assert await bot.end() == 0
        assert TOKEN not in bot.log
        assert "Traceback" not in bot.log
    documents = [shown["document"]["file_name"] for shown in eve.heard() if "document" in shown]
    assert {Path(name).suffix for name in documents} == {".md", ".json"}
    events = stored(address)
    answers = [event for event in events if event["event"] in ("message_received", "file_received")]
    assert [event.get("text") or event.get("name") for event in answers if event["role"] == "answer"] == [
        RIGHT, "a first part <b>not bold</b>", "net.py",
    ]  # fmt: skip
    questions = [text.partition("\n")[0] for text in eve.texts() if text.startswith("Question")]
    assert [text.split()[1] for text in questions] == [str(number) for number in range(1, 9)]
    assert sorted(api.answered, key=lambda query: int(query[1:])) == api.answered
    assert not api.updates
