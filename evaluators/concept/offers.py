"""What an answer to a question for a list names without offering it.

It calls it no trouble ("that was never a problem"). Of remedies, it finds fault ("too slow to serve"), tells what was
there before ("we already had dropout, and still ..."), what used to be done, what others like, or what the remedy
offered is better than. None of that is a denial: "dropout is slow" and "we don't use it, it's slow" say the same, and
do not cancel out.
"""

from collections.abc import Iterator

from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Reading

NEAR = 4
"""Words between somebody else and what they like, at most."""
BACK = 4
"""Clauses before one that judges which may hold what it judges."""
_CONDITIONS = frozenset(
    {"if", "when", "unless", "until", "becaus", "sinc", "as", "where", "如", "若", "当", "除", "因"}
)
"""A clause that begins with one of these does not judge what was named before."""
_THEN = frozenset("就则才话时")
"""What stands behind a condition."""
_BUT = frozenset({"but", "yet", "though", "howev", "但", "不", "可"})
"""A clause that turns begins with one of these."""
_GRANTED = frozenset({"though", "although", "albeit", "虽", "尽"})
"""A clause that only grants something begins with one of these."""
_OTHERWISE = frozenset({"we", "i", "我"})
"""Who speaks of himself again."""


def set_aside(reading: Reading) -> None:
    """Note in `reading.aside` what is named without being offered: the words that say so, and what they reach."""
    reading.aside.extend(_judged(reading, "harmless"))
    if not reading.frame.remedies:
        return
    reading.aside.extend(
        found
        for cues in (
            _judged(reading, "faults"),
            _fails(reading),
            _background(reading),
            _formerly(reading),
            _favourites(reading),
        )
        for found in cues
    )
    for cue in reading.cues.get("outdone", ()):
        reading.aside.append((cue, cue.end, _until_speaker(reading, cue)))


def _judged(reading: Reading, label: str) -> Iterator[tuple[Span, int, int]]:
    """What stands before the words of `label`, which find fault with it or call it harmless."""
    pointing = _pointing(reading)
    for cue in reading.cues.get(label, ()):
        place = reading.clause_of[cue.start]
        start = reading.clauses[place].start
        if _denied(reading, cue) or _redeemed(reading, place) or _supposed(reading, start, cue.end):
            continue
        if all(token in pointing for token in range(start, cue.start)):
            yield cue, *_before(reading, place)
        else:
            yield cue, _subject(reading, start, cue.start, pointing), cue.start


def _fails(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """Clauses that say no more than that it did not help."""
    pointing = _pointing(reading)
    for cue in reading.cues.get("abandons", ()):
        yield cue, *_before(reading, reading.clause_of[cue.start])
    for cue in reading.cues.get("fails", ()):
        place = reading.clause_of[cue.start]
        start = reading.clauses[place].start
        if reading.closes(cue) and all(token in pointing for token in range(start, cue.start)):
            yield cue, *_before(reading, place)


def _pointing(reading: Reading) -> set[int]:
    """The tokens that only point to what was named before."""
    names = ("pronouns", "fillers", "connects", "contrasts", "seen")
    words = {token for name in names for span in reading.cues.get(name, ()) for token in range(*span)}
    return words | {token for token, key in enumerate(reading.keys) if key in {"and", "just", "也", "都", "结", "果"}}


def _before(reading: Reading, place: int) -> tuple[int, int]:
    """The tokens from what was named last in the sentence up to clause `place`, or else the clause before it."""
    sentence = reading.clauses[place].sentence
    within = [before for before in range(max(0, place - BACK), place) if reading.clauses[before].sentence == sentence]
    named = {m.clause for name in reading.frame.listed for m in reading.mentions.get(name, ())}
    begins = [before for before in within if before in named][-1:] or list(range(max(0, place - 1), place))
    return (reading.clauses[begins[0]].start, reading.clauses[place].start) if begins else (0, 0)


def _subject(reading: Reading, start: int, end: int, pointing: set[int]) -> int:
    """Where what a verb before `end` judges begins: "I use L2 and dropout is too slow"."""
    spoken = [cue.start for cue in reading.cues.get("subjects", ()) if start <= cue.start < end]
    joints = [
        cue.end for cue in reading.cues.get("joins", ()) if start < cue.start < end and reading.keys[cue.start] == "and"
    ]
    own = bool(joints) and not all(token in pointing for token in range(joints[-1], end))
    return joints[-1] if own and spoken and spoken[0] < joints[-1] else start


def _supposed(reading: Reading, start: int, end: int) -> bool:
    """Whether the clause that begins at `start` only supposes what is said up to `end`: 收不到就做增强."""
    return reading.keys[start] in _CONDITIONS or (end < len(reading.keys) and reading.keys[end] in _THEN)


def _denied(reading: Reading, cue: Span) -> bool:
    """Whether the fault is denied, so that none is found: "so that it can't just memorise"."""
    return any(
        begin <= cue.start < end and not other.overlaps(cue) and other.start < cue.start
        for other, begin, end in reading.denials_at
    )


def _redeemed(reading: Reading, place: int) -> bool:
    """Whether a fault is granted and no more: "slow, but it works", "it works, though it is slow"."""
    if reading.keys[reading.clauses[place].start] in _GRANTED:
        return True
    if place + 1 >= len(reading.clauses):
        return False
    clause = reading.clauses[place + 1]
    if reading.keys[clause.start] not in _BUT:
        return False
    return any(
        clause.start <= cue.start < clause.end and not _denied(reading, cue) for cue in reading.cues.get("praises", ())
    )


def _background(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What was there before, and did not suffice."""
    for label in ("had", "had_before"):
        for cue in reading.cues.get(label, ()):
            clause = reading.clauses[reading.clause_of[cue.start]]
            if not _followed(reading, cue, "insufficient"):
                continue
            if label == "had":
                yield cue, cue.end, clause.end
            elif reading.closes(cue):
                yield Span(cue.end - 1, cue.end), clause.start, cue.end


def _formerly(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What used to be done and is done no more."""
    for cue in reading.cues.get("formerly", ()):
        if _followed(reading, cue, "nowadays"):
            yield cue, cue.end, reading.clauses[reading.clause_of[cue.start]].end


def _favourites(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What others like, where the speaker goes on with what he likes himself."""
    for cue in reading.cues.get("favours", ()):
        place = reading.clause_of[cue.start]
        others = any(
            0 <= cue.start - who.end <= NEAR and reading.clause_of[who.start] == place
            for who in reading.cues.get("speakers", ())
        )
        after = [
            clause
            for clause in reading.clauses[place + 1 : place + 3]
            if reading.keys[clause.start] in _BUT | _OTHERWISE
        ]
        if others and after:
            yield cue, cue.end, reading.clauses[place].end


def _followed(reading: Reading, cue: Span, label: str) -> bool:
    """Whether a word of `label` stands behind `cue`, in its sentence or in the next one."""
    here = reading.clauses[reading.clause_of[cue.start]].sentence
    return any(
        other.start >= cue.end and reading.clauses[reading.clause_of[other.start]].sentence - here <= 1
        for other in reading.cues.get(label, ())
    )


def _until_speaker(reading: Reading, cue: Span) -> int:
    """Where what is outdone ends: at the speaker, or at 不如, or with the clause."""
    end = reading.clauses[reading.clause_of[cue.start]].end
    stops = [other.start for name in ("subjects", "compares") for other in reading.cues.get(name, ())]
    return min([end, *(stop for stop in stops if stop > cue.end)])
