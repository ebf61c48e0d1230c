"""``mock-interviewer bank``: what authors use."""

import json

import pytest
from conftest import talk_over
from small_bank import RIGHT, Short, item, small_bank

from bot import bank as module
from bot.problem import Problem
from evaluators.discovery import kinds, names
from question_bank.bank import Bank, key
from question_bank.item import Exemplar, Expectation
from question_bank.loader import load


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
    assert told[:2] == ["word #1 (zh, terse): word: expected True, got False", "1 items, 2 exemplars, 1 misses"]


def test_check_shows_accuracy_by_language_and_style(capsys):
    module.check_bank(["word"])
    table = [line.split("|")[1:5] for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    told = {cells[0].strip(): [cell.strip() for cell in cells[1:]] for cells in table}
    assert told["all"] == ["2", "50.0 %", "100.0 %"]
    assert told["style: terse"] == ["1", "0.0 %", "–"]
    assert told["language: en"] == ["1", "100.0 %", "100.0 %"]


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


@pytest.mark.parametrize("params", ['{"layers": [{"kernel": 0, "stride": 1}]}', '{"layers": 3}', '{"depth": 3}'])
def test_try_names_a_value_that_cannot_be_asked_about(params, monkeypatch, caplog):
    """And blames no evaluator for it."""
    monkeypatch.setattr(module, "open_bank", load)
    with pytest.raises(Problem, match="layers") as caught:
        module.try_item("receptive_field", "13", params, "en")
    assert "\n" not in str(caught.value)
    assert not caplog.records


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


async def disputed_interview(address):
    """An interview with a disputed verdict, hostile words in it."""
    async with talk_over(address, format="cv", language="en", length="short", mode="practice") as talk:
        await talk("/start")
        await talk("no \x1b[2Jidea")
        await talk("/dispute 3 is \x1b]0;right")


async def test_disputes_are_listed_for_the_author(tmp_path, capsys, monkeypatch):
    address = f"sqlite:///{tmp_path / 'i.db'}"
    await disputed_interview(address)
    monkeypatch.setattr(module, "open_bank", small_bank)
    await module.print_disputes(address, as_json=False)
    told = capsys.readouterr().out
    assert "✗ word: says it <- disputed" in told
    assert "answer: no [2Jidea" in told
    assert "the candidate says: 3 is ]0;right" in told
    assert told.endswith("disputed verdicts: 1\n")
    assert "\x1b" not in told


async def test_disputes_as_json_hold_answer_verdict_and_words_but_nobodys_name(tmp_path, capsys):
    address = f"sqlite:///{tmp_path / 'i.db'}"
    await disputed_interview(address)
    await module.print_disputes(address, as_json=True)
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (told["criterion"], told["answer"]) == ("word", "no \x1b[2Jidea")
    assert told["verdict"]["outcome"] == "not_met"
    assert "terminal:local" not in line


async def test_no_disputes_are_no_lines(tmp_path, capsys):
    address = f"sqlite:///{tmp_path / 'i.db'}"
    async with talk_over(address):
        pass
    await module.print_disputes(address, as_json=True)
    assert capsys.readouterr().out == ""


def test_try_shows_clause_by_clause_how_a_concept_was_read(capsys, monkeypatch):
    concept = load()
    monkeypatch.setattr(module, "open_bank", lambda: concept)
    module.try_item("batch_size", "A larger batch gives a less noisy gradient. Why is that?", None, "en")
    told = capsys.readouterr().out
    clauses = told[told.index("\nclauses\n") : told.index("\npatterns")]
    assert "less noisy gradient" in clauses
    assert "does not count: question" in clauses
    assert "not mentioned" in told[told.index("\npatterns") :]
