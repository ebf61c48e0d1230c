"""Whether what the rules find in a running interview stands: asked of the learned reader before the candidate is.

The rules know words, and guess from few of them. Before somebody is asked to explain two statements, the reader must
not rule out that they contradict each other; and before they are told what is so, not that they have denied it. Whole
dialogues are weighed with more (`agreement`).
"""

from functools import lru_cache

from evaluators.concept.reader import client
from evaluators.honesty import denied_facts
from evaluators.honesty.against import Exchange
from evaluators.honesty.agreement import opinion_on
from evaluators.honesty.doubt import Doubt

VETO = 0.6
"""Probability below which, both ways, the reader rules out a contradiction."""
LONGEST = 600
"""Characters of a message that is read whole; of a longer one, a CV, the quoted words alone are."""


@lru_cache(maxsize=1024)
def stands(doubt: Doubt, later: Exchange, earlier: Exchange | None = None) -> bool:
    """Whether a doubt stands that the rules have of the message `later`, in a contradiction to the `earlier` one.

    It does where no reader is heard, and where the reader cannot read the message.
    """
    worker = client.worker()
    if worker is None:
        return True
    if earlier is None:
        return denied_facts.heard(_read_of(later, doubt.quote), doubt, worker) is not None
    opinion = opinion_on(later, [_read_of(earlier, doubt.source)], worker, doubted=True)
    return opinion is None or max(opinion.forward, opinion.backward) >= VETO


def _read_of(told: Exchange, quote: str) -> Exchange:
    return told if len(told.text) <= LONGEST else Exchange("", quote)
