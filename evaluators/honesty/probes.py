"""When which question is asked: the policy is data (`probes.yaml`), the words are the items' own."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import yaml
from pydantic import Field

from evaluators.honesty.claims import Claim
from evaluators.text import Frozen


class Known(Frozen):
    """When a question has its answer."""

    known: tuple[str, ...] = ()
    """Attributes of claims that answer it."""
    words: str = ""
    """A pattern that answers it."""


class Topic(Frozen):
    """One line of questions."""

    calls: tuple[str, ...]
    """Attributes of claims that call it."""
    smallest: str
    """The question for somebody who is clearly lost."""
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
    return next((name for name, topic in policy().topics.items() if claim.attribute in topic.calls), None)


def answered(topic: str, claims: Iterable[Claim], texts: Sequence[str]) -> dict[str, str]:
    """The questions of `topic` that have their answer, each with the words that give it."""
    claims = tuple(claims)
    found: dict[str, str] = {}
    for name, known in policy().topics[topic].probes.items():
        claim = next((claim for claim in claims if claim.attribute in known.known), None)
        if claim:
            found[name] = claim.quote
        elif known.words:
            text = next((text for text in texts if _answers(known.words, text)), None)
            if text:
                found[name] = text[:200]
    return found


@lru_cache(maxsize=4096)
def _answers(words: str, text: str) -> bool:
    return bool(re.search(words, text, re.IGNORECASE))


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
