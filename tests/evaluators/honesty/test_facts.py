import re

from evaluators.honesty.facts import tables
from evaluators.honesty.names import find

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


def test_every_fact_that_can_contradict_has_a_source():
    facts = tables()
    for name, model in facts.models.items():
        if model.params or model.has or model.lacks:
            assert model.source, name
    assert all(
        fact.source for kind in ("engine", "hardware", "dataset", "invention") for fact in facts.of(kind).values()
    )


def test_every_alias_finds_its_own_fact():
    """No alias is hidden by another's, and none belongs to two facts of a kind."""
    facts = tables()
    for kind in ("engine", "model", "dataset"):
        for name, fact in facts.of(kind).items():
            for alias in fact.aliases:
                assert [mention.id for mention in find(f"x {alias} y") if mention.kind == kind] == [name], alias


def test_names_need_word_boundaries():
    assert find("the mnnist xtensorrt") == ()
    assert [mention.id for mention in find("用TensorRT8.4在T4上")] == ["tensorrt", "t4"]
