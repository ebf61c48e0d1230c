"""Which clauses of an answer count: no question, nothing taken back, no other people's mistake, no heap of terms."""

from collections.abc import Iterator, Sequence

from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Reading
from evaluators.concept.tokens import is_chinese

FAR = 3
"""Clauses from what others say to the words that dispute it."""
HEAP_PIECES = 6
"""A sentence of so many short pieces, most of them without a predicate, is a heap of terms."""
HEAP_SHARE = 0.7
NARROW = 10
"""The width of a piece that may be a mere term."""
_PIECE_ENDS = frozenset(",、;:。\n")
_QUESTION = "?"
_ARROWS = frozenset("←→")
"""Who draws an arrow states a relation."""


def discount(reading: Reading) -> None:
    """Note of each clause that does not count why."""
    _questions(reading)
    _corrections(reading)
    _opinions(reading)
    for sentence in _heaps(reading):
        for place in reading.sentences[sentence]:
            reading.dead.setdefault(place, "heap")


def _questions(reading: Reading) -> None:
    """A question states nothing, unless the speaker asks it as a part of what is done."""
    inquiries = {reading.clauses[reading.clause_of[cue.start]].sentence for cue in reading.cues.get("inquires", ())}
    for clause in reading.clauses:
        if reading.tokens[clause.end - 1].key != _QUESTION:
            continue
        if inquiries & {clause.sentence, clause.sentence - 1}:
            inquiries.add(clause.sentence)
            continue
        reading.dead.update(dict.fromkeys(reading.sentences[clause.sentence], "question"))


def _corrections(reading: Reading) -> None:
    """Take back what stands before "no, wait"."""
    fillers = {token for span in reading.cues.get("fillers", ()) for token in range(span.start, span.end)}
    for cue in reading.cues.get("corrects", ()):
        place = reading.clause_of[cue.start]
        clause = reading.clauses[place]
        if place and all(t in fillers or reading.keys[t] in ",…—." for t in range(clause.start, cue.start)):
            reading.dead[place - 1] = "withdrawn"
            if reading.clauses[place - 1].end - reading.clauses[place - 1].start <= 2 and place > 1:
                reading.dead[place - 2] = "withdrawn"


def _opinions(reading: Reading) -> None:
    """Opinions that are not the speaker's."""
    for cue in reading.cues.get("mistaken", ()):
        reading.dead[reading.clause_of[cue.start]] = "attributed"
    for cue in reading.cues.get("counterfactual", ()):
        reading.dead[reading.clause_of[cue.start]] = "counterfactual"
    for cue in reading.cues.get("others_say", ()):
        first = reading.clause_of[cue.start]
        for name in ("disputes", "limits"):
            for dispute in reading.cues.get(name, ()):
                last = reading.clause_of[dispute.start]
                if dispute.start > cue.start and last - first <= FAR:
                    _dispute(reading, cue, dispute, denied=name == "disputes")
                    break


def _dispute(reading: Reading, cue: Span, dispute: Span, *, denied: bool) -> None:
    """What others say is denied by `dispute`, or merely not the speaker's."""
    first, last = reading.clause_of[cue.start], reading.clause_of[dispute.start]
    if not denied:
        reading.dead.update(dict.fromkeys(range(first, max(last, first + 1)), "attributed"))
        return
    kept = [denial for denial in reading.denials_at if not denial[0].overlaps(dispute)]
    reading.denials_at = [*kept, (dispute, cue.end, dispute.start)]


def pieces(reading: Reading, sentence: int) -> list[Span]:
    """The pieces of a sentence between commas, slashes and blanks."""
    found: list[Span] = []
    for clause in (reading.clauses[place] for place in reading.sentences[sentence]):
        start = clause.start
        for place in range(clause.start, clause.end):
            if reading.keys[place] in _PIECE_ENDS:
                if place > start:
                    found.append(Span(start, place))
                start = place + 1
        if clause.end > start:
            found.append(Span(start, clause.end))
    return found


def _heaps(reading: Reading) -> Iterator[int]:
    """The sentences that list terms without saying anything of them."""
    # "learning rate" and "moving average" say nothing of what learns or moves.
    told = {
        span.start for span in reading.cues.get("predicates", ()) if not reading.tokens[span.start].word.endswith("ing")
    }
    told |= {span.start for span in reading.cues.get("denies", ())}
    for sentence in reading.sentences:
        parts = pieces(reading, sentence)
        if len(parts) < HEAP_PIECES or any(reading.keys[t] in _ARROWS for part in parts for t in range(*part)):
            continue
        poor = sum(
            _width(reading.keys[p.start : p.end]) <= NARROW and not any(t in told for t in range(p.start, p.end))
            for p in parts
        )
        if poor >= HEAP_SHARE * len(parts):
            yield sentence


def _width(keys: Sequence[str]) -> int:
    """The length of a piece: a Chinese character counts one, a word two."""
    return sum(1 if is_chinese(key[0]) else 2 for key in keys)
