"""How probable it is that a reply contradicts earlier words, given what the reader makes of both and how they read.

A logistic regression. The reader's two probabilities tell most, and so does the clash of the stances that it sees both
take; the rest says how far they can be trusted: it is less often wrong where the earlier words leave no room for
another time, part or person, where both are about the same words, where the interviewer has asked at length, and where
the turn before contradicted something too, and more often beside long replies. What the rules found weighs as much as
it was worth on dialogues that they had not been mended by.

The weights come from ``python -m question_bank.weigh_contradictions``; see ``docs/reader.md``.
"""

import math
import re
from typing import NamedTuple

from evaluators.honesty import lexicon
from evaluators.honesty.clashes import Clash
from evaluators.honesty.odds import log_odds, weighed
from evaluators.honesty.said import Said

WITHOUT_EXCEPTION = lexicon.words("without_exception")
"""What leaves no room for another time, part or person."""
WORD = re.compile(r"[a-z][a-z0-9-]{2,}|\d+|[\u4e00-\u9fff]+")
LEAST = 1e-4
"""A probability nearer to 0 or 1 than this tells no more."""


class Opinion(NamedTuple):
    """What the reader makes of a turn beside the earlier one with which, read from both sides, it goes least together.

    The view from an earlier turn is taken only where the one from the later turn sees something; elsewhere it is 0.
    """

    earlier: str
    """The earlier sentence that the turn contradicts most; empty where nothing was seen."""
    forward: float
    """How probably the turn contradicts the earlier one ..."""
    backward: float = 0.0
    """... how probably the earlier one contradicts it ..."""
    second: float = 0.0
    """... and how probably another of them and the turn contradict each other, of which that is most probable."""
    apart: int = 1
    """How many of the candidate's turns lie from the earlier turn to this one."""
    clash: Clash | None = None
    """The most probable clash of the turn's stances with those of any earlier one."""


class Traits(NamedTuple):
    """What is weighed."""

    forward: float
    """Log odds of the probabilities of `Opinion`."""
    backward: float
    from_both: float
    """Log odds that both are so."""
    second: float
    apart: float
    """Natural logarithm of that of `Opinion`."""
    without_exception: float
    """1 where the earlier sentence leaves no room."""
    denied: float
    """1 where the reply has a negation."""
    shared: float
    """The share of words, of the one with fewer, that both have."""
    length: float
    """Natural logarithm of the reply's bytes."""
    asked: float
    """Natural logarithm of the bytes of its question."""
    doubted: float
    """1 where the rules found a contradiction."""
    before: float
    """Log odds that the turn before and what was said ahead of it contradict each other."""
    first: float
    """1 where nothing but the opening lies ahead."""
    clash: float
    """Log odds of the probability of that of `Opinion`."""


WEIGHTS = Traits(
    forward=0.137,
    backward=0.145,
    from_both=0.170,
    second=0.076,
    apart=0.910,
    without_exception=0.483,
    denied=-0.659,
    shared=1.989,
    length=-1.624,
    asked=1.172,
    doubted=1.167,
    before=0.045,
    first=0.357,
    clash=0.331,
)
BIAS = 2.492


def probability(opinion: Opinion, before: Opinion | None, one: Said, *, doubted: bool) -> float:
    """How probable it is that `one` contradicts earlier words.

    Args:
        opinion: what the reader makes of it.
        before: what it makes of the turn before, if that has something ahead of it.
        one: the turn.
        doubted: whether the rules find a contradiction in it.

    """
    return weighed(traits(opinion, before, one, doubted=doubted), WEIGHTS, BIAS)


def traits(opinion: Opinion, before: Opinion | None, one: Said, *, doubted: bool) -> Traits:
    """What is weighed of a turn; see `probability`."""
    return Traits(
        forward=_log_odds(opinion.forward),
        backward=_log_odds(opinion.backward),
        from_both=_log_odds(both(opinion.forward, opinion.backward)),
        second=_log_odds(opinion.second),
        apart=math.log(opinion.apart),
        without_exception=bool(WITHOUT_EXCEPTION.search(opinion.earlier)),
        denied=any(clause.denied for clause in one.clauses),
        shared=shared(opinion.earlier, one.text),
        length=math.log1p(len(one.text.encode())),
        asked=math.log1p(len(one.question.encode())),
        doubted=doubted,
        before=_log_odds(both(before.forward, before.backward) if before else 0.0),
        first=before is None,
        clash=_log_odds(opinion.clash.probability if opinion.clash else 0.0),
    )


def both(one: float, other: float) -> float:
    """How probable a contradiction is that is seen from two sides: no more than from either.

    The product of Hamacher (1978): the reciprocals of the odds add up.

    >>> both(0.5, 1), round(both(0.5, 0.5), 3), both(0.9, 0)
    (0.5, 0.333, 0.0)
    """
    return one * other / (one + other - one * other) if one and other else 0.0


def shared(one: str, other: str) -> float:
    """The share of their words, Chinese ones by pairs of characters, that two texts have in common, from 0 to 1.

    >>> round(shared("the colleague labelled", "my colleague, not me"), 2)
    0.33
    """
    words, others = _words(one), _words(other)
    return len(words & others) / (1 + min(len(words), len(others)))


def _words(text: str) -> set[str]:
    found: set[str] = set()
    for word in WORD.findall(text.lower()):
        found |= {word} if word.isascii() else {word[at : at + 2] for at in range(len(word) - 1)}
    return found


def _log_odds(probability: float) -> float:
    return log_odds(probability, LEAST, 1 - LEAST)
