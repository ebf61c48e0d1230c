"""Metrics with their values, and whose they are: the candidate's own model's, or that of a method beside it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from evaluators.honesty import baseline, lexicon
from evaluators.honesty.claim import BASELINE
from evaluators.honesty.clause import Clause
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.qualifiers import NARROWS, SPLITS, qualifiers
from evaluators.honesty.said import Said

VALUE = lexicon.source("score_value")
VALUE_FIRST = lexicon.source("score_value_first")
METRICS = {
    name: lexicon.words(f"metric_{name}", VALUE_FIRST=VALUE_FIRST, VALUE=VALUE)
    for name in (
        "precision", "recall", "f1", "top1", "top5", "map50", "map50_95", "auc", "accuracy", "map", "miou",
        "bleu", "wer",
    )
}  # fmt: skip
NAMED = (lexicon.words("score_named", VALUE=VALUE), lexicon.words("score_named_behind", VALUE_FIRST=VALUE_FIRST))
"""Any other metric, called by its name."""
BROKEN = Pattern(r"坑|bug|写反|写错|搞反|泄漏|nan|\b(?:wrong|broke\w*|leak\w*|mistake)\b")
"""A turn about something that went wrong: its figures are not the result's."""
ON_A_PART = lexicon.words("on_a_part")
INFLATED = lexicon.words("inflated")
"""A value told as one that was too good: the candidate does not claim it."""
ASKS_WHY_NOT = Pattern(r"\bwhy (?:not|did ?n.t|don.t)\b|(?:为什么|为啥|怎么)(?:不|没)")
WITH_THAT = Pattern(
    r"(?:but |and )?(?:with|using|on) (?:it|them|that|those|these)\b|"
    r"(?:用|换|加|带)(?:了|上|成)?(?:它们?|这[个些种]|那[个些种])"
)
"""In answer to that: how it fared with what was not chosen."""
MODEL = Pattern(r"模型|\bmodel\b")
"""What a value is that of, though the labellers' agreement was told right before."""
AGREEMENT = "on agreement"
ABLATION = "on ablation"
OF_THE_SENTENCE = {
    "first": NARROWS["first"],
    AGREEMENT: lexicon.words("agreement_of_labellers"),
    ABLATION: lexicon.words("left_out_for_comparison"),
    "target": lexicon.words("as_they_wanted"),
}
"""What narrows a value wherever it stands before it in the sentence."""
BESIDE = Pattern(
    r"\s*(?:\b(?:vs\.?|versus|against|compared (?:to|with)|up from)\s*"
    r"(?:(?:the|an?|our|its|their) )?(?:baselines?(?: of)?\s*)?"
    r"|(?:对比|相比|基线(?:是|为)?)\s*)(\d{1,3}(?:\.\d+)?)(?!\s*(?:ms|毫秒|fps|张|images))"
)
"""The value that stands against the one just given: "0.83 vs 0.74"."""
DIFFERENCE = Pattern(r"\s*(?:points?\b|个(?:百分)?点)")
"""Behind a value and its metric: it is what one method has more than another."""
METHOD = lexicon.words("method_named")
"""What a baseline is called."""
METHOD_RIGHT_BEFORE = Pattern(rf"({METHOD.pattern})\s*(?:的|'s|had|has|got|reached|gave)?\s*(?:an?|the)?\s*$")


class Score(NamedTuple):
    """A metric's value, as a share of one where it is one."""

    value: float
    subject: str
    qualifiers: frozenset[str]


def scores_of(one: Said, clause: Clause) -> Iterator[Score]:
    """The metrics that a clause gives a value for."""
    found = [(name, match) for name, pattern in METRICS.items() for match in pattern.finditer(clause.text)]
    found += [(_plain(match["name"]), match) for words in NAMED for match in words.finditer(clause.text)]
    if not found or BROKEN.search(one.text):
        return
    if any(ON_A_PART.search(part.text) for part in one.up_to(clause)):
        return
    if any(INFLATED.search(part.text) for part in one.sentence(clause.sentence)):
        return
    for name, match in found:
        if DIFFERENCE.match(clause.text, match.end()):
            continue
        start, end, share = _place(match)
        value = _share(float(clause.text[start:end]), percent=share)
        narrowed = qualifiers(one, clause, "metric") | _sentence(one, clause)
        if baseline.of_another(one, clause, start, end):
            yield Score(value, name + _method(one, clause, start), _data(narrowed) | {BASELINE})
            continue
        yield Score(value, name, narrowed)
        called = METHOD_RIGHT_BEFORE.search(clause.text[: match.start()])
        if called:
            yield Score(value, f"{name} of {_called(called[1])}", _data(narrowed) | {BASELINE})
        beside = BESIDE.match(clause.text, match.end())
        if beside:
            against = _share(float(beside[1]), percent=share)
            yield Score(against, name + _method(one, clause, start), _data(narrowed) | {BASELINE})


def _sentence(one: Said, clause: Clause) -> frozenset[str]:
    """What the sentence so far says of a value: that of a first version, of a run without something, of labellers."""
    so_far = " ".join(part.text for part in one.up_to(clause))
    found = frozenset(name for name, words in OF_THE_SENTENCE.items() if words.search(so_far))
    if ASKS_WHY_NOT.search(one.question) and any(WITH_THAT.match(part.text) for part in one.up_to(clause)):
        found |= {ABLATION}
    of_the_model = MODEL.search(clause.text) and not OF_THE_SENTENCE[AGREEMENT].search(clause.text)
    return found - {AGREEMENT} if of_the_model else found


def _data(narrowed: frozenset[str]) -> frozenset[str]:
    """Of the qualifiers of a metric those that tell on which data it was measured."""
    return frozenset(name for name in narrowed if name in SPLITS or name.startswith("on "))


def _plain(name: str) -> str:
    """A metric's name as it is compared."""
    return re.sub(r"[\s_-]", "", name.lower())


def _place(match: re.Match[str]) -> tuple[int, int, bool]:
    """Where the value stands, and whether it is said as a percentage."""
    names = set(match.re.groupindex.values())
    groups = [place for place in range(1, match.re.groups + 1) if place not in names and match[place]]
    return (*match.span(groups[0]), len(groups) > 1)


def _method(one: Said, clause: Clause, start: int) -> str:
    """What the baseline is called, by the nearest name before its figure in this sentence, or the first one after."""
    sentence = one.sentence(clause.sentence)
    place = sentence.index(clause)
    before = [*(part.text for part in sentence[:place]), clause.text[:start]]
    called = [match[0] for text in before for match in METHOD.finditer(text)]
    if not called:
        called = [match[0] for match in METHOD.finditer(clause.text[start:])][:1]
    return f" of {_called(called[-1])}" if called else ""


def _called(method: str) -> str:
    """A method's name as it is compared."""
    return method.lower().removesuffix("s")


def _share(value: float, *, percent: bool) -> float:
    """A metric as a share of one; figures beyond two are percentages though they do not say so."""
    return value / 100 if percent or value > 2.0 else value
