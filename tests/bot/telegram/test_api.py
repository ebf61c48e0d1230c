"""Asking Telegram again, or not."""

from datetime import timedelta

import pytest
from fake_api import TOKEN
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.problem import Problem
from bot.telegram import api as module
from bot.telegram.api import patiently
from bot.telegram.wording import MENU
from interview_flow.machine.requests import REQUESTS


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.0)
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


def asking(*answers):
    """A request that is answered so, one time after another."""
    left = list(answers)

    async def ask():
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


async def test_trouble_on_the_way_is_waited_out():
    trouble = [NetworkError("away"), TimedOut(), RetryAfter(timedelta(0)), TelegramError("Invalid server response")]
    assert await patiently(asking(*trouble, 5)) == 5


async def test_a_refused_token_ends_it_and_is_not_repeated():
    with pytest.raises(Problem) as caught:
        await patiently(asking(NetworkError("away"), InvalidToken(f"The token `{TOKEN}` was rejected")))
    assert TOKEN not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("refusal", [BadRequest("bad webhook"), Conflict("terminated by other getUpdates request")])
async def test_a_refusal_is_an_answer(refusal):
    with pytest.raises(type(refusal)):
        await patiently(asking(refusal))


def test_the_menu_names_every_command():
    """What can be typed can be found. A CV is added by the button of the start, where alone it can be."""
    assert set(MENU) == {"start", *REQUESTS} - {"cv"}
