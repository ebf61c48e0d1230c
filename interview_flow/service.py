"""The one shell: load, decide, append, perform.

What comes in is decided over the session's state and stored together with all that follows from it, before anything is
done. Then messages are delivered from the outbox, and answers are graded in threads whose verdicts come in like any
other input. So whatever moment the process dies at, the next one finds in the database what is still to be done.
"""

import asyncio
import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from weakref import WeakValueDictionary

from interview_flow import report, transcript
from interview_flow.commands import Received, Wake
from interview_flow.database import DatabaseProblem
from interview_flow.effects import (
    ArmTimer,
    CancelTimer,
    Decision,
    Forget,
    Grade,
    Graded,
    Say,
    ShowReport,
    ShowTranscript,
)
from interview_flow.events import Choices, Event, ItemAsked
from interview_flow.evolve import evolve, fold
from interview_flow.grading import grade
from interview_flow.honesty import Honesty
from interview_flow.machine import TIMER, begins_anew, decide, next_due, pending
from interview_flow.message import Channel, Message, NotDelivered
from interview_flow.past import Past, SessionSummary
from interview_flow.state import State
from interview_flow.store import Conflict, Duplicate, Entry, Shown, Store, Stored, Which
from question_bank.bank import Bank

log = logging.getLogger(__name__)

REMEMBERED = 10
"""How many of a candidate's sessions are read: for /history, and so that an item is not asked again."""
RECENT = 5
"""In how many earlier sessions an item counts as asked lately."""
CACHED = 500
"""Sessions whose state is kept in memory."""
TRIES = 8
"""How often a decision is taken anew because another process was faster."""
LOOK_EVERY = timedelta(seconds=5)
"""At the latest after so long it is looked what fell due: another process may have stored it."""
FIRST_RETRY, LAST_RETRY = timedelta(seconds=1), timedelta(minutes=5)
GIVE_UP_AFTER = 25
"""Attempts, about an hour and a half, after which a message that the channel does not take is dropped."""
RECEIVED_KEPT = timedelta(days=8)
"""No channel delivers an update again after that; Telegram forgets its own after a day."""


class Beginning(NamedTuple):
    """What a new session is given."""

    session: str
    seed: int


@dataclass(frozen=True)
class Loaded:
    """A session in memory. Version 0 has not begun."""

    candidate: str
    number: int
    version: int
    state: State
    past: Past
    events: tuple[Event, ...]

    @property
    def session(self) -> str:
        """Its id, which it has before it has begun."""
        return self.past.session


class Service:
    """Carries interviews out, for the candidates of one channel."""

    def __init__(  # noqa: PLR0913 - what it is built of, named one by one in `bot.bootstrap`
        self,
        store: Store,
        bank: Bank,
        channel: Channel | None,
        *,
        name: str,
        now: Callable[[], datetime],
        begin: Callable[[str, int], Beginning],
        defaults: Choices | None = None,
        honesty: Honesty | None = None,
        alone: bool = True,
    ) -> None:
        """`name` leads candidates' ids (``telegram:42``); `begin` gives what a candidate's n-th session begins with.

        Without a `channel` nothing is delivered: whoever shows the messages fetches them from the store.
        `alone` says that no other process serves this channel: what an earlier one left undelivered is taken over.
        """
        self.store = store
        self.bank = bank
        self.channel = channel
        self.name = name
        self.now = now
        self.begin = begin
        self.defaults = defaults or Choices()
        self.honesty = honesty
        self.alone = alone
        self._cache: OrderedDict[str, Loaded] = OrderedDict()
        self._deciding: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._delivering: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._deliveries: dict[str, asyncio.Task[None]] = {}
        self._gradings: dict[tuple[Which, str], asyncio.Task[None]] = {}
        # An answer's program needs a processor of its own to keep within its time.
        self._graders = asyncio.Semaphore(max(1, os.cpu_count() or 1))
        self._stored = asyncio.Event()

    async def receive(self, received: Received) -> None:
        """Decide on what came in, store it, and deliver the reply.

        Raises:
            DatabaseProblem: nothing was stored, and the same may be received again.

        """
        await self._decide(received.candidate, received)
        await self.deliver(received.candidate)

    async def accept(self, received: Received) -> None:
        """Decide on what came in and store it: it may then be acknowledged. The reply is delivered meanwhile.

        Raises:
            DatabaseProblem: nothing was stored, and the same may be received again.

        """
        await self._decide(received.candidate, received)
        self._start_delivering(received.candidate)

    async def recover(self) -> None:
        """Take up what an earlier process left: messages that were not delivered, answers that were not graded."""
        if self.alone:
            await self.store.release(self.name)
        await self.store.forget_received(self.now() - RECEIVED_KEPT)
        for which in await self.store.grading(self.name):
            loaded = await self._load(which.candidate, which.session)
            for request in pending(loaded.state):
                self._start_grading(which, request)

    async def tick(self) -> bool:
        """Do what has fallen due by now; False where some of it could not be done and is due still."""
        done = await self._wake_due()
        candidates = await self.store.mail(self.name, self.now()) if self.channel else []
        await asyncio.gather(*(self.deliver(candidate) for candidate in candidates))
        return done

    async def run(self) -> None:
        """Serve until cancelled."""
        await self.recover()
        while True:
            self._stored.clear()
            wait = LOOK_EVERY
            try:
                done = await self._wake_due()
                for candidate in await self.store.mail(self.name, self.now()):
                    self._start_delivering(candidate)
                if done:
                    moments = [await self.store.next_due(self.name), await self.store.next_mail(self.name)]
                    wait = min([wait, *(moment - self.now() for moment in moments if moment)])
            except DatabaseProblem as problem:
                # A locked or unreachable database may come back.
                log.warning("%s", problem)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stored.wait(), max(0.0, wait.total_seconds()))

    async def settle(self) -> None:
        """Wait until no grading is under way."""
        while self._gradings:
            await asyncio.gather(*self._gradings.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Stop grading and delivering; the next process takes both up."""
        tasks = [*self._gradings.values(), *self._deliveries.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def state(self, candidate: str) -> State:
        """The candidate's latest session as it stands; `State()` where there is none."""
        return (await self._load(candidate)).state

    async def deliver(self, candidate: str) -> None:
        """Deliver what waits for a candidate, in order."""
        if self.channel is None:
            return
        async with self._delivering.setdefault(candidate, asyncio.Lock()):
            done: Shown | None = None
            while letter := await self.store.take(candidate, self.now(), done):
                done = None
                try:
                    shown = await self.channel.deliver(candidate, letter.message, letter.edits)
                except NotDelivered as problem:
                    if problem.gone:
                        await self.store.unreachable(candidate)
                        return
                    pause = timedelta(seconds=problem.retry_after) if problem.retry_after else None
                except Exception:
                    log.exception("a message could not be rendered or sent")
                    pause = None
                else:
                    done = Shown(letter, shown)
                    continue
                if letter.attempts + 1 >= GIVE_UP_AFTER:
                    log.error("a message was dropped after %d attempts", GIVE_UP_AFTER)
                    await self.store.drop(letter)
                    continue
                await self.store.postponed(letter, self.now() + (pause or _backoff(letter.attempts)))
                self._stored.set()
                return

    def _start_delivering(self, candidate: str) -> None:
        """Deliver beside everything else: whoever is slow to reach makes nobody else wait."""
        if self.channel is None or candidate in self._deliveries:
            return
        task = asyncio.create_task(self._deliver_quietly(candidate))
        self._deliveries[candidate] = task
        task.add_done_callback(lambda _: self._delivered(candidate))

    def _delivered(self, candidate: str) -> None:
        del self._deliveries[candidate]
        # Something may have been stored for them since the last look.
        self._stored.set()

    async def _deliver_quietly(self, candidate: str) -> None:
        try:
            await self.deliver(candidate)
        except DatabaseProblem as problem:
            log.warning("%s", problem)

    async def _wake_due(self) -> bool:
        """Decide on the time wherever something fell due; one session's fault does not stop the others' clocks."""
        done = True
        for which in await self.store.due(self.name, self.now()):
            try:
                await self._wake(which)
            except DatabaseProblem:
                raise
            except Exception:
                log.exception("what fell due in a session could not be done")
                done = False
        return done

    async def _wake(self, which: Which) -> None:
        woken = Received(id="", candidate=which.candidate, at=self.now(), command=Wake())
        await self._decide(which.candidate, woken, which.session)

    async def _decide(self, candidate: str, given: Received | Graded, session: str | None = None) -> None:
        """Decide and store; again over the newer state where another process was faster."""
        async with self._deciding.setdefault(candidate, asyncio.Lock()):
            for _ in range(TRIES):
                before = await self._load(candidate, session)
                if isinstance(given, Received) and begins_anew(before.state, given):
                    before = await self._beginning(candidate)
                decision = decide(before.state, given, self.bank, before.past, self.honesty)
                after = _after(before, decision.events)
                entry = await self._entry(before, after, given, decision)
                try:
                    await self.store.append(entry)
                except Duplicate:
                    return
                except Conflict:
                    self._cache.pop(candidate, None)
                    continue
                break
            else:
                raise DatabaseProblem("The session is being changed by other programs without pause: try again.")
            if entry.forget:
                self._forget(candidate)
            elif session is None or after.session == session:
                self._keep(after)
        if entry.timers:
            self._stored.set()
        for effect in decision.effects:
            if isinstance(effect, Grade):
                self._start_grading(Which(candidate, after.session), effect)

    async def _entry(self, before: Loaded, after: Loaded, given: Received | Graded, decision: Decision) -> Entry:
        woken = given.at if isinstance(given, Received) and isinstance(given.command, Wake) else None
        timers: dict[str, datetime | None] = {}
        if woken and (due := next_due(after.state)) and due > woken:
            # A wake takes the timer out of the index; it goes back in also where nothing has changed.
            timers[TIMER] = due
        says: list[Message] = []
        for effect in decision.effects:
            match effect:
                case Say(message=message):
                    says.append(message)
                case ShowReport() | ShowTranscript():
                    says += await self._shown(after, effect)
                case ArmTimer(name=name, due_at=due_at) if not (woken and due_at <= woken):
                    # What a wake leaves due waits for a verdict, and that wakes again.
                    timers[name] = due_at
                case CancelTimer(name=name):
                    timers[name] = None
        return Entry(
            candidate=before.candidate,
            at=self.now(),
            received=given.id if isinstance(given, Received) and not woken else None,
            session=after.session if after.version else None,
            number=before.number,
            version=before.version,
            events=decision.events,
            says=says,
            timers=timers,
            woken=woken,
            grading=bool(pending(after.state)),
            forget=any(isinstance(effect, Forget) for effect in decision.effects),
        )

    async def _shown(self, now: Loaded, wanted: ShowReport | ShowTranscript) -> Iterable[Message]:
        """The report or transcript of the session at hand, or of an earlier one of the same candidate."""
        shown = now if wanted.session == now.session else await self._load(now.candidate, wanted.session)
        if isinstance(wanted, ShowTranscript):
            return transcript.messages(shown.events, wanted.language)
        return report.messages(shown.state, self.bank, wanted.language)

    async def _load(self, candidate: str, session: str | None = None) -> Loaded:
        """A session of the candidate: the one named, or the latest."""
        cached = self._cache.get(candidate)
        if cached and session in (None, cached.session):
            self._cache.move_to_end(candidate)
            return cached
        stored = await self.store.sessions(candidate, REMEMBERED + 1)
        for place, found in enumerate(stored):
            if session in (None, found.id):
                loaded = self._read(candidate, found, stored[place + 1 :])
                if place == 0:
                    self._keep(loaded)
                return loaded
        return self._new(candidate, stored)

    async def _beginning(self, candidate: str) -> Loaded:
        return self._new(candidate, await self.store.sessions(candidate, REMEMBERED))

    def _new(self, candidate: str, earlier: list[Stored]) -> Loaded:
        number = earlier[0].number + 1 if earlier else 1
        past = self._past(self.begin(candidate, number), earlier)
        return Loaded(candidate=candidate, number=number, version=0, state=State(), past=past, events=())

    def _read(self, candidate: str, found: Stored, earlier: list[Stored]) -> Loaded:
        state = fold(found.events)
        # A session may have been spoken in before it was given its seed.
        seed = state.seed if state.session else self.begin(candidate, found.number).seed
        past = self._past(Beginning(found.id, seed), earlier)
        return Loaded(candidate, found.number, found.version, state, past, found.events)

    def _past(self, beginning: Beginning, earlier: list[Stored]) -> Past:
        states = [fold(found.events) for found in earlier]
        return Past(
            session=beginning.session,
            seed=beginning.seed,
            sessions=tuple(_summaries(earlier, states)),
            recent_items=frozenset(
                event.item for found in earlier[:RECENT] for event in found.events if isinstance(event, ItemAsked)
            ),
            language=states[0].language if states else None,
            defaults=self.defaults,
        )

    def _keep(self, loaded: Loaded) -> None:
        if not loaded.version:
            return
        self._cache[loaded.candidate] = loaded
        self._cache.move_to_end(loaded.candidate)
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)

    def _forget(self, candidate: str) -> None:
        self._cache.pop(candidate, None)
        for (which, _), task in self._gradings.items():
            if which.candidate == candidate:
                task.cancel()

    def _start_grading(self, which: Which, request: Grade) -> None:
        name = (which, request.answer)
        if name in self._gradings:
            return
        task = asyncio.create_task(self._grade(which, request))
        self._gradings[name] = task
        task.add_done_callback(lambda _: self._gradings.pop(name, None))

    async def _grade(self, which: Which, request: Grade) -> None:
        """Grade an answer and decide on its verdict, then on what time has brought meanwhile."""
        try:
            begun = self.now()
            async with self._graders:
                verdict, questions = await asyncio.to_thread(grade, request, self.bank)
            took = max(timedelta(), self.now() - begun)
            graded = Graded(answer=request.answer, verdict=verdict, questions=questions, at=request.at + took)
            while True:
                try:
                    await self._decide(which.candidate, graded, which.session)
                    await self._wake(which)
                    await self.deliver(which.candidate)
                except DatabaseProblem as problem:
                    log.warning("%s", problem)
                    await asyncio.sleep(LOOK_EVERY.total_seconds())
                else:
                    return
        except Exception:
            # The session still counts as waiting for this verdict: the next start grades it again.
            log.exception("a verdict could not be decided on")


def _after(before: Loaded, events: tuple[Event, ...]) -> Loaded:
    """The session after `events`."""
    state = before.state
    for event in events:
        state = evolve(state, event)
    return replace(before, version=before.version + len(events), state=state, events=before.events + events)


def _summaries(stored: list[Stored], states: list[State]) -> Iterator[SessionSummary]:
    for found, state in zip(stored, states, strict=True):
        if state.plan is None or state.started_at is None:
            continue
        yield SessionSummary(
            session=found.id,
            started_at=state.started_at,
            title=state.plan.title,
            length=state.length,
            answered=sum(1 for item in state.items if item.answers),
            asked=len(state.items),
        )


def _backoff(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts and one more: doubling, with a bound."""
    doublings: int = 2 ** min(attempts, 16)
    return min(FIRST_RETRY * doublings, LAST_RETRY)
