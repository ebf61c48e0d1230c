"""Heaps: sentences that list terms without saying anything of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

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
_HYPHENS = frozenset("-/_.+&")
"""May stand within a name: ImageNet-LT, R-CNN."""
_BONDS = frozenset(
    {
        "of",
        "with",
        "for",
        "to",
        "on",
        "in",
        "by",
        "from",
        "as",
        "at",
        "via",
        "after",
        "befor",
        "insid",
        "into",
        "or",
        "and",
    }
    | {"onli", "then", "so", "instead", "them", "up", "out", "down", "off", "look", "seem"}
)
"""Words that tie a piece together: without one it may be a row of names with nothing but blanks between them."""


def heaps(reading: Reading) -> Iterator[int]:
    """The sentences that are heaps, by themselves or together with those behind a semicolon."""
    announced = {reading.clauses[reading.clause_of[cue.start]].sentence for cue in reading.cues.get("announces", ())}
    told = telling(reading)
    spoken = {sentence for sentence in reading.sentences if _speaks(reading, sentence)}
    for run in _runs(reading, told):
        tally = {
            sentence: Counter(
                sentence not in spoken and _poor(reading, piece, told)
                for piece in pieces(reading, sentence, told)
                if not _figures(reading, piece)
            )
            for sentence in run
        }
        least = ANNOUNCED if announced & set(run) else FEWEST
        for group in (tuple(tally), *((sentence,) for sentence in tally)):
            total = sum((tally[sentence] for sentence in group), Counter[bool]())
            if total.total() >= least and total[True] >= SHARE * total.total():
                yield from (sentence for sentence in group if sentence not in spoken)


def pieces(reading: Reading, sentence: int, told: AbstractSet[int]) -> list[Span]:
    """The pieces of a sentence between commas, slashes and blanks; `told` are the tokens that tell something."""
    found: list[Span] = []
    for clause in (reading.clauses[place] for place in reading.sentences[sentence]):
        if reading.frame.listed and reading.keys[clause.end - 1] == ":":
            continue  # a heading: "data: more of it, augmentation; training: early stopping"
        start = clause.start
        for place in range(clause.start, clause.end):
            if reading.keys[place] in _PIECE_ENDS or _set_off(reading, place):
                if place > start:
                    found.append(Span(start, place))
                start = place + 1
        if clause.end > start:
            found.append(Span(start, clause.end))
    if not reading.frame.listed:
        return found
    return [name for piece in found for name in _names(reading, piece, told)]


def _set_off(reading: Reading, place: int) -> bool:
    """Whether a slash with blanks around it stands at `place`: "SGD / dropout", not "L1/L2"; in a list, an arrow."""
    token = reading.tokens[place]
    if reading.frame.listed and (token.key in _ARROWS or _drawn(reading, place)):
        return True
    around = reading.text[max(token.start - 1, 0) : token.start] + reading.text[token.end : token.end + 1]
    return token.key == "/" and len(around) == 2 and around.isspace()


def _drawn(reading: Reading, place: int) -> bool:
    """Whether the token at `place` is a half of "->"."""
    return "->" in {"".join(reading.keys[place : place + 2]), "".join(reading.keys[max(place - 1, 0) : place + 1])}


def _names(reading: Reading, piece: Span, told: AbstractSet[int]) -> list[Span]:
    """The names of a piece that is a row of them, with blanks between: "dropout softmax weight decay CNN"."""
    keys = reading.keys[piece.start : piece.end]
    bound = (key in _BONDS or not (key[0].isalnum() or key in _HYPHENS) for key in keys)
    if any(bound) or any(place in told for place in range(*piece)):
        return [piece]
    starts = [piece.start]
    for place in range(piece.start + 1, piece.end):
        between = reading.text[reading.tokens[place - 1].end : reading.tokens[place].start]
        inside = any(m.span.start < place and not m.gaps for m in reading.covering.get(place, ()))
        if between.isspace() and not inside:
            starts.append(place)
    rows = [Span(start, end) for start, end in pairwise([*starts, piece.end])]
    return rows if len(rows) >= FEWEST else [piece]


def _runs(reading: Reading, told: set[int]) -> Iterator[list[int]]:
    """The sentences that only semicolons, bars and line breaks part; in a list, full stops behind mere terms, too."""
    run: list[int] = []
    for sentence, clauses in reading.sentences.items():
        run.append(sentence)
        bare = reading.frame.listed and [_poor(reading, piece, told) for piece in pieces(reading, sentence, told)] == [
            True
        ]
        if not bare and reading.keys[reading.clauses[clauses[-1]].end - 1] not in _LOOSE:
            yield run
            run = []
    if run:
        yield run


def telling(reading: Reading) -> set[int]:
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
    drawn = not reading.frame.listed and bool(_ARROWS & set(keys))
    if drawn or contrasts or _concluded(reading, clauses[-1]):
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
