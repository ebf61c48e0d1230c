"""What is read before a reply to a follow-up holds nothing of what is asked for."""

import pytest

from evaluators.concept.grader import ConceptGrader
from evaluators.response import Response, Turn
from question_bank.loader import load

PROBED = [
    pytest.param(item.grading, name, id=f"{item.id}/{name}")
    for item in load()
    if isinstance(item.grading, ConceptGrader)
    for name, criterion in item.grading.criteria.items()
    if criterion.premise
]
EMPTY = {
    "en": ("I don't know.", "Nothing changes.", "Yes.", "Not sure about that one."),
    "zh": ("不知道。", "没什么变化。", "是的。", "这个不太清楚。"),
}


def test_many_follow_ups_have_a_premise():
    assert len(PROBED) > 100


@pytest.mark.parametrize(("rubric", "name"), PROBED)
def test_an_empty_reply_behind_the_premise_earns_nothing(rubric, name):
    criterion = rubric.criteria[name]
    for language, replies in EMPTY.items():
        asked = Turn(role="interviewer", text=criterion.probe.in_(language))
        for reply in replies:
            dialogue = (asked, Turn(role="candidate", text=reply))
            response = Response(text=reply, language=language, dialogue=dialogue, prompted=frozenset({name}))
            assert not any(f.met for f in rubric.grade(response).findings), (criterion.premise, reply)
