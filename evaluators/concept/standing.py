"""Which clauses of an answer count: no question, nothing taken back, no other people's mistake, no heap of terms."""

from evaluators.concept.heaps import heaps
from evaluators.concept.reading import Clause, Reading

_QUESTION = "?"
_PARTICIPLES = frozenset(
    {"been", "had", "done", "gone", "said", "thought", "put", "got", "made", "left", "kept", "lost", "known", "liked"}
    | {"built", "bought", "found", "brought", "sold", "told", "run", "cut", "set", "begun", "shown", "drawn", "read"}
)
_QUOTES = {"'": "'‘", '"': '"“', "”": "“", "’": "‘", "」": "「"}
"""What may open a quotation, by what closes it."""


def discount(reading: Reading) -> None:
    """Note of each clause that does not count why."""
    _questions(reading)
    _corrections(reading)
    _opinions(reading)
    spoken = {reading.clause_of[cue.start] for cue in reading.cues.get("subjects", ())}
    for sentence in heaps(reading):
        for place in reading.sentences[sentence]:
            if place not in spoken:  # "we sorted them: names, numbers ...": who does something states it
                reading.dead.setdefault(place, "heap")


def _questions(reading: Reading) -> None:
    """A question states nothing.

    Unless the speaker asks it as a part of what is done, answers it ("that is ..."), or merely hedges ("maybe ...?").
    """
    inquiries = {reading.clauses[reading.clause_of[cue.start]].sentence for cue in reading.cues.get("inquires", ())}
    answers = {cue.start for cue in reading.cues.get("answers", ())}
    hedges = {cue.start for cue in reading.cues.get("hedges", ())}
    for clause in reading.clauses:
        if reading.tokens[clause.end - 1].key != _QUESTION:
            continue
        if inquiries & {clause.sentence, clause.sentence - 1}:
            inquiries.add(clause.sentence)
            continue
        asked = _asked(reading, clause)
        if _describes(reading, asked[0]) or _quoted(reading, clause):
            continue
        if clause.end not in answers and reading.clauses[asked[0]].start not in hedges:
            reading.dead.update(dict.fromkeys(asked, "question"))


def _asked(reading: Reading, question: Clause) -> list[int]:
    """The clauses that end in a question mark: those inside the bracket or behind the colon that opened before it."""
    places = [p for p in reading.sentences[question.sentence] if reading.clauses[p].end <= question.end]
    opened = [p for p in places[:-1] if reading.keys[reading.clauses[p].end - 1] in "(:"]
    return [p for p in places if p > opened[-1]] if opened else places


def _describes(reading: Reading, asked: int) -> bool:
    """Whether a colon and a term stand before the question: "next sentence prediction: does B follow A?"."""
    before = [p for p in reading.sentences[reading.clauses[asked].sentence] if p < asked]
    if not before or reading.keys[reading.clauses[asked].start - 1] != ":":
        return False
    sides = {side for rivals in reading.frame.sides for side in rivals}
    return any(m.clause in before for label, found in reading.mentions.items() if label not in sides for m in found)


def _quoted(reading: Reading, question: Clause) -> bool:
    """Whether the question is quoted within a statement: a game of "does this follow that?"."""
    end = reading.tokens[question.end - 1].end
    begin = reading.tokens[reading.clauses[reading.sentences[question.sentence][0]].start].start
    closing = reading.text[end : end + 1]
    if closing not in _QUOTES or not closing:
        return False
    return max(reading.text.rfind(mark, begin, end) for mark in _QUOTES[closing]) > begin


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
        if reading.keys[cue.end - 1] != "hav" or _participle(reading, cue.end):
            reading.dead[reading.clause_of[cue.start]] = "counterfactual"


def _participle(reading: Reading, place: int) -> bool:
    """Whether a participle stands at `place`, or behind the adverb there: "I'd have used it", not "I'd have it in"."""
    words = [token.word for token in reading.tokens[place : place + 2]]
    return any(word.endswith(("ed", "en")) or word in _PARTICIPLES for word in words)
