"""A baseline's figure is never the model's."""

import pytest

from evaluators.honesty.claims import claims_of
from evaluators.honesty.reading import read
from evaluators.response import Turn
from tests.evaluators.honesty.conftest import turns

MODEL, OTHER = False, True


def metrics(said, question=""):
    """Each metric in a reply: its value, and whether it is another method's."""
    dialogue = (Turn(role="interviewer", text=question), Turn(role="candidate", text=said))
    reading = read(dialogue)
    return [(c.value, c.of_another) for c in claims_of(reading, reading.said[0]) if c.attribute == "metric"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The classical Hough transform had recall 0.41.", [(0.41, OTHER)]),
        ("It was a classical Hough transform, recall 0.41.", [(0.41, OTHER)]),
        ("Recall was 0.41 with the old rules.", [(0.41, OTHER)]),
        ("Our network got recall 0.78, the old rules got recall 0.41.", [(0.78, MODEL), (0.41, OTHER)]),
        ("mAP50 0.83 vs 0.74 for the old Haar cascade", [(0.83, MODEL), (0.74, OTHER)]),
        ("mAP50 of 0.87 against 0.79 for the old template matching.", [(0.87, MODEL), (0.79, OTHER)]),
        ("Compared with the old rules, recall is 0.78.", [(0.78, MODEL)]),
        ("It replaced the old rules, recall is 0.78.", [(0.78, MODEL)]),
        ("The old one was slow, our final model has recall 0.78.", [(0.78, MODEL)]),
        ("召回率 0.78，基线召回率 0.41", [(0.78, MODEL), (0.41, OTHER)]),
        ("原来的规则召回率 0.41，现在召回率 0.78", [(0.41, OTHER), (0.78, MODEL)]),
        ("旧方案是霍夫变换，召回率只有 0.41", [(0.41, OTHER)]),
        ("和旧方案相比，召回率是 0.78", [(0.78, MODEL)]),
    ],
)
def test_a_figure_belongs_to_the_method_it_is_said_of(said, expected):
    assert metrics(said) == expected


def test_the_question_tells_whose_figure_it_is_only_where_it_asks_for_one_method():
    assert metrics("Recall 0.41.", "How good was the baseline?") == [(0.41, OTHER)]
    assert metrics("Recall 0.78.", "Which metric, and against which baseline?") == [(0.78, MODEL)]


@pytest.mark.parametrize(
    "said",
    [
        ("Lane detection. Before us it was a classical Hough transform, recall 0.41.", "And the model?",
         "Recall 0.78 at 2 false alarms per image, the old rules got 0.41."),
        ("The classical Hough pipeline had recall 0.41.", "Metric and baseline?",
         "Recall 0.78 on the test set, the old rules got recall 0.41."),
        ("The classical pipeline had recall 0.41.", "Any other baseline?", "The old rules had recall 0.60."),
        ("质检项目，旧方案召回率 0.41。", "指标？", "召回率 0.78，原来的规则是 0.41。"),
    ],
)  # fmt: skip
def test_a_baseline_is_no_contradiction(judge, said):
    verdict = judge(*said)
    assert verdict.overall != "contradicted"
    assert not [concern for concern in verdict.concerns if concern.kind == "inconsistent"]


def test_two_figures_for_the_model_itself_still_are(judge):
    verdict = judge("Our network had recall 0.41.", "Sure?", "Our network had recall 0.78.")
    assert [(concern.kind, concern.turn) for concern in verdict.concerns] == [("inconsistent", 2)]


def test_a_baseline_alone_is_not_the_models_metric(basics):
    dialogue = turns(("A lane detector.", "How good was the baseline?", "The old rules had recall 0.41."))
    assert not basics(dialogue).met("offline_metric")
    better = turns(("A face detector.", "Metric?", "mAP50 0.83 vs 0.74 for the old Haar cascade"))
    assert basics(better).met("offline_metric")
