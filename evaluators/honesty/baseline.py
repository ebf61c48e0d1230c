"""Whose figure it is: the candidate's own model's, or that of the method it is set against."""

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said

OTHER, OWN = lexicon.words("method_other"), lexicon.words("method_own")
AGAINST = lexicon.words("set_against")
"""Words right before the figure that another one is compared with."""
REACHED = Pattern(r"(?:\bto|\breach\w*|\binto|到了?|至|成)\s*(?:about |around |大概|约)?$")
"""Words right before a figure that was arrived at, whatever it came from."""
SAID_OF = Pattern(r"\s*[%％]?\s*(?:percent\s*)?(?:for|with|by|using|from|before)\b")
BOTH = Pattern(r"指标|和|与|，|、|\b(?:and|metrics?|vs|versus|against|compared|than)\b")
"""A question that asks for more than the other method's figure."""
SET_ASIDE = Pattern(
    r"相比|比起|对比(?!的?(?:基线|方法|是))|取代|替换|替代|换掉|"
    r"\b(?:compared|replac\w+|instead of|unlike|beats?|better than|improv\w+|versus|vs)\b"
)
"""In a clause before: the other method is only what the figure is set against."""
NEXT = Pattern(r"(?<![\w.])\d|\b(?:and|vs|versus|against)\b")


def of_another(one: Said, clause: Clause, start: int, end: int) -> bool:
    """Whether the figure at `start` to `end` of `clause` is said of a baseline, an older system or other people's.

    The words that follow it decide first ("0.41 for the old rules"), then the nearest before it, in its clause, in the
    clauses before in this sentence and the last one, and finally in the question.
    """
    before, after = clause.text[:start], clause.text[end:]
    if REACHED.search(before):
        return False
    following = NEXT.split(after, maxsplit=1)[0]
    if SAID_OF.match(following) and (whose := _first(following)) is not None:
        return whose
    if AGAINST.search(before):
        return True
    if (whose := _last(before)) is not None:
        return whose
    place = one.clauses.index(clause)
    for part in reversed([part for part in one.clauses[:place] if part.sentence >= clause.sentence - 1]):
        if (whose := _last(part.text)) is not None:
            return whose and not SET_ASIDE.search(part.text)
    return _last(one.question) is True and not BOTH.search(one.question)


def _first(text: str) -> bool | None:
    """Whether the first word that tells whose a figure is tells of another method; None where there is no such word."""
    other, own = OTHER.search(text), OWN.search(text)
    if other and own:
        return other.start() <= own.start()
    return None if other is own else other is not None


def _last(text: str) -> bool | None:
    """The same for the last such word."""
    other = max((match.end() for match in OTHER.finditer(text)), default=-1)
    own = max((match.end() for match in OWN.finditer(text)), default=-1)
    return None if other == own == -1 else other >= own
