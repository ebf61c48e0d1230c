"""The overall reading, after the rules that the two interview guides give themselves."""

from collections.abc import Sequence

from evaluators.text import Language, Text
from interview_flow.phrasing import fill
from interview_flow.report import words as w
from interview_flow.report.model import ConcernReport, Reading, StageReport

GOOD = 0.7
"""A score from here on is good."""
MISSED = 0.5
"""A question with less was missed."""
MOST_BASICS_MISSED = 1
"""Guide: who misses more than one of the basics needs to work on them."""
ENOUGH = 0.5
"""Share of the planned questions that must be answered for a total."""
GATES = ("impossible_fact", "inconsistent")
"""Findings that come before everything else. Guide: without honesty nothing else counts."""


def enough(stages: Sequence[StageReport]) -> bool:
    """Whether enough was answered for a total: half of what was planned, and every stage has a score."""
    return all(s.score is not None for s in stages) and answered(stages) >= ENOUGH * sum(s.planned for s in stages)


def answered(stages: Sequence[StageReport]) -> int:
    """How many questions have an answer that was judged. Silence lowers a stage's score, but says little of anybody."""
    items = [item for stage in stages for item in stage.items]
    return sum(item.score is not None and bool(item.answers or item.files) for item in items)


def read(stages: Sequence[StageReport], concerns: Sequence[ConcernReport], language: Language) -> Reading:
    """The reading: what comes first decides the verdict, and every sentence that holds is said."""

    def sentence(text: Text, **values: object) -> str:
        return fill(text.in_(language), values)

    def names(some: Sequence[StageReport]) -> str:
        return ("、" if language == "zh" else ", ").join(stage.title for stage in some)

    gates = [concern for concern in concerns if concern.kind in GATES and not concern.unsure]
    basics = [item for stage in stages for item in stage.items if item.basics and item.score is not None]
    missed = [item for item in basics if item.score is not None and item.score < MISSED]
    good = [stage for stage in stages if stage.score is not None and stage.score >= GOOD]
    weak = [stage for stage in stages if stage.score is not None and stage.score < GOOD]
    unreached = [stage for stage in stages if not stage.items]
    unjudged = [stage for stage in stages if stage.items and stage.score is None]
    needs_basics = len(missed) > MOST_BASICS_MISSED
    sentences = [
        *([sentence(w.HONESTY_FIRST, count=len(gates))] if gates else []),
        *([sentence(w.BASICS, count=len(missed))] if needs_basics else []),
        *([sentence(w.GOOD_STAGES, stages=names(good))] if good and not gates and len(good) < len(stages) else []),
        *([sentence(w.WEAK_STAGES, stages=names(weak))] if weak and answered(weak) else []),
        *([sentence(w.UNJUDGED_STAGES, stages=names(unjudged))] if unjudged else []),
        *([sentence(w.UNREACHED_STAGES, stages=names(unreached))] if unreached else []),
    ]
    if gates:
        return Reading(verdict="honesty_first", sentences=tuple(sentences))
    if needs_basics:
        return Reading(verdict="basics_need_work", sentences=tuple(sentences))
    if not enough(stages):
        planned = sum(s.planned for s in stages)
        too_little = sentence(w.TOO_LITTLE, answered=answered(stages), planned=planned)
        return Reading(verdict="too_little", sentences=(too_little, *sentences))
    if len(good) == len(stages):
        return Reading(verdict="ready", sentences=(sentence(w.READY),))
    return Reading(verdict="mixed", sentences=tuple(sentences))
