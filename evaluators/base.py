"""What every kind of grading has in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import Field

from evaluators.response import Response
from evaluators.text import Frozen, Language, Text
from evaluators.verdict import EvaluatorId, Finding, Outcome, Verdict


class Criterion(Frozen):
    """One thing that is looked for in an answer."""

    statement: Text
    """What an answer must say or do for the criterion to be met."""
    weight: float = Field(default=1.0, gt=0)
    optional: bool = False
    """Raises the score above the required part; never lowers it."""
    probe: Text | None = None
    """The follow-up that is asked when the criterion is missing."""


class Grader(Frozen, ABC):
    """A grading section of an item, and the rules that judge by it.

    A subclass has a literal field ``kind`` equal to its package's name, and a class variable ``version`` that grows
    whenever the same answer may get another verdict.
    """

    kind: str
    version: ClassVar[int] = 1
    short: ClassVar[bool] = False
    """Whether an answer is one message, submitted as it is sent; others gather into a draft."""

    criteria: Mapping[str, Criterion] = Field(min_length=1)
    """What is looked for, by id, in the order in which it is reported. A kind may narrow the type of the values."""

    @abstractmethod
    def grade(self, response: Response) -> Verdict:
        """Judge `response`. Exceptions are turned into ``ungraded`` by `evaluators.run.run` alone."""

    def draw(self, seed: int, level: int) -> dict[str, Any]:
        """Fresh values for a generated item at `level` 1 (easy) to 3 (hard); an empty mapping for a fixed item."""
        del seed, level
        return {}

    def placeholders(self, params: Mapping[str, Any], language: Language) -> dict[str, str]:
        """What the prompt's ``{names}`` stand for, given the values drawn."""
        del params, language
        return {}

    def solution(self, params: Mapping[str, Any], language: Language) -> str | None:
        """The worked answer to the values drawn, or None where the item's written model answer serves."""
        del params, language
        return None

    def clarify(self, question: str) -> Sequence[Text]:
        """What can be told to a candidate who asks `question` back: conventions, never hints; most kinds have none."""
        del question
        return ()

    def questions(self, response: Response, verdict: Verdict) -> Sequence[str]:
        """Follow-up questions about what this very answer contains, best first; most kinds have none."""
        del response, verdict
        return ()

    def late(self, response: Response) -> frozenset[str]:
        """The criteria that, if they are met, were met only once a follow-up had asked for them."""
        return response.prompted

    def verdict(self, findings: Iterable[Finding], feedback: str = "", **more: Any) -> Verdict:
        """The verdict that follows from `findings`: score and outcome are computed, all else is taken as given."""
        found = tuple(findings)
        score = score_of(found)
        return Verdict(
            outcome=outcome_of(score),
            score=score,
            findings=found,
            feedback=feedback,
            evaluator=self.signature,
            **more,
        )

    def unjudged(self, outcome: Outcome, feedback: str, **more: Any) -> Verdict:
        """A verdict without a judgement: no answer, unreadable or ungraded."""
        score = 0.0 if outcome is Outcome.NO_ANSWER else None
        return Verdict(outcome=outcome, score=score, feedback=feedback, evaluator=self.signature, **more)

    @property
    def signature(self) -> EvaluatorId:
        """The kind and version that a verdict is signed with."""
        return EvaluatorId(kind=self.kind, version=self.version)


def score_of(findings: Sequence[Finding]) -> float:
    """Share of the required weight that is met, plus what optional criteria add, at most 1.

    An optional criterion adds its weight over the required weight, so that it can make up for something missed.
    """
    required = sum(f.weight for f in findings if not f.optional)
    gained = sum(f.weight for f in findings if f.met)
    return min(1.0, gained / required) if required else float(any(f.met for f in findings))


def outcome_of(score: float) -> Outcome:
    """The outcome that a score stands for."""
    if score >= 1:
        return Outcome.MET
    return Outcome.PARTLY_MET if score > 0 else Outcome.NOT_MET
