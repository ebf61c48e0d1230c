"""Rules alone, reader alone, and both, counted side by side."""

from types import SimpleNamespace

import pytest

from evaluators.concept.grader import ConceptGrader
from evaluators.concept.reader.client import Opinion
from question_bank.answers import Labelled
from question_bank.comparison import compare
from question_bank.item import Expectation

GRADING = ConceptGrader.model_validate({
    "kind": "concept",
    "terms": {"grad": ["gradient"], "one": ["one"], "low": ["cheap"]},
    "criteria": {
        "flat": {"statement": {"zh": "梯度为一", "en": "Its gradient is one"}, "says": ["grad & one"]},
        "cheap": {"statement": {"zh": "便宜", "en": "It is cheap"}, "says": ["low"]},
    },
})  # fmt: skip


class OneItem:
    """A bank of one item."""

    def __iter__(self):
        return iter(())

    def item(self, _):
        return SimpleNamespace(grading=GRADING)


class Known:
    """A worker that thinks the same of every answer: surely the first statement, surely not the second."""

    version = "7"

    def read(self, _answer, statements, clauses, _seek):
        return [Opinion(0.99, 0 if clauses else None), Opinion(0.01, None)][: len(statements)]


def compared(*texts, style="plain", **met):
    answers = [
        Labelled(id=str(n), item="slope", language="en", answer=text, style=style, expect=Expectation(criteria=met))
        for n, text in enumerate(texts)
    ]
    return compare(OneItem(), answers, Known())


def test_each_is_counted_for_what_it_found_itself():
    found = compared("The slope stays at unity, and it is cheap.", flat=True, cheap=True)
    rules, reader, both = (each.groups["all"] for each in (found.rules, found.reader, found.both))
    assert (rules.true_met, rules.false_not) == (1, 1)
    assert (reader.true_met, reader.false_not) == (1, 1)
    assert (both.true_met, both.false_not, both.uncertain) == (1, 1, 1)  # it doubts what the rules credit


def test_opinions_are_kept_with_their_labels():
    assert compared("The slope stays at unity.", flat=True, cheap=False).opinions == [(0.99, True), (0.01, False)]


def test_hard_styles_form_a_group_of_their_own():
    assert "inverted, negated, stuffed" in compared("Never one.", style="negated", flat=False).both.groups
    assert "inverted, negated, stuffed" not in compared("Never one.", flat=False).both.groups


@pytest.mark.parametrize("column", ["reader", "both", "uncertain"])
def test_the_table_has_a_column_for_each(column):
    table = compared("The slope stays at unity.", flat=True).table()
    assert column in table.splitlines()[0]
    assert len({line.count("|") for line in table.splitlines()}) == 1


def test_the_members_of_lists_are_measured_by_their_f1():
    listing = ConceptGrader.model_validate({
        "kind": "concept",
        "at_least": 1,
        "members": {"dropout": {"name": {"zh": "dropout", "en": "dropout"}, "says": ['"dropout"']},
                    "data": {"name": {"zh": "数据", "en": "data"}, "says": ['"data"']}},
    })  # fmt: skip
    bank = OneItem()
    bank.item = lambda _: SimpleNamespace(grading=listing)
    answer = Labelled(id="1", item="slope", language="en", answer="Dropout and data.",
                      expect=Expectation(members=["dropout"]))  # fmt: skip
    rules, both = compare(bank, [answer], Known()).of_lists()
    assert rules == pytest.approx(2 / 3)
    assert both == 1  # it doubts the second member
