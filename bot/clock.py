"""What time it is: the real one, or one that moves only when told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

BEGINNING = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""Where a manual clock begins."""


def real() -> datetime:
    """Now."""
    return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is moved; it never goes back."""

    def __init__(self, at: datetime = BEGINNING) -> None:
        self._at = at

    def __call__(self) -> datetime:
        """Its time."""
        return self._at

    def move_to(self, at: datetime) -> None:
        """Let time pass until `at`, if that is still to come."""
        self._at = max(self._at, at)

    def move_by(self, seconds: float) -> None:
        """Let time pass."""
        self.move_to(self._at + timedelta(seconds=seconds))
