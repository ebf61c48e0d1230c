"""Counting agreement with labels."""

import pytest

from evaluators.verdict import EvaluatorId, Finding, Outcome, Verdict
from question_bank.accuracy import Accuracy, found_by, of_answers, of_length
from question_bank.answers import Labelled, labelled
from question_bank.item import Expectation
from question_bank.loader import load


def listing(*members):
    return Verdict(
        outcome=Outcome.PARTLY_MET, score=0.5, members=members, findings=[Finding(criterion="members", met=True)],
        evaluator=EvaluatorId(kind="concept", version=1),
    )  # fmt: skip


def answer(text, *, met, name="a"):
    return Labelled(id=name, item="x", language="en", answer=text, expect=Expectation(criteria={"c": met}))


def test_an_undecided_finding_counts_as_not_met():
    accuracy = Accuracy()
    accuracy.add(Expectation(criteria={"a": True, "b": False}), {"a": None, "b": None}, ())
    counts = accuracy.groups["all"]
    assert (counts.false_not, counts.true_not, counts.uncertain) == (1, 1, 2)


def test_a_label_that_an_expert_could_give_either_way_is_counted_nowhere():
    accuracy = Accuracy()
    accuracy.add(Expectation(criteria={"a": None}), {"a": True}, ())
    assert "all" not in accuracy.groups


def test_unearned_credit_lowers_precision_and_missed_credit_recall():
    accuracy = Accuracy()
    accuracy.add(Expectation(criteria={"a": True, "b": False, "c": True}), {"a": True, "b": True, "c": False}, ("zh",))
    counts = accuracy.groups["zh"]
    assert (counts.precision, counts.recall, counts.false_positives) == (0.5, 0.5, 1.0)


def test_a_listing_counts_members_offered_and_members_missed():
    accuracy = Accuracy()
    expect = Expectation(members=("x", "y"))
    accuracy.add(expect, found_by(expect, listing("y", "z")), ())
    counts = accuracy.groups["all"]
    assert (counts.true_met, counts.false_met, counts.false_not) == (1, 1, 1)


def test_whoever_counts_length_is_as_good_as_the_best_threshold():
    known = [answer("ab", met=False), answer("abcdef", met=True)]
    assert of_length(known, [answer("x", met=False), answer("abcdefgh", met=True)]) == 1.0


def test_every_labelled_answer_is_labelled_for_every_criterion_of_its_item():
    """A criterion without a label would be counted nowhere, and nobody would see it."""
    bank = load()
    gaps = []
    for one in labelled():
        grading = bank.item(f"concept/{one.item}").grading
        if one.expect.members is None and set(one.expect.criteria) != set(grading.criteria):
            gaps.append(one.id)
    assert not gaps


def test_answers_that_no_author_saw_are_judged_right_in_both_languages():
    """The floor that the rubrics are held to; the published figure stands in docs/accuracy.md."""
    measured = of_answers(load(), [one for one in labelled() if one.part == "test"])
    for language in ("zh", "en"):
        assert measured.groups[f"language: {language}"].accuracy >= 0.87, measured.table()


def test_a_line_that_is_no_labelled_answer_is_named_with_its_file(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": "1"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"x\.jsonl:1"):
        list(labelled(tmp_path))
