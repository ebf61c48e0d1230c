"""The shell: what is stored is done, once, in order, whatever the channel, the clock or another process does."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from small_bank import RIGHT, small_bank

from interview_flow import service as module
from interview_flow.commands import Received, Say, Wake
from interview_flow.database import DatabaseProblem
from interview_flow.delivery import GIVE_UP_AFTER
from interview_flow.events import AnswerGraded, Choices, MessageReceived
from interview_flow.message import NotDelivered
from interview_flow.service import Service
from interview_flow.sessions import Beginning
from interview_flow.store import Store

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ANN, BOB = "test:ann", "test:bob"


class Clock:
    def __init__(self):
        self.at = START

    def __call__(self):
        return self.at

    def move(self, **by):
        self.at += timedelta(**by)


class Screen:
    """A channel that remembers what it showed; `trouble` is raised first, one a delivery."""

    def __init__(self):
        self.shown = []
        self.trouble = []
        self.showed = asyncio.Event()

    async def deliver(self, candidate, message, edits):
        if self.trouble and (trouble := self.trouble.pop(0)):
            raise trouble
        self.shown.append((candidate, message, edits))
        self.showed.set()
        return f"m{len(self.shown)}"

    def texts(self, candidate=ANN):
        return [message.blocks[0].text for to, message, _ in self.shown if to == candidate]


class Program:
    """One process."""

    def __init__(self, store, clock, bank=None):
        self.screen = Screen()
        self.clock = clock
        self.store = store
        self.updates = 0
        self.service = Service(
            store,
            bank or small_bank(),
            self.screen,
            name="test",
            now=clock,
            begin=lambda candidate, number: Beginning(f"{candidate}-{number}", 7),
            defaults=Choices(format="cv", language="en", length="short", mode="practice"),
        )

    async def hear(self, text, candidate=ANN, id=None, *, settle=True):  # noqa: A002 - the field's name
        self.updates += 1
        given = Received(
            id=id or f"{self.store.outbox.owner}{self.updates}", candidate=candidate, at=self.clock(), command=Say(text=text),
            message=f"c{self.updates}",
        )  # fmt: skip
        await self.service.receive(given)
        if settle:
            await self.service.settle()

    async def state(self, candidate=ANN):
        return await self.service.state(candidate)


@pytest.fixture
async def program(address):
    store = await Store.open(address)
    yield Program(store, Clock())
    await store.close()


@pytest.fixture
async def twin(address, program):
    """A second process on the same database, under the same clock."""
    store = await Store.open(address)
    yield Program(store, program.clock)
    await store.close()


async def stored(program, candidate=ANN):
    (found,) = await program.store.sessions(candidate, last=1)
    return found.events


class TestWriting:
    async def test_two_processes_take_turns_on_one_session(self, program, twin):
        """Each has the session in memory; whoever is behind reads it again and decides anew."""
        await program.hear("/start")
        for number in range(6):
            await (program, twin)[number % 2].hear(RIGHT if number < 2 else "a part of it")
        texts = [event.text for event in await stored(program) if isinstance(event, MessageReceived)]
        assert texts == ["/start", RIGHT, RIGHT, *["a part of it"] * 4]
        assert (await twin.state()).stage.id == "two"

    async def test_many_messages_at_once_all_arrive(self, program, twin):
        await program.hear("/start")
        await program.hear(RIGHT)
        await program.hear(RIGHT)
        await asyncio.gather(
            *((program, twin)[n % 2].hear(f"part {n}", settle=False) for n in range(12)),
        )
        texts = [event.text for event in await stored(program) if isinstance(event, MessageReceived)]
        assert sorted(texts[3:]) == sorted(f"part {n}" for n in range(12))

    async def test_the_same_update_to_two_processes_counts_once(self, program, twin):
        await program.hear("/start")
        await asyncio.gather(*(each.hear(RIGHT, id="u1") for each in (program, twin, program)))
        assert sum(isinstance(event, AnswerGraded) for event in await stored(program)) == 1
        assert len((await program.state()).items) == 2

    async def test_candidates_do_not_wait_for_one_another(self, program):
        await asyncio.gather(*(program.hear("/start", candidate=f"test:{n}") for n in range(20)))
        for n in range(20):
            assert len((await program.state(f"test:{n}")).items) == 1

    async def test_a_database_that_cannot_be_written_stores_nothing_and_the_update_may_come_again(
        self, program, monkeypatch
    ):
        await program.hear("/start")

        async def locked(_):
            raise DatabaseProblem("locked")

        monkeypatch.setattr(program.store, "append", locked)
        with pytest.raises(DatabaseProblem):
            await program.hear(RIGHT, id="u1")
        monkeypatch.undo()
        await program.hear(RIGHT, id="u1")
        assert len((await program.state()).items) == 2


class TestDelivering:
    async def test_a_failed_delivery_is_tried_again_in_order(self, program):
        program.screen.trouble = [NotDelivered("away"), None]
        await program.hear("/start")
        assert program.screen.shown == []
        await program.hear(RIGHT)
        assert program.screen.shown == []
        program.clock.move(seconds=1)
        await program.service.tick()
        shown = [text for text in program.screen.texts() if "left for this" not in text]
        assert shown[0].startswith("Format cv")
        assert [text[:10] for text in shown[2:]] == ["Question 1", "All there", "Question 2"]

    async def test_a_channel_that_asks_for_patience_gets_it(self, program):
        program.screen.trouble = [NotDelivered("flood", retry_after=40)]
        await program.hear("/start")
        program.clock.move(seconds=39)
        await program.service.tick()
        assert program.screen.shown == []
        program.clock.move(seconds=1)
        await program.service.tick()
        assert program.screen.shown

    async def test_who_blocked_the_bot_is_not_written_to(self, program):
        program.screen.trouble = [NotDelivered("blocked", gone=True)]
        await program.hear("/start")
        await program.service.tick()
        assert program.screen.shown == []

    async def test_a_message_that_cannot_be_rendered_does_not_block_for_ever(self, program, caplog):
        """A fault of the channel's own: tried, dropped in the end, and the next goes out."""
        caplog.set_level(logging.CRITICAL)
        program.screen.trouble = [RuntimeError("bug")] * GIVE_UP_AFTER
        await program.hear("/start")
        for _ in range(GIVE_UP_AFTER):
            program.clock.move(minutes=5)
            await program.service.tick()
        assert program.screen.shown

    async def test_a_slot_is_edited(self, program):
        await program.hear("/start")
        await program.hear(RIGHT)
        await program.hear(RIGHT)
        await program.hear("one")
        first = len(program.screen.shown)
        await program.hear("two")
        assert program.screen.shown[-1][2] == f"m{first}"


class TestTime:
    async def test_what_fell_due_is_done_by_a_tick(self, program):
        await program.hear("/start")
        program.clock.move(hours=2)
        assert await program.service.tick()
        await program.service.settle()
        assert (await program.state()).ended
        assert await program.store.next_due("test") is None

    async def test_two_processes_that_tick_at_once_say_each_thing_once(self, program, twin):
        await program.hear("/start")
        program.clock.move(minutes=4)
        await asyncio.gather(program.service.tick(), twin.service.tick())
        ups = [text for text in program.screen.texts() + twin.screen.texts() if "Time's up" in text]
        assert len(ups) == 1

    async def test_a_wake_too_early_keeps_the_timer(self, program):
        """Clocks of two machines differ: the one ahead must not lose what is due."""
        await program.hear("/start")
        due = await program.store.next_due("test")
        await program.service._decide(
            ANN, Received(id="", candidate=ANN, at=due - timedelta(seconds=1), command=Wake())
        )
        assert await program.store.next_due("test") == due

    async def test_one_sessions_fault_does_not_stop_the_others_clocks(self, program, monkeypatch, caplog):
        caplog.set_level(logging.CRITICAL)
        await program.hear("/start", ANN)
        program.clock.move(seconds=1)
        await program.hear("/start", BOB)
        real = module.decide

        def faulty(state, given, *rest):
            if isinstance(given, Received) and given.candidate == ANN:
                raise RuntimeError("a fault of the core")
            return real(state, given, *rest)

        monkeypatch.setattr(module, "decide", faulty)
        program.clock.move(minutes=4)
        assert not await program.service.tick()
        assert any("Time's up" in text for text in program.screen.texts(BOB))
        monkeypatch.undo()
        assert await program.service.tick()
        assert any("Time's up" in text for text in program.screen.texts(ANN))

    async def test_serving_does_what_falls_due_by_itself(self, program):
        """The loop, on a clock that has already passed the deadline."""
        await program.hear("/start")
        program.clock.move(minutes=4)
        serving = asyncio.create_task(program.service.run())
        async with asyncio.timeout(10):
            while not any("Time's up" in text for text in program.screen.texts()):
                await program.screen.showed.wait()
                program.screen.showed.clear()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    @pytest.mark.parametrize("turns", range(4))
    async def test_serving_ends_when_cancelled_just_as_something_was_stored(self, program, turns):
        """Whichever comes first: a cancellation that is swallowed would keep the program from ending."""
        serving = asyncio.create_task(program.service.run())
        while not program.service._stored._waiters:  # noqa: ASYNC110 - nothing tells that it has begun to wait
            await asyncio.sleep(0)
        program.service._stored.set()
        for _ in range(turns):
            await asyncio.sleep(0)
        serving.cancel()
        ended, _ = await asyncio.wait([serving], timeout=10)
        assert ended
        assert serving.cancelled()

    async def test_whoever_is_slow_to_reach_makes_nobody_else_wait(self, program):
        """Sending to one candidate hangs; another's deadline is told all the same."""
        await program.hear("/start", BOB)
        free = asyncio.Event()
        deliver = program.screen.deliver

        async def slow(candidate, message, edits):
            if candidate == ANN:
                await free.wait()
            return await deliver(candidate, message, edits)

        program.screen.deliver = slow
        given = Received(id="u1", candidate=ANN, at=program.clock(), command=Say(text="/start"))
        await program.service.accept(given)
        program.clock.move(minutes=4)
        serving = asyncio.create_task(program.service.run())
        async with asyncio.timeout(10):
            while not any("Time's up" in text for text in program.screen.texts(BOB)):
                await program.screen.showed.wait()
                program.screen.showed.clear()
            assert program.screen.texts(ANN) == []
            free.set()
            while not any("Time's up" in text for text in program.screen.texts(ANN)):
                await program.screen.showed.wait()
                program.screen.showed.clear()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


class TestGrading:
    async def test_a_faulty_evaluator_costs_nothing(self, program, caplog):
        caplog.set_level(logging.CRITICAL)
        await program.hear("/start")
        await program.hear("BROKEN")
        state = await program.state()
        assert state.items[0].verdict.outcome == "ungraded"
        assert len(state.items) == 2

    async def test_the_candidate_is_heard_while_an_answer_is_graded(self, address):
        store = await Store.open(address)
        program = Program(store, Clock(), small_bank(seconds=0.3))
        await program.hear("/start")
        await program.hear(RIGHT, settle=False)
        await program.hear("/help", settle=False)
        assert (await program.state()).phase == "grading"
        await program.service.settle()
        assert (await program.state()).items[0].verdict.outcome == "met"
        await store.close()

    async def test_what_was_being_graded_is_graded_after_a_restart(self, program, twin, monkeypatch):
        """The first process stops in the middle; the second finds the answer and grades it, once."""
        monkeypatch.setattr(module, "grade", lambda *_: (_ for _ in ()).throw(SystemError("dies")))
        logging.getLogger("interview_flow.service").setLevel(logging.CRITICAL)
        await program.hear("/start")
        await program.hear(RIGHT)
        assert (await program.state()).items[0].verdict is None
        monkeypatch.undo()
        await twin.service.recover()
        await twin.service.settle()
        assert (await twin.state()).items[0].verdict.outcome == "met"
        assert sum(isinstance(event, AnswerGraded) for event in await stored(twin)) == 1

    async def test_a_late_verdict_does_not_bring_deleted_data_back(self, address):
        store = await Store.open(address)
        program = Program(store, Clock(), small_bank(seconds=0.2))
        await program.hear("/start")
        await program.hear(RIGHT, settle=False)
        await program.hear("/delete_my_data", settle=False)
        await program.hear("yes", settle=False)
        await program.service.settle()
        assert await store.sessions(ANN, last=5) == []
        await store.close()


async def test_the_report_of_an_earlier_interview_can_be_asked_for(program):
    await program.hear("/start")
    program.clock.move(hours=2)
    await program.service.tick()
    await program.service.settle()
    before = len(program.screen.shown)
    await program.hear("/report")
    assert len(program.screen.shown) > before
    assert any(message.document for _, message, _ in program.screen.shown[before:])
