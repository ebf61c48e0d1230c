"""``mock-interviewer bank``: what authors use."""

import json

import pytest
from small_bank import RIGHT, Short, item, small_bank

from bot import bank as module
from bot.problem import Problem
from evaluators.discovery import kinds, names
from question_bank.bank import Bank, key
from question_bank.item import Exemplar, Expectation


@pytest.fixture(autouse=True)
def bank(monkeypatch):
    """One item whose second exemplar expects what grading does not find."""
    exemplars = (
        Exemplar(language="en", answer=RIGHT, expect=Expectation(criteria={"word": True})),
        Exemplar(language="zh", style="terse", answer="不对", expect=Expectation(criteria={"word": True})),
    )
    found = item(Short, "word", "t").model_copy(update={"exemplars": exemplars})
    monkeypatch.setattr(module, "open_bank", lambda: Bank(items={key(found): found}, formats=small_bank().formats))


def test_check_names_what_was_missed(capsys):
    assert not module.check_bank(["word"])
    told = capsys.readouterr().out.splitlines()
    assert told == ["word #1 (zh, terse): word: expected True, got False", "1 items, 2 exemplars, 1 misses"]


def test_check_of_all_tells_what_the_formats_want_for(capsys):
    assert not module.check_bank([])
    assert "format cv, stage one, draw 0: wants 3 items, the bank holds 0" in capsys.readouterr().out


def test_try_shows_how_an_answer_was_read(capsys):
    module.try_item("word", f"it is {RIGHT}", None, "en")
    told = json.loads(capsys.readouterr().out)
    assert told["outcome"] == "met"
    assert told["criteria"]["word"]["read"] == f"it is {RIGHT}"


@pytest.mark.parametrize("params", ["", "x", "[]", "1", "[" * 100_000])
def test_try_refuses_values_that_are_no_object(params):
    with pytest.raises(Problem, match="--params"):
        module.try_item("word", "x", params, "en")


def test_an_unknown_item_is_named():
    with pytest.raises(Problem, match="no item 'nonsense'"):
        module.try_item("nonsense", "x", None, "en")


def test_the_schema_has_a_grading_section_for_every_kind():
    """Each with its kind as the word that tells it, and every reference leads somewhere."""
    schema = module.schema()
    sections = [part["$ref"] for part in schema["properties"]["grading"]["anyOf"] if "$ref" in part]
    assert sections == [f"#/$defs/{name}_grading" for name in names()]
    for name in names():
        assert schema["$defs"][f"{name}_grading"]["properties"]["kind"] == {"const": name}
    wanted = {part.removeprefix("#/$defs/").split('"')[0] for part in json.dumps(schema).split('"$ref": "')[1:] if part}
    assert {part.removeprefix("#/$defs/") for part in wanted} <= set(schema["$defs"])
    assert set(kinds()) == set(names())
