"""Events -> what candidates hold for wrongly judged, with all that an author needs to see who is right. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pydantic import Field

from evaluators.response import Attachment
from evaluators.text import Frozen
from evaluators.verdict import Verdict
from interview_flow.events import Event
from interview_flow.evolve import fold


class Disputed(Frozen):
    """A verdict that a candidate disputes. Who they are is not part of it."""

    at: datetime
    session: str
    item: str
    """The bank's key, ``kind/id``."""
    params: dict[str, Any] = Field(default_factory=dict)
    prompt: str
    criterion: str | None
    answer: str
    """All that was said to the question up to the verdict, its follow-ups included: the verdict rests on all of it."""
    files: tuple[Attachment, ...] = ()
    verdict: Verdict
    words: str


def disputed(events: Iterable[Event]) -> Iterator[Disputed]:
    """The disputes of a session, in the order of its questions."""
    state = fold(events)
    for item in state.items:
        for place, answer in enumerate(item.answers, 1):
            said = item.answers[:place]
            for dispute in answer.disputes:
                if answer.verdict:
                    yield Disputed(
                        at=dispute.at,
                        session=state.session,
                        item=item.item,
                        params=item.params,
                        prompt=item.prompt,
                        criterion=dispute.criterion,
                        answer="\n".join(each.text for each in said if each.text),
                        files=tuple(file for each in said for file in each.files),
                        verdict=answer.verdict,
                        words=dispute.words,
                    )
