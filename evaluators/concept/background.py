"""Remedies that were there before the speaker came to the ones that are offered.

"We already had dropout, and still ...", "my predecessor had put in L2 and label smoothing": what was there and did not
suffice, and what others had done.
"""

from collections.abc import Iterator

from evaluators.concept.lexicon import Span
from evaluators.concept.named import followed, list_begin, says, sentence_end, until_speaker
from evaluators.concept.reading import Reading

NEAR = 6
"""Words before "had" that may name who or what had it, at most: "and the guys from the consultancy had"."""
_SPEAKER = frozenset({"i", "we", "you", "what", "which", "that"})
"""Before "had" one of these tells of the speaker, or says which one is meant."""
_OBLIGED = frozenset({"to", "better", "help", "work", "luck", "enough", "another", "more"})
"""Behind these words of "had" no remedy is told of: "they had to", "it had helped"."""


def background(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What was there before: the words that say so, and what they reach."""
    yield from _was_there(reading)
    yield from _others_had(reading)


def _was_there(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What was there before, and did not suffice, and what predecessors did."""
    for label, needed in (("had", "insufficient"), ("had_once", "in_vain"), ("had_before", "insufficient")):
        for cue in reading.cues.get(label, ()):
            clause = reading.clauses[reading.clause_of[cue.start]]
            if not followed(reading, cue, needed):
                continue
            if label != "had_before":
                yield cue, cue.end, clause.end
            elif reading.closes(cue) or reading.keys[cue.end] in {"and", "but", "yet", "so"}:
                yield Span(cue.end - 1, cue.end), list_begin(reading, reading.clause_of[cue.start]), cue.end
    spoken = [cue.start for cue in reading.cues.get("subjects", ())]
    for cue in reading.cues.get("predecessors", ()):
        yield cue, cue.end, until_speaker(reading, cue, sentence_end(reading, cue))
        start = reading.clauses[reading.clause_of[cue.start]].start
        if not any(start <= place < cue.start for place in spoken):
            yield cue, start, cue.start


def _others_had(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What somebody or something else had, or had done: "the team had upsampling in there", "it had dropout"."""
    for place, clause in enumerate(reading.clauses):
        words = [token.word for token in reading.tokens[clause.start : clause.end]]
        at = words.index("had", 1) if "had" in words[1 : NEAR + 1] else 0
        if not at or _SPEAKER & set(words[:at]) or _OBLIGED & set(words[at + 1 : at + 2]) or _taken_up(reading, place):
            continue
        yield Span(clause.start + at, clause.start + at + 1), clause.start + at + 1, clause.end


def _taken_up(reading: Reading, place: int) -> bool:
    """Whether clause `place` or one of the next two says that it was good, or that the speaker does it, too."""
    return any(
        says(reading, clause, label)
        for clause in reading.clauses[place : place + 3]
        for label in ("takes_up", "praises")
    )
