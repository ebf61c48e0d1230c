"""An interview's plan: four ordered stages, their time, and what each draws from the bank."""

from typing import Literal

from pydantic import Field

from evaluators.text import Frozen, Text

Length = Literal["full", "short"]


class PerLength(Frozen):
    """A figure for each length of the interview."""

    full: float = Field(ge=0)
    short: float = Field(ge=0)

    def of(self, length: Length) -> float:
        """The figure for `length`."""
        return self.full if length == "full" else self.short


class Draw(Frozen):
    """Some items of one sort, asked in the order drawn."""

    count: PerLength
    """How many at most; time may end the stage sooner."""
    kinds: tuple[str, ...] = ()
    """Kinds of grading to draw from; empty for any."""
    topics: tuple[str, ...] = ()
    """Topics, any of which an item must have; ``{track}`` stands for the chosen track. Empty for any."""
    ids: tuple[str, ...] = ()
    """Named items to draw from; empty for any."""
    minutes: PerLength | None = None
    """Budget per item; None for the item's own."""
    basics: bool = False
    """Whether its items are among the basics, of which a ready candidate misses one at most."""


class StagePlan(Frozen):
    """One part of the interview with its own purpose."""

    id: str = Field(pattern=r"^[a-z_]+$")
    title: Text
    purpose: Text
    """Said when the stage opens."""
    minutes: PerLength
    draws: tuple[Draw, ...] = Field(min_length=1)
    probing: bool = False
    """Whether the stage is led by the candidate's own claims: items open a topic, probes follow what is said."""
    reserved: bool = False
    """Whether the stage keeps its time whatever the earlier ones took."""


class Format(Frozen):
    """An interview format."""

    id: str = Field(pattern=r"^[a-z_]+$")
    title: Text
    tracks: tuple[str, ...] = ()
    """Tracks to choose from; empty where there is no choice."""
    stages: tuple[StagePlan, ...] = Field(min_length=4, max_length=4)
