import random

import pytest

from question_bank.answers import labelled
from question_bank.contrasts import Contrast, contrasts
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
    answers = [answer for answer in labelled() if held_answer(answer) or answer.part != "mending"]
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


CONTRAST = Contrast.model_validate({
    "criterion": "affine",
    "says": {"zh": ("之后再学一个缩放和偏移", "后面还有可学的伸缩"), "en": ("It then learns a scale and a shift", "A gain follows")},
    "denies": {"zh": ("之后不再学缩放和偏移", "后面没有可学的伸缩"), "en": ("It then learns no scale or shift", "No gain follows")},
})  # fmt: skip


def test_a_false_version_is_asked_under_its_own_name_and_never_in_the_words_of_the_text():
    """So that the reader cannot tell a false statement by its looks: it is at times what the answer says."""
    text = Source("batchnorm", "en", "No gain follows", {"affine": False, "!affine": True}, "denies")
    curriculum = Curriculum(load(), [text, source({"normalise": False})], [("batchnorm", CONTRAST)])
    asked = {
        (each.criterion, each.statement, each.label)
        for seed in range(60)
        for example in curriculum.epoch(random.Random(seed))
        for each in example.asked
        if each.criterion
    }
    said = {statement for criterion, statement, label in asked if criterion == "batchnorm/!affine" and label == 1}
    assert {"It then learns no scale or shift"} <= said <= {*CONTRAST.denies.en, *CONTRAST.denies.zh} - {text.text}
    assert all(label == 0 for criterion, _, label in asked if criterion == "batchnorm/affine")


def test_whoever_states_the_true_version_does_not_state_the_false():
    text = source({"affine": True, "normalise": True})
    asked = [
        each
        for seed in range(40)
        for example in Curriculum(load(), [text], [("batchnorm", CONTRAST)]).epoch(random.Random(seed))
        for each in example.asked
    ]
    false = [each for each in asked if each.criterion == "batchnorm/!affine"]
    assert false
    assert not any(each.label for each in false)
    assert not any(each.criterion == "batchnorm/!normalise" for each in asked)  # it has no contrast


def test_a_sentence_that_denies_one_criterion_leaves_the_others_as_they_are():
    denied = source({"a": False, "!a": True}, "denies")
    assert together(source({"a": False, "b": True}), denied) == {"a": False, "!a": True, "b": True}


def test_every_contrast_belongs_to_a_criterion_and_repeats_itself_nowhere(bank):
    found = list(contrasts())
    assert found
    keys = [(item, contrast.criterion) for item, contrast in found]
    assert len(keys) == len(set(keys))
    for item, contrast in found:
        assert contrast.criterion in statements(bank.item(f"concept/{item}"))
        for language in ("zh", "en"):
            assert len({*contrast.says.in_(language), *contrast.denies.in_(language)}) == 4


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
