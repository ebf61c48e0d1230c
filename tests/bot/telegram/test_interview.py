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
        # A line by the test's own program: what was imported of the libraries that take long.
        assert [line for line in bot.log.splitlines() if line.startswith("imported:")] == ["imported: telegram"]
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
    # Each press once, in whatever order: that is a courtesy, which waits for nothing.
    assert len(api.answered) == len(set(api.answered)) == 12
    assert not api.updates


async def test_what_else_people_do(api, bot_over, address):
    """A sticker is no attempt, a paste beyond one message is one answer, an edit changes the draft, data can be deleted."""
    eve, bob = api.person(), api.person(chat=7, language="zh-hans")
    async with bot_over() as bot:
        bob.say("/start cv zh short exam")
        eve.say("/start cv en short practice")
        await eve.hears("Question 1")
        api.give(message=eve.message(dice={"emoji": "🎲", "value": 6}))
        await eve.hears("didn't count as an answer")
        eve.say("x" * 5000 + RIGHT)
        await eve.hears("Question 2")
        eve.press("skip")
        await eve.hears("Question 3")
        first = eve.say("a draft")
        draft = await eve.hears("Noted: 7 characters")
        eve.edit(first, "a better draft")
        await api.until(lambda: draft["text"].startswith("Updated with your edit: 14"))
        eve.say("/delete_my_data")
        await eve.hears("Delete all your data?")
        eve.press("delete:yes")
        await eve.hears("has been deleted")
        await bob.hears("第 1 题")
        assert await bot.end() == 0
    answers = [event for event in stored(address) if event["event"] == "message_received" and event["role"] == "answer"]
    assert answers == []
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        assert connection.execute("SELECT DISTINCT candidate FROM sessions").fetchall() == [("telegram:7",)]


async def test_the_real_bank_from_the_menu_to_the_report(api, bot_over):
    """The program as it is installed, in Chinese: a judged answer, program text shown as such, a report."""
    eve = api.person(language="zh-hans")
    async with bot_over(program=("-m", "bot")) as bot:
        eve.say("你好")
        await eve.hears("模拟面试官")
        eve.say("/start cv zh short practice")
        await eve.hears("第 1 题")
        eve.say("/hint")
        await eve.hears("提示（")
        eve.say("输出是 9999×9999，没有参数。")
        await eve.hears("没有答到")
        await eve.hears("第 2 题")
        for number in range(3, 99):
            before = len(eve.heard())
            eve.press("skip")
            await api.until(lambda: _asked(eve, number, before) or "报告在上面" in eve.texts()[-1])  # noqa: B023
            if "报告在上面" in eve.texts()[-1]:
                break
        assert await bot.end() == 0
    assert "Traceback" not in bot.log
    for shown in eve.heard():
        if "import torch" in shown.get("text", ""):
            assert any(entity.type == "pre" and "import torch" in entity.text for entity in shown["entities"])
    report = json.loads(
        next(
            shown["content"]
            for shown in eve.heard()
            if "document" in shown and shown["document"]["file_name"].endswith(".json")
        )
    )
    assert "9999" in json.dumps(report)


def _asked(person, number, after):
    return any(text.startswith(f"第 {number} 题") for text in person.texts()[after:])
