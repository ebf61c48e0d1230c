"""Claims: what a candidate states about their own work, each with its words, to be asked about and compared."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.amounts import amounts_of
from evaluators.honesty.claim import BASELINE, Attribute, Claim
from evaluators.honesty.facts import tables
from evaluators.honesty.qualifiers import FORMAT
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.honesty.rules.versions import versions_in
from evaluators.honesty.scores import scores_of

__all__ = ["BASELINE", "CHOSEN", "Claim", "claims_of"]

FAMILIAR = lexicon.words("familiar")
OWN = lexicon.words("own")
CHOSEN: tuple[tuple[Attribute, re.Pattern[str]], ...] = (
    ("optimizer", re.compile(r"(?<![a-z])(sgd|adamw|adam|rmsprop|lamb|adagrad|lion)(?![a-z])", re.IGNORECASE)),
    (
        "backbone",
        re.compile(
            r"(?:主干|骨干|backbone)(?:网络)?\s*(?:是|用的?是?|为|is|was|:|：)\s*(?:an? )?"
            r"(?P<after>[A-Za-z][\w-]{2,20})|"
            r"(?P<before>[A-Za-z]+[\w-]*\d[\w-]{0,12})\s*(?:的|做)?(?:主干|骨干|backbone)",
            re.IGNORECASE,
        ),
    ),
)
"""What is chosen once for a project, with what names the choice."""
SERVED = lexicon.words("served_with")
WRAPPERS = frozenset({"triton", "deepstream", "onnxruntime", "openvino", "tensorrt", "tflite", "litert"})
"""Servers, and runtimes that hand parts to another engine: not an engine instead of another."""


def claims_of(reading: Reading, one: Said) -> Iterator[Claim]:
    """The claims of one turn."""
    for clause in one.clauses:
        if clause.supposed:
            continue
        yield from _names(one, clause)
        for amount in amounts_of(reading, one, clause):
            yield Claim(**amount._asdict(), turn=one.turn, quote=clause.text)
        for score in scores_of(one, clause):
            yield Claim(attribute="metric", **score._asdict(), turn=one.turn, quote=clause.text)
        yield from _served(one, clause)
        for engine, version in versions_in(reading, one, clause):
            yield Claim(attribute="version", value=version, subject=engine, turn=one.turn, quote=clause.text)


def _names(one: Said, clause: Clause) -> Iterator[Claim]:
    """Engines, devices, networks, data sets and formats that are named."""
    if clause.denied:
        return
    for kind in ("engine", "hardware", "model", "dataset"):
        for name in clause.named(kind):
            if kind == "engine" and tables().engines[name].role != "engine":
                continue
            familiar = kind == "model" and FAMILIAR.search(one.text)
            yield Claim(attribute="familiarity" if familiar else kind, value=name, turn=one.turn, quote=clause.text)
    for match in FORMAT.finditer(clause.text):
        yield Claim(attribute="precision", value=match[1].lower(), turn=one.turn, quote=clause.text)
    for attribute, pattern in CHOSEN:
        for match in pattern.finditer(clause.text):
            name = next(group for group in match.groups() if group)
            yield Claim(attribute=attribute, value=name.lower(), turn=one.turn, quote=clause.text)
    if OWN.search(clause.text):
        yield Claim(attribute="ownership", value=clause.text[:80], turn=one.turn, quote=clause.text)


def _served(one: Said, clause: Clause) -> Iterator[Claim]:
    """The one engine that was served with."""
    engines = [name for name in clause.named("engine") if tables().engines[name].role == "engine"]
    if len(engines) == 1 and engines[0] not in WRAPPERS and not clause.denied and SERVED.search(clause.text):
        yield Claim(
            attribute="serving",
            value=engines[0],
            qualifiers=frozenset(one.named("hardware")),
            turn=one.turn,
            quote=clause.text,
        )
