"""Turns that deny a known fact, in words that no rule knows.

The learned reader holds each turn against what is known of the things that it names or is asked about, and against the
reasons of what the rules found in other turns: whoever stands by a thing says it again in other words. One opinion
alone is too often wrong, for of the many facts about what an honest engineer names, now and then one seems denied. But
a statement that cannot be so goes a little against several facts of its thing, and whoever makes up one thing makes up
more of it. So what speaks against a turn is summed over the facts, and weighed with what speaks against the turns
before and after it, in a logistic regression. Its weights come from ``python -m question_bank.weigh_denials``; see
``docs/reader.md``. Of the few facts that the words of a turn point at (`suspected`) one opinion is enough. By all this
alone nobody is called contradicted: it is something to ask about (`Doubt.unsure`).

And what the rules found is dropped where the reader rules out that the turn denies their reason, and only asked about
where it hardly thinks so: they know words, not what they mean.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from evaluators.concept.reader.client import Worker
from evaluators.honesty import against, known_facts, odds, suspected
from evaluators.honesty.against import Exchange
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text, written_in

RULED_OUT = 0.03
"""Probability below which the reader rules out that a turn denies the reason of a rule's finding ..."""
BELIEVED = 0.1
"""... and from which the rules are believed; in between, the candidate is only asked about it."""
LIKELY = 0.5
"""Probability from which one fact seems denied: what speaks against a turn can be said of some fact."""
DENIES = 0.45
"""Probability from which a turn is taken to deny what is known, all facts and the turns around it weighed ..."""
DENIES_MORE = 0.35
"""... and from which it is where the rules found something impossible: nobody else comes into doubt by it."""
SURE = 0.96
"""Probability from which one fact is denied to which the words of the turn themselves point."""
AT_ONCE = 8
"""Facts that the reader is shown beside a turn at once, as in training: among many others each seems less denied."""
MOST_FACTS = 96
"""Facts of one sort that a turn is held against, at most ..."""
MOST_IN_ALL = 480
"""... and the share of all turns of a dialogue together."""
LEAST, MOST = 0.01, 0.995
"""A probability beyond these tells no more."""
TELLS_FROM = -1.5
"""Log odds from which an opinion speaks against a turn; beneath lies what is made of most facts."""

Fact = tuple[Text, str]
"""What is so, and its source."""


class Opinion(NamedTuple):
    """What the reader makes of a turn beside one fact."""

    odds: float
    """Logarithm of the odds that the turn denies the fact."""
    fact: Fact


class Beside(NamedTuple):
    """What the reader makes of a turn beside facts ..."""

    named: Sequence[Opinion]
    """... about what it names or is asked about, ..."""
    reasons: Sequence[Opinion]
    """... and that other turns were found to deny."""


class Traits(NamedTuple):
    """What is weighed of a turn."""

    itself: float
    """How much speaks against it, beside what it names; ``evidence``."""
    reasons: float
    """Log odds that it denies the reason of another turn's finding."""
    before: float
    """How much speaks against the turn before, and after."""
    after: float


WEIGHTS = Traits(itself=1.04, reasons=0.27, before=0.44, after=0.68)
BIAS = -3.35


def standing(reading: Reading, doubts: Sequence[Doubt], worker: Worker) -> list[Doubt]:
    """Those of `doubts` of which the reader does not rule out that the turn denies the reason, each as sure as it is.

    What it cannot read stands.
    """
    said = {one.turn: one for one in reading.said}
    found = (
        heard(_exchange(said[doubt.turn]), doubt, worker) if doubt.kind == "impossible_fact" else doubt
        for doubt in doubts
    )
    return [doubt for doubt in found if doubt]


def heard(told: Exchange, doubt: Doubt, worker: Worker) -> Doubt | None:
    """The doubt about a reply once the reader was heard, as sure as it is; None where it rules it out.

    What it cannot read stands, and what follows by counting.
    """
    found = [] if doubt.follows else _opinions(told, [(doubt.reason, doubt.source)], worker)
    if not found or found[0].odds >= log_odds(BELIEVED):
        return doubt
    return replace(doubt, unsure=True) if found[0].odds >= log_odds(RULED_OUT) else None


def denials(reading: Reading, doubts: Sequence[Doubt], known: Collection[int], worker: Worker) -> Iterator[Doubt]:
    """What turns beside those `known` to have a finding say against known facts and the reasons of `doubts`.

    The opening only says what the talk is about, a correction takes something back; both are left out.
    """
    pointed_at = list(_pointed_at(reading, known, worker))
    yield from pointed_at
    doubts, known = [*doubts, *pointed_at], {*known, *(doubt.turn for doubt in pointed_at)}
    broken = any(doubt.kind == "impossible_fact" for doubt in doubts)
    beside = held_against(reading, doubts, worker)
    for one, found, weighed in zip(reading.said[1:], beside[1:], weighings(beside), strict=True):
        surest = max((*found.named, *found.reasons), key=_odds, default=None)
        if one.turn in known or one.corrects or not surest or surest.odds < log_odds(LIKELY):
            continue
        if probability(weighed) >= (DENIES_MORE if broken else DENIES):
            yield Doubt("impossible_fact", one.turn, one.text[:200], *surest.fact, unsure=True)


def _pointed_at(reading: Reading, known: Collection[int], worker: Worker) -> Iterator[Doubt]:
    """The turns beside those `known` that surely deny a fact which their words point at."""
    for one in reading.said[1:]:
        suspects = [] if one.turn in known else suspected.of_turn(reading, one)
        found = _opinions(_exchange(one), [(doubt.reason, doubt.source) for doubt in suspects], worker)
        surest = max(found, key=_odds, default=None)
        if surest and surest.odds >= log_odds(SURE):
            yield next(replace(doubt, unsure=True) for doubt in suspects if doubt.reason == surest.fact[0])


def held_against(reading: Reading, doubts: Sequence[Doubt], worker: Worker) -> list[Beside]:
    """What the reader makes of each turn beside what is known, and beside the reasons of `doubts` about others."""
    most = min(MOST_FACTS, MOST_IN_ALL // max(1, len(reading.said)))
    return [_held_against(one, doubts, most, worker) for one in reading.said]


def _held_against(one: Said, doubts: Sequence[Doubt], most: int, worker: Worker) -> Beside:
    named = [(fact, fact.source) for fact in known_facts.of_named(f"{one.question}\n{one.text}")]
    broken = [doubt for doubt in doubts if doubt.kind == "impossible_fact" and doubt.turn != one.turn]
    reasons = {doubt.reason.en: (doubt.reason, doubt.source) for doubt in broken}
    told = _exchange(one)
    return Beside(_opinions(told, named[:most], worker), _opinions(told, list(reasons.values())[:most], worker))


def _exchange(one: Said) -> Exchange:
    return Exchange(one.question, one.text)


def _opinions(told: Exchange, facts: Sequence[Fact], worker: Worker) -> list[Opinion]:
    """An opinion on each of `facts`; none of those that could not be read."""
    language = written_in(told.text)
    found: list[Opinion] = []
    for start in range(0, len(facts), AT_ONCE):
        some = facts[start : start + AT_ONCE]
        statements = [against.contradicts(fact.in_(language), language) for fact, _ in some]
        opinions = worker.read(against.reply(told), statements, of="facts") or ()
        found += [Opinion(log_odds(each.probability), fact) for each, fact in zip(opinions, some, strict=False)]
    return found


def _odds(opinion: Opinion) -> float:
    return opinion.odds


def weighings(beside: Sequence[Beside]) -> list[Traits]:
    """What is weighed of each turn behind the opening, given what was made of every one."""
    each = [evidence(one.named) for one in beside]
    return [
        Traits(
            each[place],
            max((opinion.odds for opinion in beside[place].reasons), default=log_odds(LEAST)),
            each[place - 1],
            each[place + 1] if place + 1 < len(each) else 0.0,
        )
        for place in range(1, len(each))
    ]


def evidence(opinions: Sequence[Opinion]) -> float:
    """How much speaks against a turn beside some facts: zero where nothing does.

    The logarithm of one and the sum of all log odds above `TELLS_FROM`.
    """
    return math.log1p(sum(max(0.0, opinion.odds - TELLS_FROM) for opinion in opinions))


def probability(weighed: Traits) -> float:
    """How probably a turn denies what is known."""
    return odds.weighed(weighed, WEIGHTS, BIAS)


def log_odds(chance: float) -> float:
    """The logarithm of the odds of `chance`, which tells no more beyond `LEAST` and `MOST`."""
    return odds.log_odds(chance, LEAST, MOST)
