"""The only place where an evaluator's exception becomes a verdict."""

import logging

from evaluators.base import Grader
from evaluators.concept.reader import client
from evaluators.response import Response
from evaluators.text import Text
from evaluators.verdict import Outcome, Verdict

log = logging.getLogger(__name__)

OUR_FAULT = Text(
    zh="这道题没能评分，是我们这边出了问题，不会影响你的成绩。",
    en="This answer could not be graded. The fault is ours and does not count against you.",
)
NOTHING_SAID = Text(zh="没有收到回答。", en="There was no answer.")


def reviewed(grader: Grader, response: Response, verdict: Verdict, worker: client.Worker) -> Verdict:
    """`verdict` with what the learned reader adds; it knows of concept answers and of dialogues."""
    # Other kinds need nothing of either.
    if grader.kind == "concept":
        from evaluators.concept.reader import agreement  # noqa: PLC0415 - as above

        return agreement.reviewed(grader, response, verdict, worker)
    if grader.kind == "honesty":
        from evaluators.honesty import agreement as of_dialogues  # noqa: PLC0415 - as above

        return of_dialogues.reviewed(grader, response, verdict, worker)
    return verdict


def run(grader: Grader, response: Response) -> Verdict:
    """Grade `response`; whatever goes wrong inside the evaluator is our fault and yields ``ungraded``."""
    if not (response.text.strip() or response.files or response.dialogue):
        return grader.unjudged(Outcome.NO_ANSWER, NOTHING_SAID.in_(response.language))
    try:
        verdict = grader.grade(response)
        heard = client.worker()
        return reviewed(grader, response, verdict, heard) if heard else verdict
    except Exception:
        # The answer itself stays out of the log: it is the candidate's.
        log.exception("evaluator %s failed", grader.kind)
        return grader.unjudged(Outcome.UNGRADED, OUR_FAULT.in_(response.language))
