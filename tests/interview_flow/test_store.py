"""One contract, held by SQLite and by a real PostgreSQL."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from interview_flow.events import ChoiceMade, Choices, MessageReceived, SetupOpened
from interview_flow.message import Message, Paragraph
from interview_flow.outbox import LEASE
from interview_flow.store import Conflict, Duplicate, Entry, Store

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ANN = "telegram:1"
BOB = "telegram:2"


def said(words: str, slot: str = "") -> Message:
    return Message(blocks=(Paragraph(text=words),), slot=slot)


def opened(session: str = "s1") -> SetupOpened:
    return SetupOpened(at=NOW, session=session, seed=7, choices=Choices(language="zh"))


def wrote(words: str) -> MessageReceived:
    return MessageReceived(at=NOW, text=words, message="m1", role="aside")


def first(candidate: str = ANN, session: str = "s1", **more) -> Entry:
    return Entry(
        **({"candidate": candidate, "at": NOW, "session": session, "number": 1, "events": [opened(session)]} | more)
    )


def then(version: int, words: str = "后来", **more) -> Entry:
    given = {"candidate": ANN, "at": NOW, "session": "s1", "number": 1, "version": version, "events": [wrote(words)]}
    return Entry(**(given | more))


async def texts(store: Store, candidate: str, now: datetime = NOW) -> list[str]:
    """Deliver all that waits, and say what it was."""
    found = []
    while letter := await store.outbox.take(candidate, now):
        found.append(letter.message.blocks[0].text)
        await store.outbox.delivered(letter, f"shown{letter.id}")
    return found


@pytest.fixture
async def store(address):
    opened_store = await Store.open(address)
    yield opened_store
    await opened_store.close()


@pytest.fixture
async def other(address, store):  # noqa: ARG001 - opened after it
    """A second process on the same database."""
    opened_store = await Store.open(address)
    yield opened_store
    await opened_store.close()


class TestEvents:
    async def test_come_back_as_they_were_in_order(self, store):
        """Chinese, mathematics and a quote survive, and so does the zone of every moment."""
        await store.append(first())
        words = ["感受野 = 7×7", "∂L/∂W = δxᵀ \U0001d6ff", "'; DROP TABLE events; --", "\x1b[31m\t\n"]
        for version, line in enumerate(words, 1):
            await store.append(then(version, line))
        (found,) = await store.sessions(ANN, last=5)
        assert [event.text for event in found.events[1:]] == words
        assert found.events[0] == opened()
        assert found.version == len(found.events) == 5
        assert found.started_at == NOW
        assert found.started_at.tzinfo is not None

    async def test_five_megabytes_in_one_event(self, store):
        await store.append(first())
        await store.append(then(1, "长" * 1_700_000))
        (found,) = await store.sessions(ANN, last=1)
        assert len(found.events[1].text) == 1_700_000

    async def test_of_two_writers_one_wins(self, store, other):
        """Both read version 1; the second to write is told so, and nothing of its entry remains."""
        await store.append(first())
        await store.append(then(1, "first", says=[said("one")]))
        with pytest.raises(Conflict):
            await other.append(then(1, "second", received="u2", says=[said("two")], timers={"wake": NOW}))
        (found,) = await other.sessions(ANN, last=1)
        assert [event.text for event in found.events[1:]] == ["first"]
        assert await texts(store, ANN) == ["one"]
        assert await store.due("telegram", NOW) == []
        # The loser's update was not recorded as received: it may be decided again.
        await other.append(then(2, "second", received="u2"))

    async def test_of_many_writers_at_once_one_wins(self, store, other):
        """The same race, run for real: sixteen appends at once over two processes' connections."""
        await store.append(first())
        entries = [then(1, f"writer {n}") for n in range(16)]
        results = await asyncio.gather(
            *((store, other)[n % 2].append(entry) for n, entry in enumerate(entries)), return_exceptions=True
        )
        assert sum(result is None for result in results) == 1
        assert all(result is None or isinstance(result, Conflict) for result in results)
        (found,) = await store.sessions(ANN, last=1)
        assert found.version == 2

    async def test_two_processes_cannot_open_a_session_each(self, store, other):
        await store.append(first(session="s1"))
        with pytest.raises(Conflict):
            await other.append(first(session="s2"))
        assert [found.id for found in await store.sessions(ANN, last=5)] == ["s1"]

    async def test_a_decision_without_events_over_an_old_state_is_refused_too(self, store):
        await store.append(first())
        await store.append(then(1))
        with pytest.raises(Conflict):
            await store.append(then(1, events=[], says=[said("stale")]))
        assert await texts(store, ANN) == []

    async def test_sessions_come_newest_first_and_apart_by_candidate(self, store):
        await store.append(first(session="s1"))
        await store.append(first(session="s2", number=2))
        await store.append(first(candidate=BOB, session="b1"))
        assert [found.id for found in await store.sessions(ANN, last=5)] == ["s2", "s1"]
        assert [found.id for found in await store.sessions(ANN, last=1)] == ["s2"]
        assert await store.sessions("telegram:11", last=5) == []


class TestReceived:
    async def test_the_same_update_twice_changes_nothing(self, store, other):
        await store.append(first(received="u1", says=[said("hello")]))
        for process in (store, other):
            with pytest.raises(Duplicate):
                await process.append(then(1, received="u1", says=[said("again")]))
        (found,) = await store.sessions(ANN, last=1)
        assert found.version == 1
        assert await texts(store, ANN) == ["hello"]

    async def test_the_same_id_from_another_candidate_is_another_update(self, store):
        await store.append(first(received="u1"))
        await store.append(first(candidate=BOB, session="b1", received="u1"))

    async def test_without_a_session_it_is_remembered_too(self, store):
        """A greeting before any interview is answered once."""
        greeting = Entry(candidate=ANN, at=NOW, received="u1", says=[said("hi")])
        await store.append(greeting)
        with pytest.raises(Duplicate):
            await store.append(greeting)
        assert await texts(store, ANN) == ["hi"]

    async def test_old_ids_are_forgotten_on_request(self, store):
        await store.append(first(received="u1"))
        await store.forget_received(NOW + timedelta(seconds=1))
        await store.append(then(1, received="u1"))


class TestOutbox:
    async def test_keeps_order_and_says_each_thing_once(self, store):
        await store.append(first(says=[said("1"), said("2")]))
        await store.append(then(1, says=[said("3")]))
        await store.append(first(candidate=BOB, session="b1", says=[said("b")]))
        assert await texts(store, ANN) == ["1", "2", "3"]
        assert await texts(store, ANN) == []
        assert await texts(store, BOB) == ["b"]

    async def test_what_failed_waits_and_all_behind_it(self, store):
        await store.append(first(says=[said("1"), said("2")]))
        letter = await store.outbox.take(ANN, NOW)
        await store.outbox.postponed(letter, NOW + timedelta(seconds=30))
        assert await store.outbox.take(ANN, NOW + timedelta(seconds=29)) is None
        assert await store.outbox.mail("telegram", NOW + timedelta(seconds=29)) == []
        assert await store.outbox.mail("telegram", NOW + timedelta(seconds=30)) == [ANN]
        again = await store.outbox.take(ANN, NOW + timedelta(seconds=30))
        assert (again.id, again.attempts) == (letter.id, 1)
        await store.outbox.delivered(again, None)
        assert await texts(store, ANN) == ["2"]

    async def test_what_was_said_later_does_not_overtake(self, store):
        """A message that could go at once waits behind one that cannot, and asks for no attention before it."""
        await store.append(first(says=[said("1"), said("2")]))
        late = NOW + timedelta(hours=1)
        await store.outbox.postponed(await store.outbox.take(ANN, NOW), late)
        assert await store.outbox.next_mail("telegram") == late
        assert await store.outbox.mail("telegram", late - timedelta(seconds=1)) == []
        assert await store.outbox.take(ANN, late - timedelta(seconds=1)) is None
        assert await texts(store, ANN, late) == ["1", "2"]

    async def test_two_processes_do_not_both_deliver(self, store, other):
        """The one that decided delivers; the other may once its lease has run out."""
        await store.append(first(says=[said("1")]))
        assert await other.outbox.take(ANN, NOW) is None
        assert await other.outbox.mail("telegram", NOW) == []
        later = NOW + LEASE
        assert (await other.outbox.take(ANN, later)).message == said("1")
        assert await store.outbox.take(ANN, later) is None

    async def test_what_this_process_has_decided_it_delivers_at_once(self, store, other):
        """The lease keeps others away, not its owner."""
        await store.append(first(says=[said("1")]))
        assert await store.outbox.mail("telegram", NOW) == [ANN]
        assert await other.outbox.mail("telegram", NOW) == []
        assert await store.next_due("telegram") is None

    async def test_after_a_crash_the_one_process_of_a_channel_takes_over_at_once(self, store, other):
        await store.append(first(says=[said("1")]))
        await store.append(first(candidate="terminal:me", session="t1", says=[said("t")]))
        await other.outbox.release("telegram")
        assert await other.outbox.mail("telegram", NOW) == [ANN]
        assert await texts(other, ANN) == ["1"]
        assert await other.outbox.take("terminal:me", NOW) is None

    async def test_a_slot_names_the_message_that_it_takes_the_place_of(self, store):
        await store.append(first(says=[said("5:00", "clock"), said("q"), said("4:00", "clock"), said("d", "draft")]))
        edits = []
        while letter := await store.outbox.take(ANN, NOW):
            edits.append(letter.edits)
            await store.outbox.delivered(letter, f"m{len(edits)}")
        assert edits == [None, None, "m1", None]

    async def test_a_candidate_who_cannot_be_reached_has_no_mail(self, store):
        await store.append(first(says=[said("1"), said("2")]))
        await store.outbox.unreachable(ANN)
        assert await store.outbox.take(ANN, NOW) is None


class TestFetching:
    async def test_what_is_fetched_waits_until_it_has_arrived(self, store, other):
        """A channel that fetches messages loses none by dying before it has shown them."""
        await store.append(first(says=[said("1"), said("2")]))
        assert [letter.message for letter in await store.outbox.letters(ANN)] == [said("1"), said("2")]
        letters = await other.outbox.letters(ANN)
        await store.append(then(1, says=[said("3")]))
        await other.outbox.fetched(letters)
        assert [letter.message for letter in await other.outbox.letters(ANN)] == [said("3")]
        await other.outbox.fetched([])


class TestTimers:
    async def test_fall_due_once(self, store):
        due_at = NOW + timedelta(minutes=5)
        await store.append(first(timers={"wake": due_at}))
        assert await store.next_due("telegram") == due_at
        assert await store.due("telegram", due_at - timedelta(seconds=1)) == []
        assert await store.due("telegram", due_at) == [(ANN, "s1")]
        await store.append(then(1, events=[], woken=due_at))
        assert await store.due("telegram", due_at) == []
        assert await store.next_due("telegram") is None

    async def test_arming_again_replaces_and_cancelling_removes(self, store):
        await store.append(first(timers={"wake": NOW}))
        later = NOW + timedelta(minutes=1)
        await store.append(then(1, timers={"wake": later}))
        assert await store.due("telegram", NOW) == []
        assert await store.due("telegram", later) == [(ANN, "s1")]
        await store.append(then(2, timers={"wake": None}))
        assert await store.due("telegram", later) == []

    async def test_a_channel_sees_its_own_only(self, store):
        """A name that begins alike, or looks like a pattern, is another channel."""
        await store.append(first(timers={"wake": NOW}))
        for channel in ("terminal", "tele", "tele%", "telegra_"):
            assert await store.due(channel, NOW) == []
            assert await store.next_due(channel) is None

    async def test_moments_in_other_zones_compare_rightly(self, store):
        due_at = NOW.astimezone(timezone(timedelta(hours=8)))
        await store.append(first(timers={"wake": due_at}))
        assert await store.due("telegram", NOW - timedelta(seconds=1)) == []
        assert await store.due("telegram", NOW) == [(ANN, "s1")]


class TestGrading:
    async def test_who_waits_for_a_verdict_is_found_after_a_restart(self, store, other):
        await store.append(first(grading=True))
        await store.append(first(candidate=BOB, session="b1"))
        assert await other.grading("telegram") == [(ANN, "s1")]
        await store.append(then(1, grading=False))
        assert await other.grading("telegram") == []


class TestForgetting:
    async def test_deletes_every_row_and_only_that_candidates(self, store):
        """All tables are read; nothing of the candidate is in any, but for the farewell until it is delivered."""
        for number in (1, 2):
            await store.append(
                first(
                    session=f"s{number}",
                    number=number,
                    received=f"u{number}",
                    timers={"wake": NOW},
                    says=[said("secret", "slot")],
                    grading=True,
                )
            )
        await texts(store, ANN)
        await store.append(then(1, says=[said("secret")], received="u3"))
        await store.append(first(candidate=BOB, session="b1", received="u1", timers={"wake": NOW}, says=[said("b")]))
        before = await rows(store)
        assert all(ANN in str(before[table]) for table in ("sessions", "received", "outbox", "shown", "timers"))
        await store.append(
            Entry(
                candidate=ANN,
                at=NOW,
                received="u4",
                session="s2",
                number=2,
                version=1,
                forget=True,
                says=[said("gone")],
            )
        )
        assert await texts(store, ANN) == ["gone"]
        after = await rows(store)
        assert ANN not in str(after)
        assert "'s1'" not in str(after)
        assert "secret" not in str(after)
        assert {table: len(found) for table, found in after.items()} == {
            "sessions": 1, "events": 1, "received": 1, "outbox": 1, "shown": 0, "timers": 1, "alembic_version": 1,
        }  # fmt: skip

    async def test_a_late_write_does_not_bring_a_session_back(self, store, other):
        """A verdict that comes after the deletion, from a process that has not heard of it."""
        await store.append(first())
        await store.append(Entry(candidate=ANN, at=NOW, forget=True))
        with pytest.raises(Conflict):
            await other.append(then(1))
        assert await store.sessions(ANN, last=5) == []
        assert (await rows(store))["events"] == []

    async def test_a_late_receipt_does_not_bring_a_slot_back(self, store):
        await store.append(first(says=[said("x", "slot")]))
        letter = await store.outbox.take(ANN, NOW)
        await store.append(Entry(candidate=ANN, at=NOW, forget=True))
        await store.outbox.delivered(letter, "m1")
        assert (await rows(store))["shown"] == []


async def rows(store: Store) -> dict[str, list]:
    """Every row of every table."""
    from interview_flow.tables import metadata  # noqa: PLC0415

    async with store.engine.connect() as connection:
        names = [*(table.name for table in metadata.sorted_tables), "alembic_version"]
        return {name: [tuple(row) for row in await connection.execute(text(f"SELECT * FROM {name}"))] for name in names}  # noqa: S608 - our own table names


async def test_what_was_deleted_is_no_longer_in_the_file(tmp_path):
    """SQLite marks pages as free and keeps a journal: both are scrubbed."""
    store = await Store.open(f"sqlite:///{tmp_path / 'i.db'}")
    await store.append(first())
    await store.append(then(1, "a very personal sentence"))
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"a very personal sentence" in written
    await store.append(Entry(candidate=ANN, at=NOW, forget=True))
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    await store.close()
    assert b"a very personal sentence" not in left


def test_choices_are_stored_whole():
    """The events' JSON is read back by its literal name."""
    from interview_flow.events import read_event, write_event  # noqa: PLC0415

    event = ChoiceMade(at=NOW, choices=Choices(format="cv", length="short"))
    assert read_event(write_event(event)) == event


async def test_sessions_are_found_by_what_happened_in_them(store):
    """Of all candidates, oldest first; words that look like an event's name are words."""
    await store.append(first(ANN, "s1"))
    await store.append(then(1, '"event": "verdict_disputed"'))
    await store.append(first(BOB, "s2", at=NOW - timedelta(hours=1)))
    assert await store.sessions_with("verdict_disputed") == []
    found = await store.sessions_with("setup_opened")
    assert [stored.id for stored in found] == ["s2", "s1"]
    assert [stored.version for stored in found] == [1, 2]
    assert found[1].events[1].text == '"event": "verdict_disputed"'
