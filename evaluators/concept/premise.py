"""What a candidate said, each reply to a follow-up read behind the follow-up's premise.

A reply is elliptic. To "What if only two images fit on the card?" people say "statistics get noisy, so I'd use
GroupNorm"; that the batch is small was the question's part. Authors write that part down as the criterion's premise,
and it is read before the reply. It holds nothing of what is asked for, so that "nothing changes" stays wrong behind it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evaluators.concept.rubric import RubricCriterion
from evaluators.response import Response
from evaluators.text import Language, written_in

DOTS = " … "
"""Between clauses that are quoted together."""
_COMMA: Mapping[Language, str] = {"zh": "，", "en": ", "}


class Reply(NamedTuple):
    """Where in what is read the reply to a follow-up stands."""

    begin: int
    """Where the premise that is put before it begins, and all that had been said before ends."""
    said: int
    """Where the candidate's own words begin."""
    end: int


class Heard(NamedTuple):
    """All that was said, and what was put before it."""

    text: str
    premises: tuple[str, ...] = ()
    replies: tuple[tuple[str, Reply], ...] = ()
    """By the criterion that was asked for, in the order in which they were given."""

    def parts(self) -> Iterator[tuple[int, int]]:
        """What was said up to the first follow-up, and from each to the next: (from, up to)."""
        begins = [0, *(reply.said for _, reply in self.replies)]
        ends = [*(reply.begin for _, reply in self.replies), len(self.text)]
        yield from zip(begins, ends, strict=True)

    def own(self, quote: str) -> str:
        """`quote`, clauses of the text with dots between them, without what the candidate did not say."""
        clauses = quote.split(DOTS)
        for premise in self.premises:
            clauses = [clause.replace(premise, "").removeprefix(premise.strip("，, ")) for clause in clauses]
        return DOTS.join(filter(None, clauses))


def heard(response: Response, criteria: Mapping[str, RubricCriterion]) -> Heard:
    """`response` as it is to be read."""
    probed = {name: criterion for name in response.prompted if (criterion := criteria.get(name)) and criterion.probe}
    text, asked = "", ""
    premises: dict[str, None] = {}
    replies: dict[str, Reply] = {}
    for turn in response.dialogue if probed else ():
        if turn.role == "interviewer":
            asked = next((name for name, criterion in probed.items() if _asks(turn.text, criterion)), "")
        elif turn.text:
            language = written_in(turn.text)
            premise = probed[asked].premise if asked else None
            put = premise.in_(language) + _COMMA[language] if premise else ""
            begin = len(text)
            text += f"\n{put}{turn.text}" if text else put + turn.text
            if put:
                premises[put] = None
            if asked:
                said = len(text) - len(turn.text)
                replies[asked] = replies.get(asked, Reply(begin, said, said))._replace(end=len(text))
    return Heard(text, tuple(premises), tuple(replies.items())) if replies else Heard(response.text)


def _asks(question: str, criterion: RubricCriterion) -> bool:
    """Whether `question` is the follow-up on `criterion`, in either language."""
    return criterion.probe is not None and any(probe in question for probe in (criterion.probe.zh, criterion.probe.en))
