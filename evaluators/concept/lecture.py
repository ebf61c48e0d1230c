"""Answers that tell how something works or where it comes from, and offer nothing.

"Inside, dropout samples a Bernoulli mask", "SMOTE goes back to Chawla's work in 2002". Who begins with a bare name has
answered the question and goes on about it ("Label smoothing, from the Inception paper").
"""

from collections.abc import Iterator

from evaluators.concept.lexicon import Span
from evaluators.concept.named import names_only, naming, sentence_end
from evaluators.concept.reading import Reading

FACTS = 2
"""So many facts make an explanation, if nothing is offered beside them."""
TAGS = 4
"""So many words with a number sign before them are mere tags."""


def lectures(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """All of an answer that only explains; what is announced as a topic, or given as tags."""
    facts = {cue.start for cue in reading.cues.get("explains", ())} | set(_equations(reading))
    if len(facts) >= FACTS and not _offers(reading, facts):
        yield Span(0, 0), 0, len(reading.keys)
    for cue in reading.cues.get("announces_topics", ()):
        yield cue, cue.end, sentence_end(reading, cue)
    tags = [place for place, key in enumerate(reading.keys) if key == "#"]
    if len(tags) >= TAGS:
        yield Span(tags[0], tags[0]), tags[0], len(reading.keys)


def _equations(reading: Reading) -> Iterator[int]:
    """Where one name is said to equal another: "dropout = Bernoulli mask", not "gamma=2"."""
    keys = reading.keys
    return (place for place in range(len(keys) - 1) if keys[place] == "=" and keys[place + 1][0].isalpha())


def _offers(reading: Reading, facts: set[int]) -> bool:
    """Whether an answer offers something: by a bare name at its beginning, an instruction, or what somebody does."""
    place = min(naming(reading), default=0)
    first = reading.clauses[place]
    verbs = {cue.start for cue in reading.cues.get("predicates", ())} | facts
    if names_only(reading, place) or not any(token in verbs for token in range(first.start, first.end)):
        return True
    starts = {clause.start for clause in reading.clauses}
    if any(cue.start in starts for cue in reading.cues.get("imperatives", ())):
        return True
    known = reading.cues.get("knows_it", ())
    return any(not any(cue.overlaps(other) for other in known) for cue in reading.cues.get("does_it", ()))
