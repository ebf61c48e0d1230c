"""Turns that deny a known fact, in words that no rule knows.

The learned reader holds each turn against what is known of the things that it names or is asked about, and against the
reasons of what the rules found in other turns: whoever stands by a thing says it again otherwise. One such opinion
alone is too often wrong, for of the many facts about what an honest engineer names, now and then one seems denied. But
whoever makes up one thing about a network mostly makes up more about it, so the turns before and after are weighed as
well, in a logistic regression. Its weights come from ``python -m question_bank.weigh_denials``; see ``docs/reader.md``.

And what the rules found is dropped where the reader rules out that the turn denies their reason: they know words, not
what they mean.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from evaluators.concept.reader.client import Worker
from evaluators.honesty import against, known_facts
from evaluators.honesty.against import Exchange
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text, written_in

RULED_OUT = 0.5
"""Probability below which the reader rules out that a turn denies what the rules found it to deny."""
DENIES = 0.6
"""Probability from which a turn is taken to deny a fact."""
AT_ONCE = 8
"""Facts that the reader is shown beside a turn at once, as in training: among many others each seems less denied."""
MOST_FACTS = 400
"""Facts that the turns of a dialogue are held against, at most: no turn against more than its share of them."""
LEAST, MOST = 0.02, 0.995
"""A probability beyond these tells no more."""

Fact = tuple[Text, str]
"""What is so, and its source."""


class Denied(NamedTuple):
    """Of some facts the one that a turn denies most surely."""

    probability: float = 0.0
    fact: Fact | None = None


class Beside(NamedTuple):
    """What the reader makes of a turn beside facts ..."""

    named: Denied
    """... about what it names or is asked about, ..."""
    reasons: Denied
    """... and that other turns were found to deny."""


class Traits(NamedTuple):
    """What is weighed: log odds."""

    named: float
    reasons: float
    before: float
    """`Beside.named` of the turn before, and after."""
    after: float


WEIGHTS = Traits(named=0.44, reasons=0.23, before=0.19, after=0.40)
BIAS = 1.49


def standing(reading: Reading, doubts: Sequence[Doubt], worker: Worker) -> list[Doubt]:
    """Those of `doubts` of which the reader does not rule out that the turn denies the reason.

    What it cannot read stands.
    """
    said = {one.turn: Exchange(one.question, one.text) for one in reading.said}
    return [doubt for doubt in doubts if doubt.kind != "impossible_fact" or _stands(said[doubt.turn], doubt, worker)]


def _stands(told: Exchange, doubt: Doubt, worker: Worker) -> bool:
    found = _probabilities(told, [doubt.reason], worker)
    return not found or found[0] >= RULED_OUT


def denials(reading: Reading, doubts: Sequence[Doubt], known: Collection[int], worker: Worker) -> Iterator[Doubt]:
    """What turns beside those `known` to have a finding say against known facts and the reasons of `doubts`.

    The opening only says what the talk is about, a correction takes something back; both are left out.
    """
    beside = held_against(reading, [doubt for doubt in doubts if doubt.kind == "impossible_fact"], worker)
    for one, found, weighed in zip(reading.said[1:], beside[1:], weighings(beside), strict=True):
        denied = max(found, key=_sureness)
        if denied.fact and one.turn not in known and not one.corrects and probability(weighed) >= DENIES:
            yield Doubt("impossible_fact", one.turn, one.text[:200], *denied.fact)


def held_against(reading: Reading, doubts: Sequence[Doubt], worker: Worker) -> list[Beside]:
    """What the reader makes of each turn beside what is known, and beside the reasons of `doubts` about others."""
    share = MOST_FACTS // max(1, len(reading.said))
    return [_held_against(one, doubts, share, worker) for one in reading.said]


def _held_against(one: Said, doubts: Sequence[Doubt], most: int, worker: Worker) -> Beside:
    told = Exchange(one.question, one.text)
    named = [(fact, fact.source) for fact in known_facts.of_named(f"{one.question}\n{one.text}")]
    reasons = [(doubt.reason, doubt.source) for doubt in doubts if doubt.turn != one.turn]
    return Beside(_surest(told, named[:most], worker), _surest(told, reasons[:most], worker))


def _surest(told: Exchange, facts: Sequence[Fact], worker: Worker) -> Denied:
    distinct = list({fact.en: (fact, source) for fact, source in facts}.values())
    found: list[Denied] = []
    for start in range(0, len(distinct), AT_ONCE):
        some = distinct[start : start + AT_ONCE]
        chances = _probabilities(told, [fact for fact, _ in some], worker)
        found += [Denied(chance, fact) for chance, fact in zip(chances, some, strict=False)]
    return max(found, key=_sureness, default=Denied())


def _sureness(denied: Denied) -> float:
    return denied.probability


def _probabilities(told: Exchange, facts: Sequence[Text], worker: Worker) -> list[float]:
    """How probably a turn denies each of `facts`; nothing where it could not be read."""
    language = written_in(told.text)
    statements = [against.contradicts(fact.in_(language), language) for fact in facts]
    return [opinion.probability for opinion in worker.read(against.reply(told), statements, of="facts") or ()]


def weighings(beside: Sequence[Beside]) -> list[Traits]:
    """What is weighed of each turn behind the opening, given what was made of every one."""
    named = [_log_odds(each.named) for each in beside]
    behind = [*named[1:], _log_odds(Denied())]
    return [
        Traits(named[place], _log_odds(beside[place].reasons), named[place - 1], behind[place])
        for place in range(1, len(beside))
    ]


def probability(weighed: Traits) -> float:
    """How probably a turn denies a fact."""
    odds = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, weighed, strict=True))
    return 1 / (1 + math.exp(-odds))


def _log_odds(denied: Denied) -> float:
    chance = min(max(denied.probability, LEAST), MOST)
    return math.log(chance / (1 - chance))
