"""A reply to a follow-up is read behind what the follow-up has said."""

import pytest

from evaluators.concept.grader import ConceptGrader
from evaluators.concept.premise import heard
from evaluators.response import Response, Turn

PROBE = {"zh": "显存只放得下两张图怎么办？", "en": "What if only two images fit on the card?"}
RUBRIC = ConceptGrader.model_validate({
    "kind": "concept",
    "terms": {"small": ["small batch", "batch 很小"], "noisy": ["noisy", "不准"], "mean": ["the mean", "均值"]},
    "criteria": {
        "small_batch": {
            "statement": {"zh": "batch 小时统计量不准", "en": "A small batch makes its statistics noisy"},
            "probe": PROBE, "premise": {"zh": "batch 很小的时候", "en": "With a small batch"}, "says": ["small & noisy"],
        },
        "subtracts": {"statement": {"zh": "减均值", "en": "It subtracts the mean"}, "says": ["mean"]},
    },
})  # fmt: skip


def after(reply, question=PROBE["en"], *, prompted=("small_batch",)):
    said = [("interviewer", "What does it do?"), ("candidate", "It subtracts the mean."), ("interviewer", question),
            ("candidate", reply)]  # fmt: skip
    return Response(
        text=f"It subtracts the mean.\n{reply}", prompted=frozenset(prompted),
        dialogue=tuple(Turn(role=role, text=text) for role, text in said),
    )  # fmt: skip


@pytest.mark.parametrize("reply", ["Then the statistics get noisy.", "统计量就不准了"])
def test_what_the_question_has_said_need_not_be_said_again(reply):
    verdict = RUBRIC.grade(after(reply))
    assert [finding.met for finding in verdict.findings] == [True, True]


def test_evidence_quotes_the_candidate_alone():
    for reply in ("Then the statistics get noisy.", "statistics would get noisy"):
        verdict = RUBRIC.grade(after(reply))
        assert verdict.findings[0].evidence == reply
        assert "With a small batch" not in verdict.feedback


@pytest.mark.parametrize("reply", ["Nothing changes.", "No idea.", "没有影响", "Yes."])
def test_the_premise_alone_earns_nothing(reply):
    assert RUBRIC.grade(after(reply)).met("small_batch") is not True


def test_only_the_reply_to_that_follow_up_is_read_behind_it():
    assert heard(after("They get noisy.", question="Anything else?"), RUBRIC.criteria).premises == ()
    assert RUBRIC.grade(after("They get noisy.", question="Anything else?")).met("small_batch") is False
    assert (
        heard(after("They get noisy.", prompted=()), RUBRIC.criteria).text == "It subtracts the mean.\nThey get noisy."
    )


def test_a_premise_earns_nothing_but_what_it_was_put_for():
    stated = {"zh": "batch 很小", "en": "The batch is small"}
    criteria = {"size": {"statement": stated, "says": ["small"]}}
    rubric = ConceptGrader.model_validate({
        **RUBRIC.model_dump(), "criteria": {**RUBRIC.model_dump()["criteria"], **criteria}
    })  # fmt: skip
    verdict = rubric.grade(after("The statistics get noisy."))
    assert (verdict.met("small_batch"), verdict.met("size")) == (True, False)


def test_what_was_said_before_its_follow_up_was_not_said_only_then():
    """Where the learned reader had doubted it, say: the doubt was ours."""
    response = after("Noisy, as I said.")
    before = response.dialogue[1].model_copy(update={"text": "With a small batch the mean is noisy."})
    told = response.model_copy(update={"dialogue": (response.dialogue[0], before, *response.dialogue[2:])})
    assert RUBRIC.late(response) == {"small_batch"}
    assert RUBRIC.late(told) == frozenset()
    assert [RUBRIC.grade(each).findings[0].note for each in (response, told)] == ["prompted", ""]
    assert [RUBRIC.grade(each).score for each in (response, told)] == [0.75, 1]


def test_the_parts_of_what_was_heard_leave_the_premises_out():
    told = heard(after("They get noisy."), RUBRIC.criteria)
    assert [told.text[begin:end] for begin, end in told.parts()] == ["It subtracts the mean.", "They get noisy."]
