"""What is added to a verdict where item and answer meet."""

from datetime import UTC, datetime

import pytest

from evaluators.response import Response
from interview_flow.effects import Grade
from interview_flow.grading import RECITED, grade
from question_bank.loader import load

BANK = load()
ITEM = "concept/relu_vs_sigmoid"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_recited_model_answer_is_remarked_on_and_scored_as_any_other(language):
    text = BANK.item(ITEM).model_answer.in_(language)
    verdict, _ = graded(text, language)
    assert verdict.details["recognised"] == "recited"
    assert RECITED.in_(language) in verdict.feedback
    assert verdict.score == BANK.item(ITEM).grading.grade(Response(text=text, language=language)).score


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ReLU does not saturate.", "en"),
        ("On the right ReLU keeps a slope of one, so deep nets still learn; sigmoid goes flat at both ends.", "en"),
        ("ReLU 右边斜率一直是 1，信号传得回去；sigmoid 两头是平的，层一多前面就学不动了，而且它还要算指数。", "zh"),
    ],
)
def test_own_words_are_not_remarked_on(text, language):
    verdict, _ = graded(text, language)
    assert verdict.details.get("recognised") != "recited"


def graded(text, language):
    response = Response(text=text, language=language)
    return grade(Grade(answer="1", item=ITEM, response=response, at=datetime(2025, 1, 1, tzinfo=UTC)), BANK)
