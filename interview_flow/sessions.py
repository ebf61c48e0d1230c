"""Candidates' sessions in memory, as the store has them: the state, and what the store knows beside it."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from interview_flow.events import Choices, Event, ItemAsked
from interview_flow.evolve import evolve, fold
from interview_flow.past import Past, summarise
from interview_flow.state import State
from interview_flow.store import Store, Stored

REMEMBERED = 10
"""How many earlier sessions of a candidate are read: for /history, and so that an item is not asked again."""
RECENT = 5
"""In how many of them an item counts as asked lately."""
CACHED = 500
"""Candidates whose latest session is kept in memory."""


class Beginning(NamedTuple):
    """What a new session is given."""

    session: str
    seed: int


@dataclass(frozen=True)
class Loaded:
    """A session in memory; at version 0 it has not begun."""

    candidate: str
    number: int
    """The candidate's first session is 1."""
    version: int
    """How many events it has."""
    state: State
    past: Past
    events: tuple[Event, ...]

    @property
    def session(self) -> str:
        """Its id, which it has before it has begun."""
        return self.past.session

    def after(self, events: tuple[Event, ...]) -> "Loaded":
        """The session after `events`."""
        state = self.state
        for event in events:
            state = evolve(state, event)
        return replace(self, version=self.version + len(events), state=state, events=self.events + events)


class Sessions:
    """Reads sessions from the store and keeps the latest of each candidate until another process has written to it."""

    def __init__(self, store: Store, begin: Callable[[str, int], Beginning], defaults: Choices) -> None:
        """`begin` gives what a candidate's n-th session begins with; `defaults` is what the operator has fixed."""
        self._store = store
        self._begin = begin
        self._defaults = defaults
        self._kept: OrderedDict[str, Loaded] = OrderedDict()

    async def load(self, candidate: str, session: str | None = None) -> Loaded:
        """The candidate's session of that id, or the latest; one that has not begun where there is none."""
        kept = self._kept.get(candidate)
        if kept and session in (None, kept.session):
            self._kept.move_to_end(candidate)
            return kept
        stored = await self._store.sessions(candidate, REMEMBERED + 1)
        for place, found in enumerate(stored):
            if session in (None, found.id):
                loaded = self._read(candidate, found, stored[place + 1 :])
                if place == 0:
                    self.keep(loaded)
                return loaded
        return self._new(candidate, stored)

    async def new(self, candidate: str) -> Loaded:
        """A session that has not begun, after all that the candidate has had."""
        return self._new(candidate, await self._store.sessions(candidate, REMEMBERED))

    def keep(self, loaded: Loaded) -> None:
        """Remember a candidate's latest session as it now is."""
        if not loaded.version:
            return
        self._kept[loaded.candidate] = loaded
        self._kept.move_to_end(loaded.candidate)
        while len(self._kept) > CACHED:
            self._kept.popitem(last=False)

    def drop(self, candidate: str) -> None:
        """Read the candidate's sessions again when they are next asked for."""
        self._kept.pop(candidate, None)

    def _new(self, candidate: str, earlier: list[Stored]) -> Loaded:
        number = earlier[0].number + 1 if earlier else 1
        past = self._past(self._begin(candidate, number), earlier)
        return Loaded(candidate=candidate, number=number, version=0, state=State(), past=past, events=())

    def _read(self, candidate: str, found: Stored, earlier: list[Stored]) -> Loaded:
        state = fold(found.events)
        # A session may have been spoken in before it was given its seed.
        seed = state.seed if state.session else self._begin(candidate, found.number).seed
        past = self._past(Beginning(found.id, seed), earlier)
        return Loaded(candidate, found.number, found.version, state, past, found.events)

    def _past(self, beginning: Beginning, earlier: list[Stored]) -> Past:
        states = [fold(found.events) for found in earlier]
        return Past(
            session=beginning.session,
            seed=beginning.seed,
            sessions=tuple(filter(None, map(summarise, states))),
            recent_items=frozenset(
                event.item for found in earlier[:RECENT] for event in found.events if isinstance(event, ItemAsked)
            ),
            language=states[0].language if states else None,
            defaults=self._defaults,
        )
