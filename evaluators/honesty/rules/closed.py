"""Weights that were never published, said to have been downloaded or run on one's own machine."""

from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.clause import NEGATION, Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

WEIGHTS_TAKEN = lexicon.words("weights_taken")
RUN_AT_HOME = lexicon.words("run_at_home")
NOT_ITS_WEIGHTS = lexicon.words("not_its_weights")
NO_INTERFACE = Pattern(
    r"(?:不是|没有?|不用|不走|不靠|不通过|没走|没用|而不是)(?:通过|用|走|调用?)? ?(?:官方)?(?:的)? ?"
    r"(?:api|接口)(?:调用)?|\b(?:not|no|without|never|instead of|rather than)"
    r"(?: (?:through|via|using|with|by|the|an|any|called|their)){0,3} apis?\b"
)
"""That it was not called through its interface."""
NEAR = 24


def find(reading: Reading) -> Iterator[Doubt]:
    """Turns that take the weights of a closed model for their own use."""
    named = {*reading.named("model"), *(m.id for one in reading.said for m in one.asked if m.kind == "model")}
    if not any(tables().models[name].closed for name in named):
        return
    for one in reading.said:
        if one.corrects or not (WEIGHTS_TAKEN.search(one.text) or RUN_AT_HOME.search(one.text)):
            continue
        name = _spoken_of(reading, one)
        if name is None or NOT_ITS_WEIGHTS.search(NO_INTERFACE.sub("", _told(reading, one))):
            continue
        clause = next((c for c in one.clauses if _takes(c)), None)
        if clause:
            model = tables().models[name]
            reason = Text(
                zh=f"{model.name} 的权重没有公开过，只能通过接口调用，不能下载到自己的机器上部署、量化或训练。",
                en=f"The weights of {model.name} were never published; it can only be called through an interface, not "
                "downloaded, deployed, quantised or trained on one's own machines.",
            )
            yield Doubt("impossible_fact", one.turn, clause.text, reason, model.source)


def _spoken_of(reading: Reading, one: Said) -> str | None:
    """The closed model that the turn is about, where it is about no other."""
    named = one.named("model") or tuple(mention.id for mention in one.asked if mention.kind == "model")
    if not named:
        topic = reading.topic("model", one)
        named = (topic,) if topic else ()
    closed = [name for name in named if tables().models[name].closed]
    return closed[0] if len(closed) == 1 == len(named) else None


def _told(reading: Reading, one: Said) -> str:
    """What the turn says; with all before it, where it names no model: what was run may be another."""
    if one.named("model"):
        return one.text
    return "\n".join(said.text for said in reading.up_to(one))


def _takes(clause: Clause) -> bool:
    """Whether the clause says that the weights were had, or that the model ran at home."""
    if clause.supposed:
        return False
    for pattern in (WEIGHTS_TAKEN, RUN_AT_HOME):
        match = pattern.search(clause.text)
        if match and not NEGATION.search(clause.text[max(0, match.start() - NEAR) : match.end()]):
            return True
    return False
