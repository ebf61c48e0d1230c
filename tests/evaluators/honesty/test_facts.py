import re
from pathlib import Path

import pytest
import yaml

from evaluators import honesty
from evaluators.honesty.facts import raw, tables
from evaluators.honesty.names import find
from evaluators.honesty.rules import traits

HONESTY = Path(honesty.__file__).parent
MONTH = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")


def test_every_date_is_a_month_and_none_lies_after_the_tables_day():
    facts = tables()
    dates = [
        fact.released
        for kind in ("engine", "hardware", "model", "dataset", "invention")
        for fact in facts.of(kind).values()
    ]
    dates += [month for engine in facts.engines.values() for month in engine.lines.values()]
    for month in filter(None, dates):
        assert MONTH.fullmatch(month)
        assert month <= facts.as_of[:7]


def test_release_lines_are_dated_in_their_order():
    """A line with a lower number is not younger than the next, maintenance releases aside."""
    for name, engine in tables().engines.items():
        lines = sorted(
            (tuple(int(part) for part in line.split(".")), month) for line, month in engine.lines.items() if month
        )
        months = [month for _, month in lines]
        if name not in {"tensorflow", "tflite"}:  # 1.14 and 1.15 appeared beside the first betas of 2.0
            assert months == sorted(months), name


def test_every_trait_of_a_network_exists_and_none_is_both_had_and_lacking():
    for name, model in tables().models.items():
        assert (model.has | model.lacks) <= tables().traits.keys(), name
        assert not model.has & model.lacks, name


def test_what_the_reader_alone_is_asked_about_adds_to_the_tables_and_contradicts_none():
    for name, more in raw("pointed_at")["more"].items():
        known = traits.described()[name]
        has, lacks = set(more.get("has", ())), set(more.get("lacks", ()))
        assert (has | lacks) <= tables().traits.keys(), name
        assert not has & lacks, name
        assert not (has | lacks) & (known.has | known.lacks), name


def test_every_fact_that_can_contradict_has_a_source_and_a_day():
    facts = tables()
    for kind in ("engine", "hardware", "model", "dataset", "invention"):
        for name, fact in facts.of(kind).items():
            assert fact.source, name
            assert fact.as_of <= facts.as_of, name


def test_every_alias_finds_its_own_fact():
    """No alias is hidden by another's, and none belongs to two facts of a kind."""
    facts = tables()
    for kind in ("engine", "hardware", "model", "dataset", "invention"):
        for name, fact in facts.of(kind).items():
            for alias in fact.aliases:
                assert [mention.id for mention in find(f"x {alias} y") if mention.kind == kind] == [name], alias


def test_names_need_word_boundaries():
    assert find("the mnnist xtensorrt") == ()
    assert [mention.id for mention in find("用TensorRT8.4在T4上")] == ["tensorrt", "t4"]


@pytest.mark.parametrize(
    "text",
    [
        "a squad of four people",
        "my manager Albert",
        "Roberta from the data team",
        "my colleague Adam",
        "VIT Vellore, 2016-2020",
        "2016-2020 就读于 VIT 大学",
        "two SSD drives of 2 TB",
        "加了两块 SSD",
        "a power transformer",
        "AWS Glue jobs",
        "1060 patients",
        "3090 CT scans",
        "3080 例切片",
        "a quantized network, QNN for short",
    ],
)
def test_a_person_a_school_a_part_or_a_count_is_not_taken_for_a_network_or_a_card(text):
    """Each of these once dated a network: "SQuAD first appeared in 2016, later than 2015"."""
    facts = tables()
    assert not [mention for mention in find(text) if facts.of(mention.kind)[mention.id].released]


@pytest.mark.parametrize("text", ["on two 3090s", "两张3090上训练", "a 3090 gpu", "3090 takes 5 ms", "一块 4090 显卡"])
def test_a_card_is_known_by_its_number(text):
    (mention,) = find(text)
    assert mention.kind == "hardware"


def test_a_build_of_the_main_branch_counts_as_the_first_of_its_line():
    """PyTorch 1.8 could be had in 2020, as a nightly build, and TensorFlow 2.0 in 2018."""
    engines = tables().engines
    assert engines["torch"].lines["1.8"] == "2020-10"
    assert engines["tensorflow"].lines["2.0"] == "2018-11"


def twice(node):
    """The keys that a mapping, or one within it, has twice."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from {key for key in keys if keys.count(key) > 1}
        for _, value in node.value:
            yield from twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from twice(value)


@pytest.mark.parametrize("path", sorted(HONESTY.rglob("*.yaml")), ids=lambda path: path.name)
def test_no_entry_replaces_another_of_its_name(path):
    """YAML keeps the last of two entries with one name, and says nothing."""
    assert not list(twice(yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)))
