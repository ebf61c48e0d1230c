"""``mock-interviewer grade``: one verdict a line, in the order read, and a word for each line that is none."""

import json

import pytest
from small_bank import RIGHT, Short, item, small_bank

from bot import grade as module
from bot.grade import grade_all, grade_line
from evaluators.base import Criterion, Grader
from evaluators.text import Text
from evaluators.verdict import Concern, Finding, Verdict
from question_bank.bank import Bank, key
from question_bank.item import Item
from question_bank.loader import load


class Listing(Grader):
    """Reads members off commas."""

    kind: str = "listing"

    def grade(self, response) -> Verdict:
        given = tuple(word.strip() for word in response.text.split(","))
        return self.verdict([Finding(criterion="c", met=None)], members=given[:1], wrong=given[1:])


class Talked(Grader):
    """Looks at a dialogue."""

    kind: str = "honesty"

    def grade(self, response) -> Verdict:
        concerns = [
            Concern(kind="vague", turn=n, quote=turn.text, reason=str(response.date))
            for n, turn in enumerate(response.dialogue)
        ]
        return self.verdict([Finding(criterion="c", met=True)], concerns=tuple(concerns), overall="unclear")


class Asking(Grader):
    """Is about values."""

    kind: str = "asking"

    def draw(self, seed, level):  # noqa: ARG002 - the same values each time
        return {"n": 1}

    def grade(self, response) -> Verdict:
        return self.verdict([Finding(criterion="c", met=response.text == str(response.params["n"]))])


def bank() -> Bank:
    both = Text(zh="题", en="x")
    criteria = {"c": Criterion(statement=both)}
    items = [
        item(Short, "word", "t"),
        Item(id="open", title=both, prompt=both, topics=("t",)),
        Item(id="list", title=both, prompt=both, topics=("t",), grading=Listing(kind="listing", criteria=criteria)),
        Item(id="talk", title=both, prompt=both, topics=("t",), grading=Talked(kind="honesty", criteria=criteria)),
        Item(id="values", title=both, prompt=both, topics=("t",), grading=Asking(kind="asking", criteria=criteria)),
    ]
    return Bank(items={key(found): found for found in items}, formats=small_bank().formats)


def verdict(**given):
    return grade_line(bank(), json.dumps({"id": "1", "language": "en"} | given).encode())


def test_every_field_of_the_protocol_is_there():
    assert verdict(item="word", answer=f"it is {RIGHT}") == {
        "id": "1",
        "item": "word",
        "outcome": "met",
        "score": 1.0,
        "criteria": {"word": {"met": True, "read": f"it is {RIGHT}", "evidence": "", "note": ""}},
        "feedback": "right",
        "evaluator": {"kind": "short_word", "version": 1},
    }


def test_an_id_of_any_sort_is_echoed():
    for name in (7, None, "七", {"a": 1}):
        assert verdict(id=name, item="word", answer="x")["id"] == name


@pytest.mark.parametrize(
    ("answer", "outcome", "score"),
    [("x", "not_met", 0.0), (" ", "no_answer", 0.0), ("BLUR", "unreadable", None), ("BROKEN", "ungraded", None)],
)
def test_outcomes_are_told_apart(answer, outcome, score):
    found = verdict(item="word", answer=answer)
    assert (found["outcome"], found["score"]) == (outcome, score)


def test_an_item_without_an_evaluator_is_ungraded():
    found = verdict(item="open", answer="x", language="zh")
    assert (found["outcome"], found["score"], found["criteria"]) == ("ungraded", None, {})
    assert "未评分" in found["feedback"]


def test_a_listing_tells_members_and_what_is_none():
    found = verdict(item="list", answer="a, b")
    assert (found["members"], found["wrong"], found["criteria"]["c"]["met"]) == (["a"], ["b"], None)


def test_a_dialogue_gets_findings_and_an_overall_word():
    turns = [{"role": "candidate", "text": "我做的"}, {"role": "interviewer", "text": "how?"}]
    found = verdict(item="talk", dialogue=turns, date="2024-05-01T10:00:00+08:00")
    assert found["overall"] == "unclear"
    assert found["findings"][0] == {"kind": "vague", "turn": 0, "quote": "我做的", "reason": "2024-05-01", "source": ""}


def test_values_reach_the_evaluator():
    assert verdict(item="values", params={"n": 42}, answer="42")["outcome"] == "met"


def test_without_a_language_the_answer_tells_it():
    line = {"id": 1, "item": "open", "answer": "我觉得是 ReLU"}
    assert "未评分" in grade_line(bank(), json.dumps(line).encode())["feedback"]


@pytest.mark.parametrize(
    "line",
    [
        b"", b"x", b"[]", b"{}", b'{"id": 1}', b'{"id": 1, "item": "word"}', b'{"item": "word", "answer": "x"}',
        b'{"id": 1, "item": "none such", "answer": "x"}', b'{"id": 1, "item": 5, "answer": "x"}',
        b'{"id": 1, "item": "word", "answer": 5}', b'{"id": 1, "item": "word", "answer": "x", "language": "fr"}',
        b'{"id": 1, "item": "word", "answer": "x", "params": [1]}', b'{"id": 1, "item": "talk", "dialogue": []}',
        b'{"id": 1, "item": "talk", "dialogue": [{"role": "judge", "text": "x"}]}',
        b'{"id": 1, "item": "talk", "dialogue": ["x"]}', b'{"id": 1, "item": "talk", "dialogue": [{"role": "candidate"}]}',
        b'{"id": 1, "item": "talk", "dialogue": [{"role": "candidate", "text": "x"}], "date": "yesterday"}',
        b'{"id": 1, "item": "word", "answer": "' + b"x" * 2_000_001 + b'"}',
        b'{"id": 1, "item": "word", "dialogue": [{"role": "candidate", "text": "x"}]}',
    ],
)  # fmt: skip
def test_a_bad_line_gets_one_sentence_in_its_place(line):
    found = grade_line(bank(), line)
    assert set(found) <= {"id", "item", "error"}
    assert 10 < len(found["error"]) < 250
    assert "\n" not in found["error"]


@pytest.mark.parametrize("jobs", [1, 3])
def test_verdicts_come_in_the_order_of_the_lines(monkeypatch, jobs):
    """Also where an earlier line takes longer, and with errors in between."""
    slow = {key(found): found for found in (item(Short, "slow", "t", seconds=0.2), item(Short, "word", "t"))}
    monkeypatch.setattr(module, "open_bank", lambda: Bank(items=slow, formats={}))
    module._bank.cache_clear()
    given = [{"id": n, "item": "slow" if n % 4 == 0 else "word", "answer": "x"} for n in range(10)]
    raw = [json.dumps(line).encode() for line in given]
    raw[5] = b"broken"
    out = []
    grade_all(iter(raw), jobs, out.append)
    module._bank.cache_clear()
    assert [found.get("id") for found in out] == [0, 1, 2, 3, 4, None, 6, 7, 8, 9]
    assert "error" in out[5]


@pytest.mark.parametrize(
    ("params", "named"),
    [({}, "in_channels"), ({"in_channels": "many"}, "in_channels"), ({"kernel": -1}, "out_channels")],
)
def test_a_question_about_values_needs_them(params, named, caplog):
    """A line that lacks them is told so, and no evaluator is blamed for it."""
    line = json.dumps({"id": 1, "item": "arithmetic/conv2d", "params": params, "answer": "5x5"}).encode()
    told = grade_line(load(), line)
    assert named in told["error"]
    assert "\n" not in told["error"]
    assert not caplog.records
