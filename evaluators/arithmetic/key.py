"""What is right, under which conventions, and what each known mistake would give.

A mistake is a change to what goes into the formula ("no padding", "one bias too many"), so that two at once need no
list of numbers: both changes are made together.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from evaluators.text import Text

Value = float | tuple[int, int] | tuple[tuple[float, ...], ...]
"""A number, a size as (height, width), or a matrix as rows."""

Changes = dict[str, dict[str, Any]]
"""By name, what to put in place of the formula's arguments."""

PLAIN: Changes = {"": {}}


@dataclass(frozen=True)
class Truth:
    """A right value and the convention under which it is right."""

    value: Value
    convention: str = ""


@dataclass(frozen=True)
class Slip:
    """A wrong value and the mistakes that lead to it."""

    value: Value
    names: tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """The answer key of one criterion."""

    formula: Callable[..., Value]
    given: Mapping[str, Any]
    working: Text
    """The right working, with the values asked about."""
    conventions: Changes = field(default_factory=lambda: PLAIN)
    """The accepted ways to count; the first one is the question's own."""
    mistakes: Changes = field(default_factory=dict)
    channels: int = 0
    """For a size: the channels that may be stated with it."""
    place: int | None = None
    """Where all values of a row may be given: which of them is asked for."""

    @cached_property
    def truths(self) -> tuple[Truth, ...]:
        """The right values, each once."""
        found: dict[Value, Truth] = {}
        for name, change in self.conventions.items():
            value = self.formula(**{**self.given, **change})
            found.setdefault(value, Truth(value, name))
        return tuple(found.values())

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """The values that single mistakes give."""
        return self._slips(1)

    @cached_property
    def double_slips(self) -> tuple[Slip, ...]:
        """The values that two mistakes at once give."""
        return self._slips(2)

    def _slips(self, size: int) -> tuple[Slip, ...]:
        right = {truth.value for truth in self.truths}
        found: dict[Value, Slip] = {}
        for names in combinations(self.mistakes, size):
            for value in self._values(names):
                if value not in right:
                    found.setdefault(value, Slip(value, names))
        return tuple(found.values())

    def _values(self, names: tuple[str, ...]) -> Iterator[Value]:
        changed: dict[str, Any] = dict(self.given)
        for name in names:
            if changed.keys() & self.mistakes[name].keys() and any(
                changed[k] != self.given[k] for k in self.mistakes[name] if k in self.given
            ):
                return  # both change the same argument
            changed.update(self.mistakes[name])
        for convention in self.conventions.values():
            try:
                yield self.formula(
                    **{**changed, **convention, **{k: v for n in names for k, v in self.mistakes[n].items()}}
                )
            except (ArithmeticError, ValueError):
                continue
