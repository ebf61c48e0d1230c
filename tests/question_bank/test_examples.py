import random

import pytest

from question_bank.answers import labelled
from question_bank.examples import (
    Curriculum,
    Source,
    held_answer,
    held_items,
    labels_of,
    sources,
    statements,
    together,
    weight,
)
from question_bank.loader import load


@pytest.fixture(scope="module")
def bank():
    return load()


@pytest.fixture(scope="module")
def texts(bank):
    return list(sources(bank, labelled()))


def source(labels, style="plain"):
    return Source("batchnorm", "en", "text", labels, style)


def test_what_is_held_out_is_never_trained_on(bank, texts):
    held = held_items(bank)
    assert not {text.item for text in texts} & held
    trained = {(text.item, text.text) for text in texts}
    answers = [answer for answer in labelled() if held_answer(answer) or not answer.seen]
    exemplars = {(item.id, exemplar.answer) for item in bank for exemplar in item.exemplars}
    assert answers
    assert not {(answer.item, answer.answer) for answer in answers} & trained - exemplars


def test_a_reading_is_asked_for_every_criterion_and_for_members_by_name(bank):
    item = bank.item("concept/overfitting_remedies")
    exemplar = next(e for e in item.exemplars if e.expect.members)
    labels = labels_of(item, exemplar.expect)
    assert {name.removeprefix("members.") for name, met in labels.items() if met} == set(exemplar.expect.members)
    assert set(labels) == set(statements(item))


def test_what_two_answers_state_together():
    said, unsaid = source({"a": True, "b": False}), source({"a": False, "b": False})
    denied = source({"a": False, "b": False}, "inverted")
    assert together(said, unsaid) == {"a": True, "b": False}
    assert together(said, denied) == {"b": False}
    assert together(source({"a": True}), source({"b": True})) == {"a": True, "b": True}


def test_an_epoch_is_the_same_for_the_same_chance_and_asks_of_known_criteria_only(bank, texts):
    few = texts[:300]
    curriculum = Curriculum(bank, few)
    epoch = curriculum.epoch(random.Random(4))
    assert epoch == curriculum.epoch(random.Random(4))
    assert epoch != curriculum.epoch(random.Random(5))
    assert all(example.asked for example in epoch)
    assert all(asked.label == 0 for example in epoch for asked in example.asked if not asked.criterion)


def test_length_hardly_tells_what_is_right(bank, texts):
    """Long answers are mostly right as people write them; in an epoch about as many of their statements are wrong."""
    epoch = Curriculum(bank, texts).epoch(random.Random(4))
    shares = []
    for long in (False, True):
        found = [asked.label for e in epoch if (weight(e.answer) > 250) is long for asked in e.asked if asked.criterion]
        shares.append(sum(found) / len(found))
    assert abs(shares[0] - shares[1]) < 0.3
