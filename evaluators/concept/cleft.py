"""What an answer passes over when it comes to what really helped.

"Weighting breaks the calibration, and synthetic points are fiction. What did work was ...": before such words a remedy
that stands as the subject of its clause is judged and not offered, whatever words judge it. What the speaker tells of
doing, what is praised and what only stands in a list is left alone.
"""

from collections.abc import Iterator

from evaluators.concept.lexicon import Span
from evaluators.concept.named import listed_at, names_only, says
from evaluators.concept.reading import Reading
from evaluators.concept.tokens import is_chinese

_OPENINGS = frozenset({"and", "but", "so", "also", "then", "plain", "random", "simpl", "even", "而", "但", "还", "可"})
"""May stand before the subject of a clause."""
BEFORE = 2
"""Words before the remedy in its clause, at most; in Chinese none, for they are what is done with it (把, 用)."""


def passed_over(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """The clauses that judge a remedy before the speaker says what really helped."""
    cues = reading.cues.get("singles_out", ())
    if not cues:
        return
    last = max(reading.clause_of[cue.start] for cue in cues)
    first_cue = min(cue.start for cue in cues)
    doing = {reading.clause_of[cue.start] for cue in reading.cues.get("does_it", ())}
    for place in range(last):
        if place not in doing and _judges(reading, place) and reading.clauses[place].start < first_cue:
            yield cues[0], reading.clauses[place].start, reading.clauses[place].end


def _judges(reading: Reading, place: int) -> bool:
    """Whether clause `place` has a remedy for its subject, and says something of it."""
    clause = reading.clauses[place]
    named = sorted(m.span for m in listed_at(reading, place))
    if not named or names_only(reading, place):
        return False
    if says(reading, clause, "praises"):
        return False
    before = [key for key in reading.keys[clause.start : named[0].start] if key.isalnum() and key not in _OPENINGS]
    goes_on = any(key.isalnum() for key in reading.keys[named[-1].end : clause.end])
    return len(before) <= BEFORE and not any(is_chinese(key[0]) for key in before) and goes_on
