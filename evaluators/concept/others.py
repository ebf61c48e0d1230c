"""Remedies that are not the speaker's: what others propose or like, and what was only heard of.

Others' proposals count if they are *taken up* ("they suggested dropout, and it helped"), others' habits ("everybody
starts with dropout") unless the speaker *turns* to something else.
"""

from collections.abc import Iterator

from evaluators.concept.lexicon import Span
from evaluators.concept.named import denied, says, until_speaker
from evaluators.concept.reading import Clause, Reading

NEAR = 6
"""Words between somebody else and the verb, at most: "someone at head office wanted"."""
_BUT = frozenset({"but", "yet", "though", "howev", "但", "不", "可"})
"""A clause that turns begins with one of these."""
_OTHERWISE = frozenset({"we", "i", "mine", "my", "我"})
"""Who speaks of himself again."""
_TOO = frozenset({"too", "also", "likewis", "也", "同"})
"""Who does what others do says so with one of these."""


def left_to_others(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What others propose or like, or what was only heard of: the words that say so, and what they reach."""
    yield from _proposed(reading)
    yield from _liked(reading)
    yield from _heard_of(reading)


def _proposed(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What others propose, and nobody takes up."""
    for cue in reading.cues.get("proposes", ()):
        place = reading.clause_of[cue.start]
        near = reading.clauses[place : place + 3]
        if _others(reading, cue) and not any(says(reading, clause, "takes_up") for clause in near):
            yield cue, cue.end, _goes_on(reading, place)


def _liked(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What others like, where the speaker refuses it or goes on with what he likes himself."""
    for label, needed in (("favours", _BUT | _OTHERWISE), ("tells_us", _BUT)):
        for cue in reading.cues.get(label, ()):
            place = reading.clause_of[cue.start]
            after = reading.clauses[place + 1 : place + 3]
            if _others(reading, cue) and (_turns(reading, after, needed) or _refuses(reading, after)):
                yield cue, cue.end, reading.clauses[place].end


def _heard_of(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What was heard of and never tried ("I've read about SMOTE, but couldn't say ..."), or only asked about."""
    for cue in reading.cues.get("hears_of", ()):
        place = reading.clause_of[cue.start]
        untried = any(says(reading, clause, "untried") for clause in reading.clauses[place : place + 3])
        if untried and not denied(reading, cue):
            yield cue, cue.end, until_speaker(reading, cue)
    for cue in reading.cues.get("asks_about", ()):
        place = reading.clause_of[cue.start]
        if not any(says(reading, clause, "takes_up") for clause in reading.clauses[place : place + 3]):
            yield cue, cue.end, _goes_on(reading, place)


def _others(reading: Reading, cue: Span) -> bool:
    """Whether somebody else stands before the verb `cue`, in its clause."""
    place = reading.clause_of[cue.start]
    return _called(reading, cue) or any(
        0 <= cue.start - who.end <= NEAR and reading.clause_of[who.start] == place and _somebody(reading, who)
        for who in reading.cues.get("speakers", ())
    )


def _called(reading: Reading, cue: Span) -> bool:
    """Whether a name begins the clause, right before the verb `cue`: "Maria wanted ADASYN"."""
    start = reading.clauses[reading.clause_of[cue.start]].start
    token = reading.tokens[start]
    return cue.start == start + 1 and reading.text[token.start].isupper() and token.word not in _OTHERWISE


def _somebody(reading: Reading, who: Span) -> bool:
    """Whether `who` names people: not 数据, nor the 他 of 其他."""
    return "".join(reading.keys[who.start : who.end]) != "数据" and reading.keys[max(0, who.start - 1)] != "其"


def _turns(reading: Reading, after: list[Clause], needed: frozenset[str]) -> bool:
    """Whether a clause of `after` turns to something else."""
    return any(
        reading.keys[clause.start] in needed and not _TOO & set(reading.keys[clause.start : clause.end])
        for clause in after
    )


def _refuses(reading: Reading, after: list[Clause]) -> bool:
    """Whether a clause of `after` finds fault with it or refuses it."""
    return any(
        clause.start <= no.start < clause.end
        for clause in after
        for name in ("faults", "undone", "dismisses", "declines")
        for no in reading.cues.get(name, ())
    )


def _goes_on(reading: Reading, place: int) -> int:
    """Where the list ends that a proposal in clause `place` begins: at the speaker, or with the sentence."""
    sentence = reading.clauses[place].sentence
    spoken = {reading.clause_of[cue.start] for cue in reading.cues.get("subjects", ())}
    end = place
    while (
        end + 1 < len(reading.clauses)
        and reading.clauses[end + 1].sentence == sentence
        and end + 1 not in spoken
        and reading.keys[reading.clauses[end + 1].start] not in _BUT | {"so", "which", "所"}
    ):
        end += 1
    return reading.clauses[end].end
