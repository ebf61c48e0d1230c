"""Heaps: sentences that list terms without saying anything of them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Clause, Reading
from evaluators.concept.tokens import is_chinese

FEWEST = 6
"""So many short pieces, most of them without a predicate, are a heap of terms."""
ANNOUNCED = 3
"""So many, if they are announced as key points."""
SHARE = 0.7
NARROW = 10
"""The width of a piece that may be a mere term."""
_PIECE_ENDS = frozenset(",、;。\n")
_LEADS = frozenset({"and", "then", "再", "先", "就", "去"})
"""Words before the verb of an instruction."""
_LAST = frozenset({"and", "和", "与", "及", "以"})
"""Before the last thing of a list."""
_ARROWS = frozenset("←→")
"""Who draws an arrow states a relation."""
_LOOSE = frozenset(";|\n")
"""What may part one heap."""


def heaps(reading: Reading) -> Iterator[int]:
    """The sentences that are heaps, by themselves or together with those behind a semicolon."""
    announced = {reading.clauses[reading.clause_of[cue.start]].sentence for cue in reading.cues.get("announces", ())}
    told = _told(reading)
    spoken = {sentence for sentence in reading.sentences if _speaks(reading, sentence)}
    for run in _runs(reading):
        tally = {
            sentence: Counter(
                sentence not in spoken and _poor(reading, piece, told)
                for piece in pieces(reading, sentence)
                if not _figures(reading, piece)
            )
            for sentence in run
        }
        least = ANNOUNCED if announced & set(run) else FEWEST
        for group in (tuple(tally), *((sentence,) for sentence in tally)):
            total = sum((tally[sentence] for sentence in group), Counter[bool]())
            if total.total() >= least and total[True] >= SHARE * total.total():
                yield from (sentence for sentence in group if sentence not in spoken)


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


def _runs(reading: Reading) -> Iterator[list[int]]:
    """The sentences that only semicolons, bars and line breaks part."""
    run: list[int] = []
    for sentence, clauses in reading.sentences.items():
        run.append(sentence)
        if reading.keys[reading.clauses[clauses[-1]].end - 1] not in _LOOSE:
            yield run
            run = []
    if run:
        yield run


def _told(reading: Reading) -> set[int]:
    """The tokens that say something of the term beside them."""
    # "learning rate" and "moving average" say nothing of what learns or moves.
    verbs = [s.start for s in reading.cues.get("predicates", ()) if not reading.tokens[s.start].word.endswith("ing")]
    denials = [
        s.start
        for s in reading.cues.get("denies", ())
        if not any(s.within(m.span) for m in reading.covering.get(s.start, ()))
    ]
    acts = [s.start for s in reading.cues.get("imperatives", ()) if _acts(reading, s)]
    return {*verbs, *acts, *denials, *(span.start for span in reading.cues.get("tells", ()))}


def _acts(reading: Reading, verb: Span) -> bool:
    """Whether a verb begins its piece and no term of several words: "label the rest", not "label smoothing"."""
    begins = verb.start == 0 or not reading.keys[verb.start - 1].isalnum() or reading.keys[verb.start - 1] in _LEADS
    inside = any(verb.within(m.span) for m in reading.covering.get(verb.start, ()))
    goes_on = verb.end < len(reading.keys) and reading.keys[verb.end].isalnum()
    return begins and goes_on and not inside and not reading.tokens[verb.start].word.endswith(("ing", "ed"))


def _speaks(reading: Reading, sentence: int) -> bool:
    """Whether a sentence of short pieces states something.

    By an arrow, a contrast, a verb behind a list ("depth, stride and dilation enlarge it"), or of a side ("CRF: Z").
    """
    clauses = [reading.clauses[place] for place in reading.sentences[sentence]]
    keys = reading.keys[clauses[0].start : clauses[-1].end]
    contrasts = any(clauses[0].start < cue.start < clauses[-1].end for cue in reading.cues.get("contrasts", ()))
    if _ARROWS & set(keys) or contrasts or _concluded(reading, clauses[-1]):
        return True
    sides = {m.span.end for rivals in reading.frame.sides for side in rivals for m in reading.mentions.get(side, ())}
    return any(key == ":" and clauses[0].start + place in sides for place, key in enumerate(keys))


def _concluded(reading: Reading, last: Clause) -> bool:
    """Whether a sentence ends in "..., c and d" with a verb and an object behind it."""
    joints = [
        cue.end
        for cue in reading.cues.get("joins", ())
        if last.start < cue.start < last.end - 2 and reading.keys[cue.start] in _LAST
    ]
    verbs = {s.start for label in ("predicates", "imperatives") for s in reading.cues.get(label, ())}
    return any(place in verbs for joint in joints[-1:] for place in range(joint + 1, last.end - 1))


def _poor(reading: Reading, piece: Span, told: set[int]) -> bool:
    """Whether a piece is a mere term."""
    narrow = _width(reading.keys[piece.start : piece.end]) <= NARROW
    return narrow and not any(token in told for token in range(*piece))


def _figures(reading: Reading, piece: Span) -> bool:
    """Whether a piece holds nothing but numbers: results are listed so, and no terms."""
    return not any(key[0].isalpha() for key in reading.keys[piece.start : piece.end])


def _width(keys: Sequence[str]) -> int:
    """The length of a piece: a Chinese character counts one, a word two."""
    return sum(1 if is_chinese(key[0]) else 2 for key in keys)
