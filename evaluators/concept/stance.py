"""Who stands behind a clause: the speaker, or others whom the speaker quotes and contradicts.

*Reported*: "the textbooks say X", "X gets cited everywhere". What others say stands, unless the speaker *disowns* it
("and this I reject", "in practice it isn't so"), which denies all that was reported. *Refused*: "I don't think that X",
"it's not true that X" denies what follows. Denied twice is stated: "they say ReLU saturates, which is wrong".
"""

from collections.abc import Iterator

from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Reading

NEAR = 4
"""Words between who is quoted and the verb: "some of my colleagues always say"."""
AFTER = 2
"""Clauses of the next sentence that may answer to what is reported."""
_NO = frozenset({"no", "nope", "wrong", "false", "nonsense", "not", "错", "非", "否"})
"""One of these alone is an answer."""
_SUBJECTS = frozenset({"it", "that", "this", "thei", "these", "those", "he", "she", "which", "i"})
_AUXILIARIES = frozenset({"do", "be", "can", "would", "wil", "could", "hav", "should"})
_INTRODUCES = frozenset({"说", "要说", "至于", "什么"})
"""At the beginning of a sentence or clause these quote, if it is then disowned: 说它省显存, 我不认."""


def attribute(reading: Reading) -> None:
    """Deny what is reported and disowned, and what the speaker refuses to say."""
    _refuse(reading)
    answers = sorted({*reading.cues.get("disowns", ()), *_plain_refusals(reading)})
    owned = sorted(reading.cues.get("owns", ()))
    begins: dict[Span, int] = {}
    for begin, behind in sorted(_reports(reading)):
        answer = next((a for a in answers if a.start >= behind and _answers(reading, behind - 1, a)), None)
        if answer and not any(behind <= o.start <= answer.start and not o.overlaps(answer) for o in owned):
            begins.setdefault(answer, begin)
    for answer, begin in begins.items():
        # A second rejection in the same breath says it again and does not cancel it.
        kept = [d for d in reading.denials_at if not d[0].overlaps(answer)]
        reading.denials_at = [d for d in kept if not d[1] < answer.start <= d[0].start]
        reading.denials_at.append((answer, begin, answer.start))
        reading.disowned[answer] = (begin, answer.start)


def _reports(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where what is reported begins, and from where on it may be answered."""
    for cue in (*reading.cues.get("reports", ()), *_quoting(reading), *_introduced(reading)):
        yield cue.end, cue.end
    for cue in reading.cues.get("tags", ()):
        place = reading.clause_of[cue.start]
        sentence = [p for p in reading.sentences[reading.clauses[place].sentence] if p <= place]
        opens = cue.start - reading.clauses[place].start
        fronted = [p for p in sentence if reading.keys[reading.clauses[p].start] == "that" and (p < place or opens)]
        if fronted:
            place = fronted[0]
        elif opens <= NEAR and len(sentence) > 1:
            place -= 1
        yield reading.clauses[place].start, cue.end


def _quoting(reading: Reading) -> Iterator[Span]:
    """Who is quoted and the verb together."""
    verbs = sorted(reading.cues.get("speaks", ()))
    for who in reading.cues.get("speakers", ()):
        for verb in verbs:
            if 0 <= verb.start - who.end <= NEAR and reading.clause_of[who.start] == reading.clause_of[verb.start]:
                yield Span(who.start, verb.end)
                break


def _introduced(reading: Reading) -> Iterator[Span]:
    """Where a clause begins with 说."""
    for clause in reading.clauses:
        for width in (1, 2):
            if "".join(reading.keys[clause.start : clause.start + width]) in _INTRODUCES:
                yield Span(clause.start, clause.start + width)


def _plain_refusals(reading: Reading) -> Iterator[Span]:
    """Clauses that say no more than no: "Wrong.", "but it doesn't"."""
    for clause in reading.clauses:
        keys = [key for key in reading.keys[clause.start : clause.end] if key.isalnum()]
        if keys[:1] in (["but"], ["and"], ["yet"], ["well"]):
            keys = keys[1:]
        elliptic = len(keys) == 3 and keys[0] in _SUBJECTS and keys[1] in _AUXILIARIES and keys[2] == "not"
        if (len(keys) == 1 and keys[0] in _NO) or elliptic:
            yield Span(clause.start, max(clause.start + 1, clause.end - 1))


def _answers(reading: Reading, at: int, answer: Span) -> bool:
    """Whether `answer` stands in the sentence of token `at`, or at the beginning of the next one."""
    here = reading.clauses[reading.clause_of[at]].sentence
    there = reading.clause_of[answer.start]
    sentence = reading.clauses[there].sentence
    return sentence == here or (sentence == here + 1 and there in reading.sentences[sentence][:AFTER])


def _refuse(reading: Reading) -> None:
    """Deny what follows "I don't think that", to the end of its clause or of those that go on without a pause."""
    for cue in reading.cues.get("refuses", ()):
        if cue.end >= len(reading.keys):
            continue
        place = reading.clause_of[cue.end]
        if reading.clauses[place].sentence != reading.clauses[reading.clause_of[cue.start]].sentence:
            continue
        last = reading.sentences[reading.clauses[place].sentence][-1]
        while (
            place < last and reading.keys[reading.clauses[place].end - 1].isalnum() and not _turns(reading, place + 1)
        ):
            place += 1
        reading.denials_at = [d for d in reading.denials_at if not d[0].overlaps(cue) or d[1] < cue.start]
        reading.denials_at.append((cue, cue.end, reading.clauses[place].end))


def _turns(reading: Reading, place: int) -> bool:
    """Whether a clause begins with but."""
    return reading.keys[reading.clauses[place].start] in {"but", "但", "可", "而", "yet"}
