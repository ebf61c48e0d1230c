"""Replies beside all that the candidate had said before, of which it is known whether they contradict any.

What is weighed in an interview is what the earlier words say against a reply together, and which of its passages, and
which of theirs, do not go together is often not known. So that is learnt, as with facts (`fact_bags`): whether anything
is contradicted, from the reply and, for a part of them, from one of the earlier statements, which then stands as the
reply. Of the passage that is known to be contradicted that is told besides; of a reply that fits, that each is not.
Where an interview begins with a statement, that has no question; so that it is heard like all others, a part of the
replies stand beside the later part of what was said, as if the interview had begun there.

Where it is known what else could have been replied, or told before, all of these also stand beside each other alone,
and it is learnt which of two goes less together with a third (`told_apart`).
"""

import random
from collections.abc import Iterator, Sequence

from evaluators.concept.reader.example import Asked, Example
from evaluators.honesty import against
from evaluators.honesty.against import Exchange
from evaluators.text import written_in
from question_bank.contradictions import Clash, Reply, Told, holds, known

MOST = 24
"""Earlier passages that a reply stands beside, at most."""
OWN_WEIGHT, LEFT_WEIGHT = 0.25, 0.04
"""Of what is known to be contradicted, and of what a reply that fits leaves alone; the others are judged together."""
IN_SENTENCES = 0.1
"""Share of the replies that stand beside sentences, among which the words to quote are found."""
LATER_PART = 0.35
"""Share of the replies that stand beside a later part of what was said, whose first statement has no question."""
TURNED = 0.5
"""Share of the replies that fit which are also read from one earlier statement; of the others all are."""


def examples(found: Sequence[Reply], chance: random.Random) -> Iterator[Example]:
    """Each reply beside what was said before, and the other way round."""
    for reply in found:
        one = _later_part(reply, chance) if chance.random() < LATER_PART else reply
        yield _onward(one, chance)
        if one.contradicts or chance.random() < TURNED:
            yield _turned(one, chance)


def _later_part(one: Reply, chance: random.Random) -> Reply:
    """The same reply, as if the interview had begun with any statement up to the first that is contradicted."""
    latest = min((clash.place for clash in one.contradicts), default=len(one.earlier) - 1)
    start = chance.randint(0, latest)
    opening, *rest = one.earlier[start:]
    return one.model_copy(
        update={
            "earlier": (Told(text=opening.text), *rest),
            "contradicts": tuple(Clash(place=clash.place - start, quote=clash.quote) for clash in one.contradicts),
        }
    )


def _onward(one: Reply, chance: random.Random) -> Example:
    cut = against.sentences if chance.random() < IN_SENTENCES else against.passages
    pieces = list(known(one, cut))
    if len(pieces) > MOST:
        own = [each for each in pieces if each[1]]
        rest = [each for each in pieces if not each[1]]
        pieces = [*own, *chance.sample(rest, max(0, MOST - len(own)))]
    language = written_in(one.reply)
    asked = tuple(
        Asked(against.contradicts(stated, language), float(bool(clashes)), _weight(one, clashes=clashes), "")
        for stated, clashes in pieces
    )
    return Example(one.about, against.reply(one.exchange), asked, any_of_them=bool(one.contradicts))


def _weight(one: Reply, *, clashes: bool | None) -> float:
    if not one.contradicts:
        return LEFT_WEIGHT
    return OWN_WEIGHT if clashes else 0.0


def _turned(one: Reply, chance: random.Random) -> Example:
    """The earlier statement that is contradicted, or any, beside the reply's passages."""
    place = one.contradicts[0].place if one.contradicts else chance.randrange(len(one.earlier))
    return _beside(one, one.earlier[place].exchange, one.exchange, against.passages(one.exchange))


def told_apart(turn: Sequence[Reply], chance: random.Random) -> Iterator[Example]:
    """Each reply of one turn beside the passage by which it is known whether it fits, or the other way round.

    Args:
        turn: replies of which one contradicts some words and one, beside the same earlier statements, does not.
        chance: by which it is chosen from which side all are read.

    """
    turned = chance.random() < 0.5
    clashes = {reply.earlier: reply.contradicts[0] for reply in turn if reply.contradicts}
    for reply in turn:
        clash = clashes[reply.earlier]
        told = reply.earlier[clash.place].exchange
        if turned:
            yield _beside(reply, told, reply.exchange, against.passages(reply.exchange), apart=reply.about)
        else:
            passages = [passage for passage in against.passages(told) if holds(passage, clash.quote)]
            yield _beside(reply, reply.exchange, told, passages or against.passages(told), apart=reply.about)


def _beside(one: Reply, read: Exchange, told: Exchange, passages: Sequence[str], apart: str = "") -> Example:
    """One side of the reply `one` and what it is held against, beside the `passages` of the other, which was `told`."""
    # Of several passages it is not known which contradicts.
    clashes = bool(one.contradicts) and len(passages) == 1
    language = written_in(read.text)
    asked = tuple(
        Asked(
            against.contradicts(against.asked(told, passage), language),
            float(clashes),
            _weight(one, clashes=clashes),
            apart,
        )
        for passage in passages
    )
    return Example(one.about, against.reply(read), asked, any_of_them=bool(one.contradicts))
