"""Remedies turned round: what restrains a model turned down, switched off or done away with.

"Lower the dropout rate", 正则调小, "weight decay from 1e-2 to 1e-4". Only there: who says "dropout. If it underfits,
less dropout" offers it.
"""

from collections.abc import Iterator

from evaluators.concept.lexicon import Span
from evaluators.concept.named import denied
from evaluators.concept.reading import Reading
from evaluators.concept.steps import FALLS

BEHIND = 6
"""Tokens between a dial and the words behind it that turn it down, at most: "the dropout rate down to zero"."""
BEFORE = 4
"""The same before it, with other things between: "reduce the batch size and the weight decay"."""


def turned_round(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """The remedies that are turned round."""
    for dial in reading.cues.get("dials", ()):
        for verb in (*_before(reading, dial), *_behind(reading, dial), *_falls(reading, dial)):
            begin, end = min(verb.start, dial.start), max(verb.end, dial.end)
            between = reading.keys[min(verb.end, dial.end) : max(verb.start, dial.start)]
            if all(key.isalnum() for key in between) and not denied(reading, verb):
                yield Span(end, end), begin, end


def _before(reading: Reading, dial: Span) -> Iterator[Span]:
    """Words right before `dial` that turn it down, or before what is joined to it."""
    joined = any(cue.end == dial.start for cue in reading.cues.get("joins", ()))
    for cue in reading.cues.get("turns_down", ()):
        if 0 <= dial.start - cue.end <= (BEFORE if joined else 1):
            yield cue


def _behind(reading: Reading, dial: Span) -> Iterator[Span]:
    """Words behind `dial` that turn it down."""
    ends = (cue for cue in reading.cues.get("ends_down", ()) if _ends(reading, cue))
    for cue in (*reading.cues.get("turned_down", ()), *ends):
        if 0 <= cue.start - dial.end <= BEHIND:
            yield cue


def _falls(reading: Reading, dial: Span) -> Iterator[Span]:
    """A figure that falls behind `dial`: "from 0.5 to 0.1"."""
    for step in reading.mentions.get(FALLS, ()):
        if reading.clause_of[step.span.start] != reading.clause_of[dial.start]:
            continue
        begins = [number.span.start for number in reading.numbers if dial.end <= number.span.start < step.span.start]
        if begins and begins[-1] - dial.end <= BEHIND:
            yield Span(begins[-1] - 1, begins[-1] - 1)


def _ends(reading: Reading, cue: Span) -> bool:
    """Whether nothing stands behind `cue` in its clause, or only what is joined to it."""
    return reading.closes(cue) or any(other.start == cue.end for other in reading.cues.get("joins", ()))
