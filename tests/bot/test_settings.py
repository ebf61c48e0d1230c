"""Settings come from the environment; a wrong one gets a sentence, and a secret is never shown."""

import logging
import os
import stat
from pathlib import Path

import pytest

from bot.logs import WithoutSecrets
from bot.problem import Problem
from bot.settings import default_database, read_settings

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the form of one, not one


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in list(os.environ):
        if name.startswith("MOCK_INTERVIEWER_"):
            monkeypatch.delenv(name)


def given(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(f"MOCK_INTERVIEWER_{name}", value)
    return read_settings()


def test_a_token_is_read_and_leaves_the_environment(monkeypatch):
    """No child process inherits it."""
    settings = given(monkeypatch, TOKEN=TOKEN, WEBHOOK_SECRET="s" * 20)
    assert settings.need_token() == TOKEN
    assert not [name for name in os.environ if name.startswith("MOCK_INTERVIEWER_")]


def test_a_secret_is_not_in_the_settings_text(monkeypatch):
    settings = given(monkeypatch, TOKEN=TOKEN, WEBHOOK_SECRET="s" * 20)
    assert TOKEN not in f"{settings!r}{settings}"
    assert "ssss" not in f"{settings!r}{settings}"


def test_no_token_says_where_to_get_one(monkeypatch):
    with pytest.raises(Problem, match="BotFather"):
        given(monkeypatch).need_token()
    with pytest.raises(Problem, match="BotFather"):
        given(monkeypatch, TOKEN="  ").need_token()  # noqa: S106 - none


@pytest.mark.parametrize(
    "token", ["hunter2", "123:short", "abc:" + "A" * 35, "１２３:" + "A" * 35, "123456:" + "A b" * 12]
)
def test_what_is_no_token_is_refused_and_not_repeated(monkeypatch, token):
    with pytest.raises(Problem, match="no Telegram token") as caught:
        given(monkeypatch, TOKEN=token).need_token()
    assert token not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_API", "example.org"), ("BOT_API", "ftp://example.org"), ("BOT_API", "https://exa mple.org"),
        ("WEBHOOK", "example.org/secret-path"), ("WEBHOOK_SECRET", "short-secret"), ("WEBHOOK_PORT", "http"),
        ("WEBHOOK_PORT", "0"), ("WEBHOOK_PORT", "99999"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_named_and_not_repeated(monkeypatch, name, value):
    with pytest.raises(Problem) as caught:
        given(monkeypatch, **{name: value})
    assert f"MOCK_INTERVIEWER_{name}" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert value not in str(caught.value).replace("ftp://example.org", "").replace("0", "" if value == "0" else "0")


def test_a_web_address_loses_its_last_slash(monkeypatch):
    assert given(monkeypatch, BOT_API="http://localhost:8081/").bot_api == "http://localhost:8081"


def test_the_default_database_is_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    address = default_database()
    folder = Path(address.removeprefix("sqlite:///")).parent
    assert folder.is_dir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_data_folder_that_cannot_be_made_says_so(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(Problem, match="--database"):
        default_database()


def test_a_log_line_shows_no_secret_even_in_a_traceback():
    """A library's error may hold the address that it asked for, and the token is part of that."""
    error = RuntimeError(f"POST https://api.telegram.org/bot{TOKEN}/getMe failed")
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "for %s", (TOKEN,), (RuntimeError, error, None))
    line = WithoutSecrets([TOKEN, ""]).format(record)
    assert TOKEN not in line
    assert line.count("***") == 2
