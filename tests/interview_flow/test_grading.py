"""What is added to a verdict where item and answer meet."""

from datetime import UTC, datetime

import pytest

from evaluators.response import Response, Turn
from evaluators.verdict import EvaluatorId, Outcome, Verdict
from interview_flow.effects import Grade
from interview_flow.grading import RECITED, grade, recited
from question_bank.loader import load

BANK = load()
ITEM = "concept/relu_vs_sigmoid"
MET = Verdict(outcome=Outcome.MET, score=1.0, evaluator=EvaluatorId(kind="any", version=1))


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_of_code_that_does_not_parse_nothing_but_that_is_said(language):
    item = BANK.item("program/depthwise_separable_conv")
    code = item.model_answer.in_(language)
    verdict, _ = graded(code.replace("):", ")", 1), language, "program/depthwise_separable_conv")
    assert verdict.outcome is Outcome.UNREADABLE
    assert RECITED.in_(language) not in verdict.feedback


def test_one_right_program_is_as_good_as_another_and_no_recitation():
    item = BANK.item("program/depthwise_separable_conv")
    response = Response(text=item.model_answer.en)
    assert recited(MET, item, response) == MET
    assert recited(MET, BANK.item(ITEM), Response(text=BANK.item(ITEM).model_answer.en)) != MET


@pytest.mark.parametrize(
    ("first", "reply", "late"),
    [
        ("先标准化，再乘 gamma 加 beta（可学的）", "我说过了", False),
        ("先标准化", "再乘 gamma 加 beta，都是可学的", True),
        ("It is standardised, then scaled by gamma and shifted by beta, both learned.", "I said so.", False),
        ("It is standardised.", "Scaled by gamma and shifted by beta, both learned.", True),
    ],
)
def test_only_what_a_follow_up_brought_counts_in_part_and_is_marked(first, reply, late):
    item = BANK.item("concept/batchnorm")
    language = "zh" if first.startswith("先") else "en"
    turns = [("interviewer", "?"), ("candidate", first)]
    turns += [("interviewer", item.grading.criteria["affine"].probe.in_(language)), ("candidate", reply)]
    response = Response(
        text=f"{first}\n{reply}", language=language, prompted=frozenset({"affine"}),
        dialogue=tuple(Turn(role=role, text=text) for role, text in turns),
    )  # fmt: skip
    verdict, _ = grade(Grade(answer="1", item=item.id, response=response, at=datetime(2025, 1, 1, tzinfo=UTC)), BANK)
    finding = next(f for f in verdict.findings if f.criterion == "affine")
    assert (finding.met, verdict.details["late"]) == (True, ["affine"] if late else [])
    whole = sum(f.weight for f in verdict.findings if f.met and not f.optional) / 4
    assert verdict.score == pytest.approx(whole - late / 8)


def graded(text, language, item=ITEM):
    response = Response(text=text, language=language)
    return grade(Grade(answer="1", item=item, response=response, at=datetime(2025, 1, 1, tzinfo=UTC)), BANK)
