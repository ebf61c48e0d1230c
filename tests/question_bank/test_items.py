"""What every item of the bank keeps to."""

import re
from collections import Counter

import pytest

from evaluators.response import Response
from evaluators.run import run
from question_bank.check import check
from question_bank.item import Item
from question_bank.loader import load
from question_bank.selection import shortages

BANK = load()
ITEMS = pytest.mark.parametrize("item", list(BANK), ids=lambda item: f"{item.kind}/{item.id}")
CHINESE = re.compile(r"[一-鿿]")
OPEN = "project"
"""Its model answers say what a good answer holds, since nobody else's project can be told."""


@ITEMS
def test_every_exemplar_gets_what_it_expects(item: Item):
    misses = list(check([item]))
    assert not misses


@ITEMS
def test_every_text_stands_in_both_languages(item: Item):
    """The Chinese one has Chinese in it, the English one has none."""
    texts = [item.title, item.prompt, *item.hints, *([item.model_answer] if item.model_answer else [])]
    for criterion in item.grading.criteria.values():
        texts += [criterion.statement, *([criterion.probe] if criterion.probe else [])]
    for text in texts:
        assert text.zh.strip()
        assert text.en.strip()
        assert not CHINESE.search(text.en), text.en
    assert CHINESE.search(item.ask(item.grading.draw(0, item.level), "zh"))


@ITEMS
@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_question_is_asked_without_gaps(item: Item, level: int):
    """Every name in braces is filled, at each level and for a few seeds."""
    for seed in range(5):
        params = item.grading.draw(seed, level)
        for language in ("zh", "en"):
            assert not re.search(r"\{[a-z_]+\}", item.ask(params, language)), item.ask(params, language)


@pytest.mark.parametrize(
    "item", [item for item in BANK if item.kind == "concept" and OPEN not in item.topics], ids=lambda item: item.id
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_model_answer_meets_its_own_rubric(item: Item, language: str):
    verdict = run(item.grading, Response(text=item.model_answer.in_(language), language=language))
    assert not [finding.criterion for finding in verdict.findings if not finding.met and not finding.optional]


def test_a_bare_id_names_one_item_where_no_values_are_given():
    """Two items may share an id only if one of them asks about values."""
    fixed = Counter(item.id for item in BANK if not item.generated)
    assert [name for name, count in fixed.items() if count > 1] == []


@pytest.mark.parametrize("plan", BANK.formats.values(), ids=lambda plan: plan.id)
def test_every_draw_of_a_format_finds_enough_items(plan):
    assert list(shortages(plan, BANK)) == []
