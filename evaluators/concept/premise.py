"""What a candidate said, each reply to a follow-up read behind the follow-up's premise.

A reply is elliptic. To "What if only two images fit on the card?" people say "statistics get noisy, so I'd use
GroupNorm"; that the batch is small was the question's part. Authors write that part down as the criterion's premise,
and it is read before the reply. It holds nothing of what is asked for, so that "nothing changes" stays wrong behind it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evaluators.concept.rubric import RubricCriterion
from evaluators.response import Response, Turn
from evaluators.text import Language, Text, written_in

DOTS = " … "
"""Between clauses that are quoted together."""
_COMMA: Mapping[Language, str] = {"zh": "，", "en": ", "}


class Heard(NamedTuple):
    """All that was said, and what was put before it."""

    text: str
    premises: tuple[str, ...] = ()

    def own(self, quote: str) -> str:
        """`quote`, clauses of the text with dots between them, without what the candidate did not say."""
        clauses = quote.split(DOTS)
        for premise in self.premises:
            clauses = [clause.replace(premise, "").removeprefix(premise.strip("，, ")) for clause in clauses]
        return DOTS.join(filter(None, clauses))


def heard(response: Response, criteria: Mapping[str, RubricCriterion]) -> Heard:
    """`response` as it is to be read."""
    premises = {
        probe: criterion.premise
        for name in response.prompted
        if (criterion := criteria.get(name)) and criterion.probe and criterion.premise
        for probe in (criterion.probe.zh, criterion.probe.en)
    }
    if not premises:
        return Heard(response.text)
    said, put = zip(*_lines(response.dialogue, premises), strict=True)
    return Heard("\n".join(map("".join, zip(put, said, strict=True))), tuple(filter(None, put)))


def _lines(dialogue: tuple[Turn, ...], premises: Mapping[str, Text]) -> Iterator[tuple[str, str]]:
    """Each of the candidate's turns, and what goes before it."""
    premise: Text | None = None
    for turn in dialogue:
        if turn.role == "interviewer":
            premise = next((premises[probe] for probe in premises if probe in turn.text), None)
        elif turn.text:
            language = written_in(turn.text)
            yield turn.text, premise.in_(language) + _COMMA[language] if premise else ""
