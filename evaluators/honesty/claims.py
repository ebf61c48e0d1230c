"""Claims: what a candidate states about their own work, each with its words, to be asked about and compared."""

from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.amounts import amounts_of
from evaluators.honesty.choices import choices_of
from evaluators.honesty.claim import BASELINE, Claim
from evaluators.honesty.clause import Clause
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.qualifiers import formats
from evaluators.honesty.reading import Reading
from evaluators.honesty.replies import filled
from evaluators.honesty.rules.versions import versions_in
from evaluators.honesty.said import Said
from evaluators.honesty.scores import scores_of
from evaluators.honesty.settings import settings_of

__all__ = ["BASELINE", "Claim", "claims_of"]

GIVEN = Pattern(r"^\W*(?:\w+\W+){0,2}(?:with|at)\b(?:(?!\bif\b)[^,.;]){1,60}\b(?:would|could)\b")
"""What follows from a fact: "with 350 million parameters you could run it anywhere"."""
FAMILIAR = lexicon.words("familiar")
RESULT, OF_AN_OUTCOME = lexicon.words("gained_so_much"), lexicon.words("outcome_of_a_project")
"""That something rose or fell by so much, and words for what counts once a project is in use."""
OWN, WROTE_CODE = lexicon.words("own"), lexicon.words("wrote_code")
PREVIOUS = lexicon.words("previous_state")
FIRST = Pattern(r"最[早初]|起初|一开始|刚开始|先用|第一[版个台]|\bfirst\b|\b(?:initial|earli)\w*")
"""Of a version: another one may have come after it."""


def claims_of(reading: Reading, one: Said) -> Iterator[Claim]:
    """The claims of one turn."""
    one = filled(one)
    for clause in one.clauses:
        if clause.supposed and not GIVEN.search(clause.text):
            continue
        yield from _names(one, clause)
        for amount in amounts_of(reading, one, clause):
            yield Claim(**amount._asdict(), turn=one.turn, quote=clause.quote)
        for score in scores_of(one, clause):
            yield Claim(attribute="metric", **score._asdict(), turn=one.turn, quote=clause.quote)
        for choice in choices_of(one, clause):
            yield Claim(**choice._asdict(), turn=one.turn, quote=clause.quote)
        for setting in settings_of(one, clause):
            yield Claim(
                attribute="setting", value=setting.value, subject=setting.name, turn=one.turn, quote=clause.quote
            )
        for engine, version in versions_in(reading, one, clause):
            former = frozenset({"before"}) if PREVIOUS.search(clause.text) or FIRST.search(clause.text) else frozenset()
            yield Claim(
                attribute="version",
                value=version,
                subject=engine,
                qualifiers=former,
                turn=one.turn,
                quote=clause.quote,
            )


def _names(one: Said, clause: Clause) -> Iterator[Claim]:
    """Engines, devices, networks, data sets and formats that are named, and what was somebody's own work."""
    if clause.denied:
        return
    for kind in ("engine", "hardware", "model", "dataset"):
        for name in clause.named(kind):
            if kind == "engine" and tables().engines[name].role != "engine":
                continue
            familiar = kind == "model" and FAMILIAR.search(one.text)
            yield Claim(attribute="familiarity" if familiar else kind, value=name, turn=one.turn, quote=clause.quote)
    for name in sorted(formats(clause.text)):
        yield Claim(attribute="precision", value=name, turn=one.turn, quote=clause.quote)
    if OWN.search(clause.text):
        yield Claim(attribute="ownership", value=clause.text[:80], turn=one.turn, quote=clause.quote)
    if RESULT.search(clause.text) and any(OF_AN_OUTCOME.search(part.text) for part in one.sentence(clause.sentence)):
        yield Claim(attribute="result", value=clause.text[:80], turn=one.turn, quote=clause.quote)
    if WROTE_CODE.search(clause.text):
        yield Claim(attribute="code", value=clause.text[:80], turn=one.turn, quote=clause.quote)
