"""How an answer is judged: what the service runs, in a thread, for a `Grade`."""

import logging

from evaluators.run import run
from evaluators.text import Text
from evaluators.verdict import EvaluatorId, Outcome, Verdict
from interview_flow.effects import Grade
from question_bank.bank import Bank, NoSuchItem

log = logging.getLogger(__name__)

NO_EVALUATOR = Text(
    zh="这道题目前没有自动评分，你的回答已记录，标为“未评分”。",
    en="There is no evaluator for this question yet: your answer is recorded and marked as ungraded.",
)


def grade(request: Grade, bank: Bank) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on an answer, and what the evaluator would ask further about it.

    Blocking: an evaluator may start child processes. Never raises for what a candidate sent.
    """
    try:
        grading = bank.item(request.item).grading
    except NoSuchItem:
        grading = None
    if grading is None:
        feedback = NO_EVALUATOR.in_(request.response.language)
        ungraded = Verdict(
            outcome=Outcome.UNGRADED, score=None, feedback=feedback, evaluator=EvaluatorId(kind="open", version=1)
        )
        return ungraded, ()
    verdict = run(grading, request.response)
    try:
        return verdict, tuple(grading.questions(request.response, verdict))
    except Exception:
        # A follow-up that fails is one question less, and no reason to lose a verdict.
        log.exception("questions of evaluator %s failed", grading.kind)
        return verdict, ()
