"""Answers to lists that are made of labelled pieces, for the learned reader to be trained on."""

import random

import pytest

from question_bank.answers import labelled
from question_bank.examples import Curriculum, sources
from question_bank.fragments import MOST, Fragment, composed, fragments
from question_bank.loader import load

GIVES = Fragment(language="en", text="I'd add dropout.", gives=("dropout",))
NAMES = Fragment(language="en", text="Dropout did nothing for us.", names=("dropout",))
OTHER = Fragment(language="en", text="More images, too.", gives=("more_data",))


@pytest.fixture(scope="module")
def bank():
    return load()


def test_every_fragment_speaks_of_members_of_its_item_and_gives_none_that_it_only_names(bank):
    found = list(fragments())
    assert {item for item, _ in found} == {"overfitting_remedies", "class_imbalance_remedies"}
    for item, fragment in found:
        members = bank.item(f"concept/{item}").grading.members
        assert {*fragment.gives, *fragment.names} <= set(members), fragment.text
        assert not set(fragment.gives) & set(fragment.names), fragment.text


def test_no_answer_gives_a_member_in_one_part_and_only_names_it_in_another():
    for seed in range(200):
        text, given = composed([GIVES, NAMES, OTHER], random.Random(seed))
        assert not ("I'd add dropout" in text and "did nothing" in text)
        assert given == {member for piece in (GIVES, OTHER) if piece.text.rstrip(".") in text for member in piece.gives}


def test_an_answer_has_at_most_so_many_parts_and_keeps_their_words():
    pieces = [Fragment(language="zh", text=f"第{place}件事") for place in range(20)]
    sizes = {composed(pieces, random.Random(seed))[0].count("件事") for seed in range(200)}
    assert min(sizes) == 1
    assert max(sizes) == MOST


def test_an_epoch_holds_composed_lists_that_are_asked_for_every_member(bank):
    few = list(sources(bank, labelled()))[:20]
    pieces = [("overfitting_remedies", GIVES), ("overfitting_remedies", NAMES), ("onnx_export_pitfalls", OTHER)]
    epoch = Curriculum(bank, few, (), pieces).epoch(random.Random(1))
    lists = [example for example in epoch if "dropout" in example.answer.lower() and len(example.asked) >= 12]
    assert len(lists) > 100
    for example in lists:
        labels = {asked.criterion: asked.label for asked in example.asked}
        assert labels["overfitting_remedies/members.dropout"] == ("I'd add dropout" in example.answer)
    assert not any(OTHER.text in example.answer for example in epoch)  # its item is held out
