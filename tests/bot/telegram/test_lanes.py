"""Order within a chat, independence between chats, long pastes whole."""

import asyncio

import pytest

from bot.telegram.lanes import Lanes
from bot.telegram.updates import Heard
from interview_flow.commands import Press, Say

LONG = "x" * 4000


def text(update, chat=1, words="hi"):
    return Heard(update, chat, (Say(text=words),), str(update), part=True, unfinished=len(words) >= 3800)


class Taking:
    """Takes updates when their chat's gate is open, and keeps their numbers."""

    def __init__(self):
        self.taken = []
        self.gates = {}

    async def __call__(self, heard):
        """Take one."""
        if heard.chat in self.gates:
            await self.gates[heard.chat].wait()
        self.taken.append(heard)


@pytest.fixture
def taking():
    return Taking()


async def test_a_slow_chat_keeps_its_order_and_holds_up_no_other(taking):
    taking.gates[1] = asyncio.Event()
    lanes = Lanes(taking)
    slow = [lanes.put(text(number)) for number in range(5)]
    await lanes.put(text(9, chat=2))
    assert [heard.update for heard in taking.taken] == [9]
    assert not any(future.done() for future in slow)
    taking.gates[1].set()
    await asyncio.gather(*slow)
    assert [heard.update for heard in taking.taken] == [9, 0, 1, 2, 3, 4]


async def test_parts_of_a_paste_are_one_message_without_an_id(taking):
    lanes = Lanes(taking)
    parts = [lanes.put(text(1, words=LONG))]
    for _ in range(20):
        # Until the lane waits for what may follow.
        await asyncio.sleep(0)
    parts += [lanes.put(text(2, words=LONG)), lanes.put(text(3, words="tail")), lanes.put(text(4, words="next"))]
    await asyncio.gather(*parts)
    whole, after = taking.taken
    assert (whole.update, whole.asks, whole.message) == (1, (Say(text=LONG + LONG + "tail"),), None)
    assert (after.update, after.message) == (4, "4")


async def test_a_long_text_that_nothing_follows_is_whole_after_a_while(taking):
    await Lanes(taking, quiet=0.01).put(text(1, words=LONG))
    assert taking.taken == [text(1, words=LONG)]


async def test_what_is_no_text_ends_a_paste_at_once(taking):
    lanes = Lanes(taking, quiet=60)
    first = lanes.put(text(1, words=LONG))
    lanes.put(Heard(2, 1, (Press(button="done:0"),)))
    await first
    await lanes.finish()
    assert [heard.update for heard in taking.taken] == [1, 2]


async def test_another_chats_text_is_no_part(taking):
    lanes = Lanes(taking, quiet=0.05)
    lanes.put(text(1, words=LONG))
    lanes.put(text(2, chat=2, words="tail"))
    await lanes.finish()
    assert {heard.update: heard.asks[0].text for heard in taking.taken} == {1: LONG, 2: "tail"}


async def test_without_a_pause_nothing_is_put_together(taking):
    lanes = Lanes(taking, quiet=0)
    lanes.put(text(1, words=LONG))
    lanes.put(text(2, words="tail"))
    await lanes.finish()
    assert [heard.update for heard in taking.taken] == [1, 2]


async def test_what_is_not_taken_before_the_stop_is_not_told_to_be(taking):
    taking.gates[1] = asyncio.Event()
    lanes = Lanes(taking)
    waiting = [lanes.put(text(1)), lanes.put(text(2))]
    await asyncio.sleep(0)
    await lanes.stop()
    assert all(future.cancelled() for future in waiting)
