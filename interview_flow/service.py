"""The one shell: load, decide, append, perform.

What comes in is decided over the session's state and stored together with all that follows from it, before anything is
done. Then messages are delivered from the outbox, and answers are graded in threads whose verdicts come in like any
other input. So whatever moment the process dies at, the next one finds in the database what is still to be done.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from interview_flow import report, transcript, waiting
from interview_flow.commands import Received, Wake
from interview_flow.database import DatabaseProblem
from interview_flow.delivery import Delivery
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
from interview_flow.events import Choices
from interview_flow.grading import grade
from interview_flow.honesty import Honesty
from interview_flow.machine import TIMER, begins_anew, decide, next_due, pending
from interview_flow.message import Channel, Message
from interview_flow.sessions import Beginning, Loaded, Sessions
from interview_flow.state import State
from interview_flow.store import Conflict, Duplicate, Entry, Store, Which
from question_bank.bank import Bank

log = logging.getLogger(__name__)

TRIES = 8
"""How often a decision is taken anew because another process was faster."""
LOOK_EVERY = timedelta(seconds=5)
"""At the latest after so long it is looked what fell due: another process may have stored it."""
RECEIVED_KEPT = timedelta(days=8)
"""No channel delivers an update again after that; Telegram forgets its own after a day."""


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
        self.honesty = honesty
        self.alone = alone
        self._stored = asyncio.Event()
        self._sessions = Sessions(store, begin, defaults or Choices())
        self._delivery = Delivery(store.outbox, channel, now, self._stored.set)
        self._deciding: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._gradings: dict[tuple[Which, str], asyncio.Task[None]] = {}
        # An answer's program needs a processor of its own to keep within its time.
        self._graders = asyncio.Semaphore(max(1, os.cpu_count() or 1))

    async def receive(self, received: Received) -> None:
        """Decide on what came in, store it, and deliver the reply.

        Raises:
            DatabaseProblem: nothing was stored, and the same may be received again.

        """
        await self._decide(received.candidate, received)
        await self._delivery.deliver(received.candidate)

    async def accept(self, received: Received) -> None:
        """Decide on what came in and store it: it may then be acknowledged. The reply is delivered meanwhile.

        Raises:
            DatabaseProblem: nothing was stored, and the same may be received again.

        """
        await self._decide(received.candidate, received)
        self._delivery.start(received.candidate)

    async def recover(self) -> None:
        """Take up what an earlier process left: messages that were not delivered, answers that were not graded."""
        if self.alone:
            await self.store.outbox.release(self.name)
        await self.store.forget_received(self.now() - RECEIVED_KEPT)
        for which in await self.store.grading(self.name):
            loaded = await self._sessions.load(which.candidate, which.session)
            for request in pending(loaded.state):
                self._start_grading(which, request)

    async def tick(self) -> bool:
        """Do what has fallen due by now; False where some of it could not be done and is due still."""
        done = await self._wake_due()
        candidates = await self.store.outbox.mail(self.name, self.now()) if self.channel else []
        await asyncio.gather(*(self._delivery.deliver(candidate) for candidate in candidates))
        return done

    async def run(self) -> None:
        """Serve until cancelled."""
        await self.recover()
        while True:
            self._stored.clear()
            wait = LOOK_EVERY
            try:
                done = await self._wake_due()
                for candidate in await self.store.outbox.mail(self.name, self.now()):
                    self._delivery.start(candidate)
                if done:
                    moments = [await self.store.next_due(self.name), await self.store.outbox.next_mail(self.name)]
                    wait = min([wait, *(moment - self.now() for moment in moments if moment)])
            except DatabaseProblem as problem:
                # A locked or unreachable database may come back.
                log.warning("%s", problem)
            await waiting.wait(self._stored, max(0.0, wait.total_seconds()))

    async def settle(self) -> None:
        """Wait until no grading is under way."""
        while self._gradings:
            await asyncio.gather(*self._gradings.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Stop grading and delivering; the next process takes both up."""
        gradings = list(self._gradings.values())
        for task in gradings:
            task.cancel()
        await asyncio.gather(*gradings, *self._delivery.stop(), return_exceptions=True)

    async def state(self, candidate: str) -> State:
        """The candidate's latest session as it stands; `State()` where there is none."""
        return (await self._sessions.load(candidate)).state

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
                before = await self._sessions.load(candidate, session)
                if isinstance(given, Received) and begins_anew(before.state, given):
                    before = await self._sessions.new(candidate)
                # In a thread, for a second reader may be asked what it makes of a contradiction.
                decision = await asyncio.to_thread(decide, before.state, given, self.bank, before.past, self.honesty)
                after = before.after(decision.events)
                entry = await self._entry(before, after, given, decision)
                try:
                    await self.store.append(entry)
                except Duplicate:
                    # Perhaps another process had it: what is in memory may be behind.
                    self._sessions.drop(candidate)
                    return
                except Conflict:
                    self._sessions.drop(candidate)
                    continue
                break
            else:
                raise DatabaseProblem("The session is being changed by other programs without pause: try again.")
            if entry.forget:
                self._forget(candidate)
            elif session is None or after.session == session:
                self._sessions.keep(after)
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
        shown = now if wanted.session == now.session else await self._sessions.load(now.candidate, wanted.session)
        if isinstance(wanted, ShowTranscript):
            return transcript.messages(shown.events, wanted.language)
        return report.messages(shown.state, self.bank, wanted.language)

    def _forget(self, candidate: str) -> None:
        self._sessions.drop(candidate)
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
            await self._store_verdict(which, graded)
            await self._wake(which)
            await self._delivery.deliver(which.candidate)
        except DatabaseProblem as problem:
            # What the verdict led to is stored: it is seen to at the next look.
            log.warning("%s", problem)
        except Exception:
            # The session still counts as waiting for this verdict: the next start grades it again.
            log.exception("a verdict could not be decided on")

    async def _store_verdict(self, which: Which, graded: Graded) -> None:
        """Decide on a verdict; a database that is locked or away is waited for, since the verdict exists only here."""
        while True:
            try:
                await self._decide(which.candidate, graded, which.session)
            except DatabaseProblem as problem:
                log.warning("%s", problem)
                await asyncio.sleep(LOOK_EVERY.total_seconds())
            else:
                return
