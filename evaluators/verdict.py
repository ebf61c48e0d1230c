"""What grading yields: an outcome, a finding for each criterion, and what was read to get there."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from evaluators.text import Frozen

LEFT_OUT = "left_out"
"""In a verdict's details: the criteria without a finding, because they ask about what was not the candidate's part."""


class Outcome(StrEnum):
    """The six ways an answer can end; they are never merged."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NO_ANSWER = "no_answer"
    UNREADABLE = "unreadable"
    """Nothing could be read with certainty: ask again, at no cost to the candidate."""
    UNGRADED = "ungraded"
    """Not judged, by our own fault, for want of an evaluator or because it was not the candidate's part: never counted
    against them."""


class Finding(Frozen):
    """What was found for one criterion."""

    criterion: str
    met: bool | None
    """None where the evaluator cannot decide: shown as uncertain, counted as not met."""
    weight: float = Field(default=1.0, ge=0)
    optional: bool = False
    """An optional criterion can raise the score, never lower it."""
    read: str = ""
    """What was understood, shown back to the candidate."""
    evidence: str = ""
    """The candidate's own words, or the run, that the finding rests on."""
    note: str = ""
    """The literal name of a mistake, a convention or a misconception (``forgot_bias``, ``macs``), or empty."""
    comment: str = ""
    """One sentence for the candidate, in the language of the response."""


class Concern(Frozen):
    """What an honesty evaluation found in a dialogue: it quotes and gives a reason, it does not accuse."""

    kind: str
    """``impossible_fact``, ``inconsistent``, ``vague``, ``evaded`` or ``recited``."""
    turn: int
    """Zero-based index into the dialogue."""
    quote: str
    reason: str
    source: str = ""
    """Where the contradicting fact comes from: an address, or the earlier turn's words."""
    unsure: bool = Field(default=False, exclude_if=lambda unsure: not unsure)
    """It rests on the learned reader's word alone: asked about, and held against nobody. Stored only where it is so."""


class EvaluatorId(Frozen):
    """Which evaluator judged, and in which version of its rules."""

    kind: str
    version: int


class Verdict(Frozen):
    """The result of grading one response."""

    outcome: Outcome
    score: float | None = Field(ge=0, le=1)
    """Share of the required weight that was met, optional criteria added on top up to 1; None where not judged."""
    findings: tuple[Finding, ...] = ()
    members: tuple[str, ...] | None = None
    """For a listing item: the distinct members that were given."""
    wrong: tuple[str, ...] | None = None
    """For a listing item: what was offered and is no member."""
    concerns: tuple[Concern, ...] = ()
    overall: str | None = None
    """For honesty: ``substantiated``, ``unclear`` or ``contradicted``."""
    feedback: str = ""
    """A sentence or more in the language of the response."""
    evaluator: EvaluatorId
    details: dict[str, Any] = Field(default_factory=dict)
    """What a report may show beyond this, JSON values only: a run's output, a table of cases."""

    def met(self, criterion: str) -> bool | None:
        """Whether `criterion` was met; None where it is undecided or was not looked for."""
        return next((f.met for f in self.findings if f.criterion == criterion), None)
