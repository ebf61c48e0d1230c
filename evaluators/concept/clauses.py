"""Where the clauses and sentences of an answer end."""

from collections.abc import Iterator

from evaluators.concept.reading import Clause, Reading
from evaluators.concept.tokens import is_chinese

ELLIPTIC = 5
"""Words of an elliptic "ReLU does not" at most."""
_SENTENCE_ENDS = frozenset("。!?;\n")
_CLAUSE_ENDS = frozenset(",:()—…[]")
_CALL = 60
"""Characters between the brackets of a formula at most."""


def divide(reading: Reading) -> None:
    """Cut the tokens into clauses and sentences."""
    begins = {span.start for span in reading.cues.get("connects", ())} | set(_elliptic(reading))
    found = reading.tokens
    start = sentence = 0

    def close(end: int, *, ends_sentence: bool) -> None:
        nonlocal start, sentence
        if end > start:
            reading.clauses.append(Clause(start, end, sentence))
            reading.clause_of.extend([len(reading.clauses) - 1] * (end - start))
            start = end
        if ends_sentence:
            sentence += 1

    for place, token in enumerate(found):
        if token.key in _SENTENCE_ENDS or _full_stop(reading, place) or _bar(reading, place):
            close(place + 1, ends_sentence=True)
        elif token.key in _CLAUSE_ENDS and not _in_formula(reading, place):
            close(place + 1, ends_sentence=False)
        elif place > start and (place in begins or _spaced(reading, place)):
            close(place, ends_sentence=False)
    close(len(found), ends_sentence=True)


def _elliptic(reading: Reading) -> Iterator[int]:
    """Where "and ReLU does not" begins: a few words behind "and" that end in a denial."""
    last = {span.end for span in reading.cues.get("denies", ())}
    for joint in reading.cues.get("joins", ()):
        for end in range(joint.end + 1, min(joint.end + ELLIPTIC, len(reading.tokens)) + 1):
            if end in last and (end == len(reading.tokens) or not reading.keys[end].isalnum()):
                yield joint.start


def _full_stop(reading: Reading, place: int) -> bool:
    token = reading.tokens[place]
    following = reading.text[token.end : token.end + 1]
    return token.key == "." and (not following or following.isspace() or is_chinese(following) or following in "\"')")


def _bar(reading: Reading, place: int) -> bool:
    token = reading.tokens[place]
    around = reading.text[max(token.start - 1, 0) : token.start] + reading.text[token.end : token.end + 1]
    return token.key == "|" and around.isspace() and len(around) == 2


def _in_formula(reading: Reading, place: int) -> bool:
    """Whether a comma, colon or bracket at `place` belongs to a formula or a call such as ``p(y|x)``."""
    token = reading.tokens[place]
    if token.key not in "()[],:":
        return False
    text = reading.text
    before, after = text[token.start - 1 : token.start] if token.start else " ", text[token.end : token.end + 1]
    if token.key in ",:":
        return False
    if token.key in "([":
        end = text.find(")" if token.key == "(" else "]", token.end, token.end + _CALL)
        inside = text[token.end : end] if end > 0 else text[token.end : token.end + _CALL]
    else:
        begin = text.rfind("(" if token.key == ")" else "[", max(0, token.start - _CALL), token.start)
        inside = text[begin + 1 : token.start] if begin >= 0 else text[max(0, token.start - _CALL) : token.start]
        before, after = (text[begin - 1 : begin] if begin > 0 else " "), before
    worded = any(is_chinese(c) for c in inside) or sum(len(w) > 3 and w.isalpha() for w in inside.split()) >= 2
    return not worded and bool(after) and not (before.isspace() and " " in inside)


def _spaced(reading: Reading, place: int) -> bool:
    """Whether a blank stands between two Chinese characters: written for a comma."""
    before, token = reading.tokens[place - 1], reading.tokens[place]
    if not (is_chinese(before.key[0]) and is_chinese(token.key[0])):
        return False
    between = reading.text[before.end : token.start]
    return bool(between) and between.isspace()
