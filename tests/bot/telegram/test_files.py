"""Files fetched from Telegram, or why there are none."""

import pytest
from fake_api import TOKEN, Refused

from bot.files import LARGEST_PDF, LARGEST_TEXT
from bot.telegram import files
from bot.telegram.api import connect
from bot.telegram.files import Files
from bot.telegram.updates import Upload
from interview_flow.commands import SendFile


@pytest.fixture
async def fetch(api, monkeypatch):
    monkeypatch.setattr(files, "PAUSES", (0.0, 0.0))
    bot = connect(TOKEN, api.address)
    await bot.initialize()
    yield Files(bot).fetch
    await bot.shutdown()


async def test_a_file_is_fetched(api, fetch):
    api.files["f"] = b"x = 1"
    assert await fetch(Upload("f", "../../net.py", 5)) == SendFile(name="net.py", content="x = 1")


@pytest.mark.parametrize(
    ("name", "size", "content", "problem"),
    [
        ("a.py", LARGEST_TEXT + 1, b"x", "too_large"), ("a.pdf", LARGEST_PDF + 1, b"x", "too_large"),
        ("a.py", 0, b"x" * (LARGEST_TEXT + 1), "too_large"), ("a.bin", 0, b"\x00", "not_text"),
        ("a.pdf", 0, b"%PDF-1.4 broken", "not_text"), ("a.py", 0, None, "not_text"),
    ],
)  # fmt: skip
async def test_a_file_that_cannot_be_read_says_why(api, fetch, name, size, content, problem):  # noqa: PLR0913, PLR0917 - a table
    if content is not None:
        api.files["f"] = content
    assert await fetch(Upload("f", name, size)) == SendFile(name=name, content=None, problem=problem)


async def test_what_is_too_large_by_its_own_account_is_not_fetched(api, fetch):
    await fetch(Upload("f", "a.py", LARGEST_TEXT + 1))
    assert "getFile" not in [method for method, _ in api.calls]


async def test_trouble_on_the_way_is_tried_again(api, fetch):
    api.files["f"] = b"x"
    api.faults = [("getFile", None, Refused(502, "Bad Gateway")), ("getFile", None, Refused(500, "Internal"))]
    assert (await fetch(Upload("f", "a.py", 1))).content == "x"


@pytest.mark.parametrize("name", ["", "/", "..", "a/b\\c.py", "\x00\x1b", "x" * 5000 + ".py", "\u202egnp.exe"])
async def test_a_name_is_a_name(api, fetch, name):
    api.files["f"] = b"x"
    shown = (await fetch(Upload("f", name, 1))).name
    assert 0 < len(shown) <= 100
    assert shown.isprintable()
    assert not set("/\\") & set(shown)
