"""What is made small where opinions on many statements are weighed together."""

from dataclasses import replace

import pytest
import torch

from evaluators.concept.reader.example import Asked, Example
from evaluators.concept.reader.training import Settings
from evaluators.concept.reader.weights import Calibration
from question_bank.bag_training import apart, loss_of, take_share, told_apart
from tests.evaluators.concept.reader.small import encoder, pieces


def asked(label=0.0, weight=0.0, criterion=""):
    return Asked("x", label, weight, criterion)


def loss(odds, *, denies, weights=(0.0, 0.0)):
    example = Example("", "x", tuple(asked(weight=weight) for weight in weights), any_of_them=denies)
    return float(loss_of(torch.tensor(odds), [example], Calibration()))


def test_what_little_speaks_against_a_reply_adds_up():
    nothing, one, both = [-6.0, -6.0], [1.0, -6.0], [1.0, 1.0]
    assert loss(both, denies=True) < loss(one, denies=True) < loss(nothing, denies=True)
    assert loss(both, denies=False) > loss(one, denies=False) > loss(nothing, denies=False)


def test_a_fact_with_a_weight_is_judged_by_itself_besides():
    assert loss([1.0, -6.0], denies=True, weights=(1.0, 0.0)) > loss([1.0, -6.0], denies=True, weights=(0.0, 1.0))


def test_each_example_counts_for_itself():
    batch = [Example("", "x", (asked(), asked()), any_of_them=denies) for denies in (True, False)]
    right, wrong = torch.tensor([3.0, -6.0, -6.0, -6.0]), torch.tensor([-6.0, -6.0, 3.0, -6.0])
    assert loss_of(right, batch, Calibration()) < loss_of(wrong, batch, Calibration())


@pytest.mark.parametrize(("names", "told_apart"), [(("a", "a"), True), (("a", "b"), False), (("", ""), False)])
def test_of_examples_with_one_name_those_that_contradict_are_to_score_above_the_others(names, told_apart):
    batch = [
        Example("", "x", (asked(criterion=name),), any_of_them=clashes)
        for name, clashes in zip(names, (True, False), strict=True)
    ]
    # So low that by themselves neither is moved.
    right, wrong = torch.tensor([-20.0, -22.0]), torch.tensor([-22.0, -20.0])
    better = loss_of(wrong, batch, Calibration()) - loss_of(right, batch, Calibration())
    assert (float(better) > 0.5) is told_apart
    assert abs(float(better)) < 1e-3 or told_apart


def test_each_that_contradicts_is_set_against_each_that_does_not():
    states = (True, False, False, True)
    batch = [Example("", "x", (asked(criterion="a"),), any_of_them=clashes) for clashes in states]
    found = apart(torch.tensor([3.0, 1.0, 2.0, 0.0]), batch)
    assert sorted(found.tolist()) == [-2.0, -1.0, 1.0, 2.0]


def test_it_is_told_how_many_of_those_held_out_are_told_apart():
    reader = encoder().eval()
    held = [Example("", "x", (asked(criterion="a"),), any_of_them=clashes) for clashes in (True, False)]
    assert told_apart(reader, pieces(), held, Settings()) == (0, 1)
    held[0] = replace(held[0], answer="relu is cheap")
    there, back = (
        told_apart(reader, pieces(), pair, Settings())[0] for pair in (held, [turned(each) for each in held])
    )
    assert there + back == 1


def turned(example):
    return replace(example, any_of_them=not example.any_of_them)


def test_a_share_of_what_was_learnt_is_taken_and_what_did_not_change_stays_as_it_is():
    published, trained = encoder(), encoder()
    with torch.no_grad():
        published.head.weight.fill_(1.0)
        trained.head.weight.fill_(2.0)
    take_share(trained, published, 0.25)
    torch.testing.assert_close(trained.head.weight, torch.full_like(trained.head.weight, 1.25))
    assert torch.equal(trained.words.weight, published.words.weight)
