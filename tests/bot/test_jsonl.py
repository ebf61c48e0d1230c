"""``chat --jsonl``: every field of the protocol, and every line that is none."""

import json

import pytest
from conftest import talk_over
from small_bank import RIGHT

from bot.clock import BEGINNING
from bot.lines import LONGEST_LINE


async def test_a_line_is_answered_by_one_object_with_messages_and_state(talk):
    out = await talk("/start")
    assert set(out) == {"messages", "state"}
    assert set(out["state"]) == {"session", "stage", "item", "phase", "due_at", "ended"}
    assert out["state"]["stage"] == "one"
    assert out["state"]["item"].startswith("one_")
    assert out["state"]["phase"] == "asking"
    assert out["state"]["due_at"].startswith("2026-01-05T09:03:00")
    assert out["state"]["ended"] is False
    for message in out["messages"]:
        assert set(message) <= {"text", "buttons", "document", "image", "edits"}
        assert message["text"]


async def test_before_anything_there_is_no_session(talk):
    out = await talk(advance=1)
    assert out == {
        "messages": [],
        "state": {"session": None, "stage": None, "item": None, "phase": "new", "due_at": None, "ended": False},
    }


async def test_a_button_is_pressed_by_its_id(talk):
    await talk("/start")
    before = talk.state["item"]
    await talk(button=talk.button("skip"))
    assert talk.state["item"] != before


async def test_a_button_that_was_never_shown_does_no_harm(talk):
    await talk("/start")
    before = dict(talk.state)
    for name in ("nonsense", "skip:99", "", "x" * 5000, "/end", "done:0:1"):
        out = await talk(button=name)
        assert out["state"] == before


async def test_a_file_is_an_answer(talk):
    await talk("/start")
    await talk(RIGHT)
    await talk(RIGHT)
    assert talk.state["stage"] == "two"
    await talk(file={"name": "net.py", "content": f"x = '{RIGHT}'"})
    assert "All there" in await talk.texts("/done")


async def test_an_edit_changes_the_draft(talk):
    await talk("/start")
    await talk(RIGHT)
    await talk(RIGHT)
    await talk("not it")
    await talk(edit=4, text=f"{RIGHT} after all")
    assert "All there" in await talk.texts("/done")


@pytest.mark.parametrize("number", [0, 2, -1, 10**30, "1", None, 1.0, True])
async def test_an_edit_of_no_own_message_is_an_error(talk, number):
    await talk("/start")
    out = await talk(edit=number, text="x")
    assert "own message" in out["error"]


async def test_a_message_with_a_slot_names_the_one_whose_place_it_takes(talk):
    """Numbers count the messages said in this run, from 1; one that takes another's place has that one's number."""
    await talk("/start")
    await talk(RIGHT)
    await talk(RIGHT)
    drafts = [message for line in ("one", "two") for message in (await talk(line))["messages"]]
    numbered = [message for message in talk.heard if "edits" not in message]
    assert numbered[drafts[1]["edits"] - 1] == drafts[0]


async def test_time_moves_only_by_advance(talk):
    await talk("/start")
    due = talk.state["due_at"]
    await talk("what do you mean?")
    assert talk.state["due_at"] == due
    out = await talk(advance=179.5)
    assert talk.state["due_at"] == due
    out = await talk(advance=0.5)
    assert any("Time's up" in message["text"] for message in out["messages"])


async def test_a_long_advance_does_each_thing_at_its_moment(talk):
    """An hour at once stores what sixty minutes one by one would."""
    await talk("/start")
    await talk(advance=3600)
    assert talk.state["ended"]
    state = await talk.service.state("terminal:local")
    assert [item.closed_at for item in state.items] == [
        item.asked_at + (item.due_at - item.asked_at) for item in state.items
    ]
    assert state.items[0].asked_at == BEGINNING


@pytest.mark.parametrize("value", [-1, "5", None, True, 1e12, float("nan"), float("inf"), [1]])
async def test_an_advance_that_is_no_time_is_an_error(talk, value):
    out = await talk(advance=value)
    assert "advance" in out["error"]


BAD_LINES = [
    b"", b"\n", b"hello\n", b"[]\n", b"null\n", b"1\n", b'"text"\n', b"{\n", b"{}\n", b'{"text": 5}\n', b'{"text": null}\n',
    b'{"txt": "x"}\n', b'{"file": "net.py"}\n', b'{"file": {"name": "net.py"}}\n', b'{"file": {"content": "x"}}\n',
    b'{"button": 1}\n', b'{"edit": 1}\n', b"\xff\xfe{}\n", b"[" * 100_000 + b"\n", b'{"text": "x"', b'{"a":' * 100_000,
    b'{"advance": 1' + b"0" * 5000 + b"}\n",
]  # fmt: skip


@pytest.mark.parametrize("line", BAD_LINES)
async def test_a_bad_line_gets_one_sentence_and_the_next_is_answered(talk, line):
    out = await talk.raw(line)
    assert set(out) == {"error"}
    assert "\n" not in out["error"]
    assert len(out["error"]) < 200
    assert "error" not in await talk("/start")


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00", "\x1b[2J", "\u202e", "<b>&amp;", "{stage}", "%s", "`" * 50, "\r\n", "𝛿" * 1000]
)
async def test_strange_text_is_kept_and_answered(talk, text):
    await talk("/start")
    out = await talk(text)
    assert "error" not in out
    json.dumps(out, ensure_ascii=False).encode()


async def test_five_megabytes_get_one_sentence(talk):
    """Kept in the transcript, not judged, and the question stays open."""
    await talk("/start")
    item = talk.state["item"]
    out = await talk("x" * 5_000_000)
    assert [len(message["text"]) < 300 for message in out["messages"]] == [True]
    assert "too long" in out["messages"][0]["text"]
    assert talk.state["item"] == item


def test_a_line_beyond_all_bounds_is_skipped(tmp_path):
    from bot.lines import BadLine, lines, read  # noqa: PLC0415

    path = tmp_path / "in"
    path.write_bytes(b'{"text": "' + b"x" * (LONGEST_LINE + 5) + b'"}\n{"text": "next"}\n' + b"y" * (LONGEST_LINE + 1))
    with path.open("rb") as stream:
        found = list(lines(stream))
    assert [isinstance(line, BadLine) for line in found] == [True, False, True]
    assert read(found[1]) == {"text": "next"}


async def test_the_same_line_sent_again_under_its_id_changes_nothing(talk):
    await talk("/start")
    await talk(RIGHT, id="a")
    again = await talk(text=RIGHT, id="a")
    assert again["messages"] == []
    assert again["state"] == talk.state
    assert talk.state["item"].startswith("one_")


async def test_the_same_seed_and_lines_give_the_same_interview(tmp_path):
    runs = []
    for name in ("a", "b"):
        async with talk_over(f"sqlite:///{tmp_path / name}.db", format="cv", language="zh", length="short") as talk:
            runs.append(
                [await talk(line) for line in ("/start", RIGHT, "?", "/hint", RIGHT)] + [await talk(advance=9999)]
            )
    assert runs[0] == runs[1]


async def test_after_a_restart_it_goes_on(address):
    async with talk_over(address, format="cv", language="en", length="short") as talk:
        await talk("/start")
        await talk(advance=60)
        await talk(RIGHT)
        before = talk.state
    async with talk_over(address, run="run2", format="cv", language="en", length="short") as talk:
        assert (await talk(advance=0))["state"] == before
        assert "All there" in await talk.texts(RIGHT)


async def test_delete_my_data_asks_once_and_leaves_nothing(talk, address):
    await talk("/start")
    await talk("a very personal answer")
    await talk("/delete_my_data")
    await talk("yes")
    assert talk.state["session"] is None
    database = address.removeprefix("sqlite:///")
    assert b"very personal" not in open(database, "rb").read()  # noqa: ASYNC230, SIM115, PTH123 - a small file
    assert "error" not in await talk("/start")


async def test_a_second_interview_asks_what_was_not_asked(talk):
    await talk("/start")
    await talk(advance=9999)
    first = {item.item for item in (await talk.service.state("terminal:local")).items}
    await talk("/start")
    await talk(advance=9999)
    second = {item.item for item in (await talk.service.state("terminal:local")).items}
    assert first.isdisjoint(second)
    assert "Format cv" in await talk.texts("/history")
