"""Points with positions that exclude each other, for the learned reader to be trained on."""

import random

import pytest
from pydantic import ValidationError

from question_bank.contradictions import Told
from question_bank.positions import Point, examples, points


def told(*texts):
    return tuple(Told(text=text) for text in texts)


LABELS = Point(language="en", point="who labelled", positions=(told("I", "me"), told("a firm", "others")),
               neutral=told("12,000 images", "in CVAT"))  # fmt: skip
ENGINE = Point(language="en", point="engine", positions=(told("ncnn"), told("TensorRT")))
CHINESE = Point(language="zh", point="数据", positions=(told("自己采的"), told("公开的")))


def read(*found):
    """Over many epochs: whether of two texts on one point the later contradicts the earlier."""
    pairs = {}
    for seed in range(60):
        for example in examples(found, random.Random(seed)):
            for one in example.asked:
                pairs[example.answer, one.statement.removeprefix("contradicts: ")] = one.label
    return pairs


def test_statements_of_two_positions_exclude_each_other_and_no_others_do():
    position = {"I": 0, "me": 0, "a firm": 1, "others": 1}
    pairs = read(("roles", LABELS))
    assert len(pairs) == 6 * 5
    for (reply, stated), label in pairs.items():
        clash = reply in position and stated in position and position[reply] != position[stated]
        assert label == float(clash), (reply, stated)


def test_a_statement_is_also_read_beside_one_on_a_point_of_another_subject_and_excludes_as_before():
    pairs = read(("roles", LABELS), ("deployment", ENGINE))
    joined = {pair: label for pair, label in pairs.items() if "ncnn" in pair[1] and "ncnn" not in pair[0]}
    assert {label for (reply, stated), label in joined.items() if stated.startswith("I ") and "a firm" in reply} == {
        1.0
    }
    assert {label for (reply, stated), label in joined.items() if stated == "ncnn" and "TensorRT" not in reply} == {0.0}


@pytest.mark.parametrize("other", [("roles", ENGINE), ("deployment", CHINESE)])
def test_points_of_one_subject_or_of_two_languages_are_never_held_against_each_other(other):
    texts = {each.text for of in (*other[1].positions, other[1].neutral) for each in of}
    for reply, stated in read(("roles", LABELS), other):
        assert any(text in reply for text in texts) == any(text in stated for text in texts)


def test_points_told_without_their_project_are_read_beside_their_own_statements_alone():
    texts = {each.text for of in (*ENGINE.positions, ENGINE.neutral) for each in of}
    for reply, stated in read(("any_project", LABELS), ("deployment", ENGINE)):
        assert any(text in reply for text in texts) == any(text in stated for text in texts)


def test_a_statement_stands_beside_none_one_or_several_of_other_positions():
    counts = {
        sum(one.label for one in example.asked)
        for seed in range(60)
        for example in examples([("roles", LABELS)], random.Random(seed))
        if example.answer == "I"
    }
    assert counts == {0, 1, 2}


def test_a_point_has_two_positions_or_more():
    with pytest.raises(ValidationError):
        Point(language="en", point="engine", positions=(told("ncnn"),))


def test_the_bank_s_points_have_both_languages_and_a_tenth_is_held_out():
    found = [point for _, point in points()]
    assert {point.language for point in found} == {"zh", "en"}
    assert 0.03 < sum(point.held for point in found) / len(found) < 0.2
    assert len({point.point for point in found}) == len(found)
