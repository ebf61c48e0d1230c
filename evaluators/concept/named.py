"""Where an answer to a question for a list names what is asked for, and how far what is said of it reaches."""

from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Clause, Mention, Reading


def listed_at(reading: Reading, place: int) -> list[Mention]:
    """What clause `place` names of what is asked for."""
    return [m for name in reading.frame.listed for m in reading.mentions.get(name, ()) if m.clause == place]


def naming(reading: Reading) -> set[int]:
    """The clauses that name something asked for."""
    return {m.clause for name in reading.frame.listed for m in reading.mentions.get(name, ())}


def list_begin(reading: Reading, place: int) -> int:
    """Where the list begins that goes on in clause `place`: "A, B and C did nothing"."""
    while place and reading.clauses[place - 1].sentence == reading.clauses[place].sentence:
        if not names_only(reading, place - 1):
            break
        place -= 1
    return reading.clauses[place].start


def names_only(reading: Reading, place: int) -> bool:
    """Whether clause `place` holds nothing but names of what is asked for, joined."""
    tokens = {
        token for name in reading.frame.listed for m in reading.mentions.get(name, ()) for token in range(*m.span)
    } | {token for cue in reading.cues.get("joins", ()) for token in range(*cue)}
    clause = reading.clauses[place]
    words = [token for token in range(clause.start, clause.end) if reading.keys[token].isalnum()]
    return bool(words) and all(token in tokens for token in words)


def denied(reading: Reading, cue: Span) -> bool:
    """Whether the fault is denied, so that none is found: "so that it can't just memorise"."""
    return any(
        begin <= cue.start < end and not other.overlaps(cue) and other.start < cue.start
        for other, begin, end in reading.denials_at
    )


def says(reading: Reading, clause: Clause, label: str) -> bool:
    """Whether a cue of `label` stands in `clause`, and is not denied."""
    return any(
        clause.start <= cue.start < clause.end and not denied(reading, cue) for cue in reading.cues.get(label, ())
    )


def followed(reading: Reading, cue: Span, label: str) -> bool:
    """Whether a word of `label` stands behind `cue`, in its sentence or in the next one."""
    here = reading.clauses[reading.clause_of[cue.start]].sentence
    return any(
        other.start >= cue.end and reading.clauses[reading.clause_of[other.start]].sentence - here <= 1
        for other in reading.cues.get(label, ())
    )


def until_speaker(reading: Reading, cue: Span, end: int = 0) -> int:
    """Where what is outdone ends: at the speaker, or at 不如, or with the clause."""
    end = end or reading.clauses[reading.clause_of[cue.start]].end
    stops = [other.start for name in ("subjects", "compares") for other in reading.cues.get(name, ())]
    return min([end, *(stop for stop in stops if stop > cue.end and not _anybody(reading, stop))])


def _anybody(reading: Reading, place: int) -> bool:
    """Whether "you" at `place` stands inside its clause, for anybody: "everything you read about"."""
    return reading.keys[place] == "you" and place > reading.clauses[reading.clause_of[place]].start


def sentence_end(reading: Reading, cue: Span) -> int:
    """Where the sentence of `cue` ends."""
    return reading.clauses[reading.sentences[reading.clauses[reading.clause_of[cue.start]].sentence][-1]].end
