"""Turns that deny, in words that no rule knows, the fact that another turn of the same dialogue was found to break.

A finding says as its reason what is so. Whoever makes up one thing about a network or a chip mostly makes up more about
it, and stands by it when asked again. So the learned reader is asked whether the other turns contradict that reason.
Nobody is called contradicted by this alone: there is a finding by the rules before there is anything to ask.
"""

from collections.abc import Collection, Iterator, Sequence

from evaluators.concept.reader.client import Worker
from evaluators.honesty import against
from evaluators.honesty.against import Exchange
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.reading import Reading
from evaluators.text import written_in

DENIES = 0.23
"""Probability from which a turn is taken to deny the fact; fitted on a fifth of the dialogues for fitting, on which the
reader was not trained. See ``docs/reader.md``."""
MOST_FACTS = 12
"""Facts of one dialogue that the turns are held against, at most."""


def denials(reading: Reading, doubts: Sequence[Doubt], known: Collection[int], worker: Worker) -> Iterator[Doubt]:
    """What turns beside those `known` to have a finding say against the reasons of `doubts`.

    The opening only says what the talk is about, a correction takes something back; both are left out.
    """
    facts = [doubt for doubt in doubts if doubt.kind == "impossible_fact"][:MOST_FACTS]
    for one in reading.said[1:]:
        if one.turn in known or one.corrects or not facts:
            continue
        language = written_in(one.text)
        asked = {against.contradicts(doubt.reason.in_(language), language): doubt for doubt in facts}
        opinions = worker.read(against.reply(Exchange(one.question, one.text)), list(asked), of="contradictions")
        if opinions:
            most, doubt = max(zip(opinions, asked.values(), strict=True), key=lambda pair: pair[0].probability)
            if most.probability >= DENIES:
                yield Doubt("impossible_fact", one.turn, one.text[:200], doubt.reason, doubt.source)
