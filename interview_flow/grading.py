"""How an answer is judged: what the service runs, in a thread, for a `Grade`."""

import logging

from evaluators.base import Grader, outcome_of
from evaluators.concept.habits import near_copy
from evaluators.response import Response
from evaluators.run import run
from evaluators.text import Text
from evaluators.verdict import LEFT_OUT, EvaluatorId, Outcome, Verdict
from interview_flow.effects import Grade
from interview_flow.state import LATE
from question_bank.bank import Bank, NoSuchItem
from question_bank.item import Item

log = logging.getLogger(__name__)

NO_EVALUATOR = Text(
    zh="这道题目前没有自动评分，你的回答已记录，标为“未评分”。",
    en="There is no evaluator for this question yet: your answer is recorded and marked as ungraded.",
)

RECITED = Text(
    zh="这段话和参考答案几乎逐字相同。分数不受影响，但面试官多半会请你换自己的话再讲一遍。",
    en="This is nearly word for word the model answer. The score stands, but an interviewer would likely ask you to say"
    " it in your own words.",
)
PART = 0.5
"""What a criterion counts that was met only after a follow-up had asked for it."""


def grade(request: Grade, bank: Bank) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on an answer, and what the evaluator would ask further about it.

    Blocking: an evaluator may start child processes. Never raises for what a candidate sent.
    """
    try:
        item = bank.item(request.item)
    except NoSuchItem:
        item = None
    if item is None or item.grading is None:
        feedback = NO_EVALUATOR.in_(request.response.language)
        ungraded = Verdict(
            outcome=Outcome.UNGRADED, score=None, feedback=feedback, evaluator=EvaluatorId(kind="open", version=1)
        )
        return ungraded, ()
    grading = item.grading
    verdict = in_part(run(grading, request.response), grading, request.response)
    verdict = recited(verdict, item, request.response)
    try:
        return verdict, tuple(grading.questions(request.response, verdict))
    except Exception:
        # A follow-up that fails is one question less, and no reason to lose a verdict.
        log.exception("questions of evaluator %s failed", grading.kind)
        return verdict, ()


def recited(verdict: Verdict, item: Item, response: Response) -> Verdict:
    """`verdict` with a remark, and ``recognised`` in its details, if the answer is the item's model answer.

    Nothing is said of a program, since one right program looks much like another, or where there is no score to stand.
    """
    if item.model_answer is None or item.kind == "program" or verdict.score is None:
        return verdict
    if not near_copy(response.text, item.model_answer.in_(response.language)):
        return verdict
    feedback = f"{verdict.feedback}\n{RECITED.in_(response.language)}".strip()
    return verdict.model_copy(update={"feedback": feedback, "details": {**verdict.details, "recognised": "recited"}})


def in_part(verdict: Verdict, grading: Grader, response: Response) -> Verdict:
    """`verdict` with what was met only after a follow-up counted in part, against the whole of what is required.

    Its details say what that is.
    """
    if verdict.score is None or not any(f.met and f.criterion in response.prompted for f in verdict.findings):
        return verdict
    late = grading.late(response)
    found = {f.criterion: f for f in verdict.findings}
    left_out = verdict.details.get(LEFT_OUT, ())
    required = sum(c.weight for name, c in grading.criteria.items() if not c.optional and name not in left_out)
    gained = sum(
        criterion.weight * (PART if name in late else 1)
        for name, criterion in grading.criteria.items()
        if name in found and found[name].met
    )
    score = min(verdict.score, gained / required) if required else verdict.score
    details = {**verdict.details, LATE: sorted(late)}
    return verdict.model_copy(update={"score": score, "outcome": outcome_of(score), "details": details})
