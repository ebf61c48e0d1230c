"""What is known of well-known things, and by which words it is found."""

import re

import pytest

from evaluators.honesty.known_facts import LONGEST, everything, of_named, things
from evaluators.honesty.rules import limits
from evaluators.text import written_in


def of(text):
    return {fact.en for fact in of_named(text)}


@pytest.mark.parametrize("text", ["The neck is a BERT.", "我们用BERT做的", "bert-base, twelve layers", "(BERT)"])
def test_a_thing_is_known_by_its_name_in_either_language(text):
    assert any(fact.startswith("BERT is an encoder") for fact in of(text))


@pytest.mark.parametrize("text", ["We took RoBERTa.", "my colleague Albert", "sbert embeddings", "it works"])
def test_a_part_of_another_word_is_no_name(text):
    assert not any(fact.startswith("BERT ") for fact in of(text))


def test_a_name_that_is_a_word_as_well_counts_as_it_is_written():
    assert any("SORT" in fact for fact in of("The tracks come from SORT."))
    assert of("We had to sort them by hand.") == set()


def test_the_reasons_of_the_rules_are_known_facts_as_well():
    reasons = {known.limit.reason.en for known in limits.table() if known.of.search("dropout")}
    assert reasons
    assert reasons <= of("We used dropout.")


def test_each_fact_is_told_once_in_both_languages_with_a_source_and_short_enough_to_be_read_whole():
    facts = [fact for thing in things().values() for fact in thing.facts]
    assert len({fact.en for fact in facts}) == len({fact.zh for fact in facts}) == len(facts)
    for fact in facts:
        assert (written_in(fact.zh), written_in(fact.en)) == ("zh", "en")
        assert max(len(fact.zh.encode()), len(fact.en.encode())) <= LONGEST
        assert fact.source.strip()


def test_every_name_finds_the_facts_of_its_thing():
    for name, thing in things().items():
        for written in thing.names:
            assert {fact.en for fact in thing.facts} <= of(f"x {written} y"), (name, written)


def test_a_fact_has_one_place():
    told = [re.sub(r"\W+", " ", fact.en.lower()) for _, fact in everything()]
    assert len(set(told)) == len(told)
