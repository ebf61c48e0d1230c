"""Follows CONTRIBUTING.md: what stands there is tried as it stands."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import evaluators
from bot.bootstrap import open_service
from evaluators import discovery
from evaluators.response import Response
from evaluators.run import run
from evaluators.verdict import Outcome
from interview_flow.commands import Received, Say
from question_bank import loader
from question_bank.check import check
from question_bank.item import Item
from question_bank.selection import shortages

GUIDE = Path(__file__).parent.parent / "CONTRIBUTING.md"


def example(name: str) -> str:
    """The fenced block of the guide that is marked with `name`."""
    found = re.search(rf"^```\w+ {name}\n(.*?)^```$", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found, f"the guide has no example of {name}"
    return found[1]


@pytest.fixture
def bank_folder(tmp_path: Path) -> Path:
    """An empty bank."""
    (tmp_path / "items" / "training").mkdir(parents=True)
    (tmp_path / "formats").mkdir()
    return tmp_path


def test_an_item_is_one_file_whose_exemplars_get_what_they_expect(bank_folder: Path):
    """The example item loads, and grading agrees with every exemplar."""
    (bank_folder / "items" / "training" / "gradient_accumulation.yaml").write_text(example("item"), "utf-8")
    bank = loader.load(bank_folder)
    item = bank.item("gradient_accumulation")
    assert len(item.exemplars) == 3
    assert list(check(bank)) == []


def test_a_kind_is_one_package_that_nothing_registers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The example kind is found by its folder, read from an item's section, and judges."""
    (tmp_path / "word_count").mkdir()
    (tmp_path / "word_count" / "__init__.py").touch()
    (tmp_path / "word_count" / "grader.py").write_text(example("grader"), "utf-8")
    monkeypatch.setattr(discovery, "HERE", tmp_path)
    monkeypatch.setattr(evaluators, "__path__", [*evaluators.__path__, str(tmp_path)])
    discovery.kind_of.cache_clear()
    try:
        section = {
            "kind": "word_count",
            "at_least": 3,
            "criteria": {"length": {"statement": {"zh": "够长", "en": "long"}}},
        }
        item = Item.model_validate({
            "id": "essay", "title": {"zh": "短文", "en": "Essay"}, "prompt": {"zh": "写", "en": "Write"},
            "topics": ["training"], "grading": section,
        })  # fmt: skip
        assert run(item.grading, Response(text="one two three")).outcome is Outcome.MET
        assert run(item.grading, Response(text="one")).outcome is Outcome.NOT_MET
    finally:
        discovery.kind_of.cache_clear()
        sys.modules.pop("evaluators.word_count.grader", None)
        sys.modules.pop("evaluators.word_count", None)


def test_a_format_is_one_file_with_four_stages_that_the_bank_can_fill(bank_folder: Path):
    """The example format loads, and the real bank has enough items for each draw."""
    (bank_folder / "formats" / "maths.yaml").write_text(example("format"), "utf-8")
    plan = loader.load(bank_folder).formats["maths"]
    assert [stage.id for stage in plan.stages] == ["sizes", "costs", "formulas", "words"]
    assert list(shortages(plan, loader.load())) == []


async def test_a_channel_needs_one_method(tmp_path: Path):
    """The example channel is shown what an interview says to a candidate who begins."""
    module = ModuleType("notebook")
    exec(compile(example("channel"), "CONTRIBUTING.md", "exec"), vars(module))  # noqa: S102 - our own guide's example
    notebook = module.Notebook()
    address = f"sqlite:///{tmp_path / 'interviews.db'}"
    async with open_service(notebook, name="notebook", database=address, bank=loader.load(), seed=1) as service:
        now = datetime.now(UTC)
        await service.receive(Received(id="1", candidate="notebook:me", at=now, command=Say(text="/start")))
        await service.settle()
    assert notebook.pages["notebook:me"], "nothing was said"


def test_the_example_item_is_yaml_that_an_author_could_start_from():
    """The example has a text in both languages wherever a candidate reads one."""
    item = yaml.safe_load(example("item"))
    for field in ("title", "prompt", "model_answer"):
        assert set(item[field]) == {"zh", "en"}
