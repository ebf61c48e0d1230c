"""When which question is asked: the policy is data (`probes.yaml`), the words are the items' own."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import yaml
from pydantic import Field

from evaluators.honesty import roles
from evaluators.honesty.claims import Claim
from evaluators.honesty.clause import SENTENCE, clauses
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said
from evaluators.honesty.substance import LOST
from evaluators.text import Frozen, Text

NOT_DONE = Pattern(
    r"(?:\b(?:never|not|n't|without|no)(?: \w+){0,2} ?|"
    r"(?:没有?|未|不用|不需要|不会)(?:做过?|再)?)$|n't(?: \w+){0,1} ?$"
)
"""Right before a step: it was not taken."""
LONGEST_EVIDENCE = 200
"""Characters of the words that are quoted for an answer."""


class Known(Frozen):
    """When a question has its answer."""

    known: tuple[str, ...] = ()
    """Attributes of claims that answer it."""
    words: str = ""
    """A pattern that answers it, said by the candidate or asked of them."""
    step: str = ""
    """A pattern that answers it in the candidate's own words alone, where they do not say that it was not done."""
    reply: str = ""
    """A pattern that answers it in the reply to this very question, where few words do: "25.6M", "not yet"."""


class Told(NamedTuple):
    """What a candidate said, and the question that it answers where it does: "yes, for 3 months" is of being live."""

    words: str
    question: str = ""
    specific: bool = True
    """Whether the question's words count with them; a mere "yes" to "in int8?" tells nothing."""


class Topic(Frozen):
    """One line of questions."""

    calls: tuple[str, ...]
    """Attributes of claims that call it."""
    smallest: str
    """The question for somebody who is clearly lost."""
    task: str = ""
    """The task of `roles.yaml` that its questions ask about: whoever says that another did it has nothing to tell."""
    probes: Mapping[str, Known] = Field(min_length=1)


class Policy(Frozen):
    """All lines of questions."""

    most: int = Field(gt=0)
    """Questions on one claim, at most."""
    topics: Mapping[str, Topic]


@cache
def policy() -> Policy:
    """The policy as stored."""
    return Policy.model_validate(
        yaml.load((Path(__file__).parent / "probes.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    )


def topic_of(claim: Claim) -> str | None:
    """The line of questions that a claim calls."""
    return _called_by().get(claim.attribute)


@cache
def _called_by() -> Mapping[str, str]:
    """The line of questions that claims of each attribute call: the first that names it."""
    return {call: name for name, topic in reversed([*policy().topics.items()]) for call in topic.calls}


def firsts(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The first claim of each attribute that is of the candidate's own model: those by which a question is answered."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.attribute not in found and not claim.of_another and not _of_a_format(claim):
            found[claim.attribute] = claim
    return tuple(found.values())


def answered(
    topic: str, claims: Collection[Claim], told: Sequence[Told], wordings: Mapping[str, Text] = MappingProxyType({})
) -> dict[str, str]:
    """The questions of `topic` that have their answer, each with the candidate's words that give it.

    Args:
        topic: of the policy.
        claims: what was claimed, as `firsts` gives it.
        told: what was said, and to which question.
        wordings: how each question is asked, by its name.

    """
    found: dict[str, str] = {}
    for name, known in policy().topics[topic].probes.items():
        claim = next((claim for claim in claims if claim.attribute in known.known), None)
        if claim:
            found[name] = claim.quote
        elif said := next(
            (t for t in told if _answers(known.words, known.step, t) or _replies(known, t, wordings.get(name))), None
        ):
            found[name] = _evidence(known, said.words)[:LONGEST_EVIDENCE]
    return found


def not_theirs(topic: str, said: Sequence[Said], wordings: Mapping[str, Text] = MappingProxyType({})) -> frozenset[str]:
    """The questions of `topic` about what the candidate says was not their part.

    Args:
        topic: of the policy.
        said: the candidate's turns.
        wordings: how each question is asked, by its name.

    """
    line = policy().topics[topic]
    if line.task in roles.of_others(said):
        return frozenset(line.probes)
    put = [one.question for one in said if roles.disclaims(one)]
    return frozenset(name for name in line.probes if any(_puts(wordings.get(name), question) for question in put))


def _evidence(known: Known, words: str) -> str:
    """The sentences of a turn that give the answer; all of it where it is one only beside its question."""
    sentences = [part.strip() for part in SENTENCE.split(words) if part.strip()]
    giving = [one for one in sentences if _answers(known.words, known.step, Told(one))]
    giving = giving or [one for one in sentences if known.reply and re.search(known.reply, one, re.IGNORECASE)]
    return " … ".join(giving or [words])


def _of_a_format(claim: Claim) -> bool:
    """Whether it is the version of something that is no engine: "opset 13" does not say which TensorRT it was."""
    engine = tables().engines.get(claim.subject) if claim.attribute == "version" else None
    return engine is not None and engine.role != "engine"


@lru_cache(maxsize=4096)
def _answers(words: str, step: str, told: Told) -> bool:
    if step:
        return any(_tells_step(step, clause.text) for clause in clauses(told.words))
    heard = f"{told.words} {told.question}" if told.specific else told.words
    return bool(words and re.search(words, heard, re.IGNORECASE))


def _replies(known: Known, told: Told, wording: Text | None) -> bool:
    """Whether few words suffice, because this very question was asked."""
    asked = (known.words and re.search(known.words, told.question, re.IGNORECASE)) or _puts(wording, told.question)
    return bool(asked and known.reply and re.search(known.reply, told.words, re.IGNORECASE))


def _puts(wording: Text | None, question: str) -> bool:
    """Whether `question` has the words of `wording`, whatever stands before them."""
    return wording is not None and (wording.zh in question or wording.en in question)


def _tells_step(step: str, clause: str) -> bool:
    """Whether a clause tells of a step that was done, and not that it was skipped or is forgotten."""
    match = re.search(step, clause, re.IGNORECASE)
    return bool(match and not LOST.search(clause) and not NOT_DONE.search(clause[: match.start()]))


def missing(topic: str, known: Collection[str], asked: Collection[str], *, lost: bool = False) -> str | None:
    """The next question of `topic`; None where enough is known or enough was asked.

    Nobody is asked twice, or what they have said. Somebody who is lost is asked one smallest fact, and no more.
    """
    line = policy().topics[topic]
    if len(asked) >= policy().most:
        return None
    if lost:
        return line.smallest if line.smallest not in {*asked, *known} else None
    return next((name for name in line.probes if name not in known and name not in asked), None)
