"""The bar under the input: the time that is left, and where the interview stands. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from bot.console import wording as w
from interview_flow.phrasing import fill
from interview_flow.state import State

URGENT = timedelta(seconds=60)
GAP = " │ "


def bar(state: State, now: datetime, width: int) -> StyleAndTextTuples:
    """A line of exactly `width` columns: what matters most comes first, and what does not fit is left out."""
    shown: StyleAndTextTuples = [("", " ")]
    used = 1
    for style, text in _parts(state, now):
        gap = GAP if used > 1 else ""
        if used + get_cwidth(gap + text) > width:
            break
        shown += [("", gap), (style, text)]
        used += get_cwidth(gap + text)
    return [*shown, ("", " " * max(0, width - used))]


def clock(left: timedelta) -> str:
    """Time left, in minutes and seconds; rounded up, so that it is 0:00 only when it is over.

    >>> clock(timedelta(seconds=61.2)), clock(timedelta(seconds=-3))
    ('1:02', '0:00')
    """
    seconds = max(0, -(-left // timedelta(seconds=1)))
    return f"{seconds // 60}:{seconds % 60:02}"


def _parts(state: State, now: datetime) -> Iterator[tuple[str, str]]:
    def say(name: str, **values: object) -> str:
        return fill(getattr(w, name).in_(state.language), values)

    item, phase = state.current, state.phase
    if phase in w.PHASES:
        yield "class:bar.time", w.PHASES[phase].in_(state.language)
    if state.paused:
        yield "class:bar.time", say("PAUSE_LEFT", left=clock(state.pauses[-1].until - now))
    if item and state.plan:
        # Deadlines move on by as long as the clock is held.
        at = state.pauses[-1].at if state.paused else state.waiting_since or now
        left = item.due_at - at
        urgent = phase == "asking" and left <= URGENT
        yield f"class:bar.{'urgent' if urgent else 'time'}", say("ITEM_LEFT", left=clock(left))
        yield (
            "",
            say(
                "STAGE_LEFT",
                number=item.stage + 1,
                of=len(state.plan.stages),
                left=clock(state.stages[-1].ends_at - at),
            ),
        )
        yield "", say("QUESTION", number=item.number + 1)
        if item.draft:
            yield "", say("DRAFT", size=item.drafted)
        if item.hints:
            yield "", say("HINTS", count=len(item.hints))
    yield "", say("HELP")
