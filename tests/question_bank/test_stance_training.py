"""What is made small where stances are learnt, with a model small enough for tests."""

import pytest
import torch

from evaluators.honesty import clashes
from evaluators.honesty.clashes import Matter
from question_bank import stance_training
from question_bank.stance_training import Odds, log_probabilities, loss
from question_bank.stances import Statement, Talk
from question_bank.train_stances import Settings, fit, grown, measured, take_mean
from tests.evaluators.concept.reader.small import stances

SENTENCES = ("relu is one", "gradient saturates", "sigmoid is not one")


def talk(clashing, stances_of=({}, {}, {}), name="x"):
    return Talk(name, SENTENCES, (0, 1, 2), stances_of, clashing)


def columns(*rows):
    """Probabilities of one sentence or more, each on one matter or more."""
    return torch.tensor(rows).softmax(-1).reshape(len(rows), -1, 3)


def odds(earlier, later):
    two = Talk("x", ("a", "b"), (0, 1), ({}, {}), {1: False})
    return float(Odds()(columns(earlier, later), two, 1).detach())


def test_a_turn_clashes_the_surer_the_more_probably_it_takes_another_stance():
    nothing, own, vendor, perhaps = [9.0, 0, 0], [0, 9.0, 0], [0, 0, 9.0], [0, 0, 1.0]
    assert odds(own, vendor) > odds(own, perhaps) > odds(own, nothing)
    assert odds(own, own) < odds(own, perhaps)
    assert odds(own, vendor) == pytest.approx(odds(vendor, own))


def test_one_matter_on_which_stances_clash_suffices():
    both = [[0, 9.0, 0], [9.0, 0, 0]], [[0, 0, 9.0], [9.0, 0, 0]]
    assert odds(*both) == pytest.approx(odds([0, 9.0, 0], [0, 0, 9.0]), abs=1e-3)


def test_whatever_is_read_at_once_a_sentence_means_the_same(monkeypatch):
    model = stances()
    sentences = [" ".join(["relu is one"] * (1 + place % 5)) + " not" * (place // 5) for place in range(20)]
    alone = torch.cat([log_probabilities(model, [sentence]) for sentence in sentences])
    monkeypatch.setattr(stance_training, "AT_ONCE", 60)
    torch.testing.assert_close(log_probabilities(model, sentences), alone, atol=0.02, rtol=0.02)


def test_a_stance_that_a_matter_does_not_have_is_impossible():
    shares = log_probabilities(stances(), ["relu is one"]).exp()[0]
    assert shares.shape == (2, 4)
    assert shares[1, 3] == 0
    torch.testing.assert_close(shares.sum(-1), torch.ones(2))


@pytest.mark.parametrize("clashes", [True, False])
def test_the_loss_of_a_turn_moves_its_odds_as_labelled(clashes):
    torch.manual_seed(1)
    model, sums = stances(), Odds()
    told = talk({2: clashes})

    def found():
        return float(sums(log_probabilities(model, SENTENCES).exp(), told, 2).detach())

    before = found()
    optimizer = torch.optim.SGD(model.head.parameters(), 0.5)
    for _ in range(5):
        optimizer.zero_grad()
        loss(model, sums, [], [told])[1].backward()
        optimizer.step()
    assert found() > before if clashes else found() < before


def of_sentences(model, statements=(), talks=()):
    return float(loss(model, Odds(), statements, talks)[0].detach())


def test_each_sentence_of_a_talk_is_to_say_what_it_says_and_nothing_else():
    nothing = of_sentences(stances(), talks=[talk({})])
    assert of_sentences(stances(), talks=[talk({}, ({"labels": "own"}, {}, {"fate": "live"}))]) > nothing > 0


def test_what_a_statement_says_of_other_matters_is_learnt_too():
    def of(others):
        said = Statement(language="en", stance="own", text="relu is one", others=others)
        return of_sentences(stances(), [("labels", said)])

    assert of({"fate": "live"}) > of({})
    assert of({"fate": "live"}) != of({"fate": "never"})


def test_a_statement_is_learnt_and_what_is_measured_was_held_out():
    texts = ("relu is cheap", "sigmoid saturates", "gradient is one", "relu is not one")
    taken = dict(zip(texts, ("own", "vendor", None, "own"), strict=True))
    said = [("labels", Statement(language="en", stance=stance, text=text)) for text, stance in taken.items()]
    free = [each for each in said if not each[1].held]
    model = stances()
    before = of_sentences(model, free)
    told = [talk({1: False, 2: True}), talk({2: False}, name="y")]
    fit(model, said * 6, told, Settings(steps=60, rate=1e-2, seed=1))
    assert of_sentences(model, free) < before / 2
    assert measured(model, free, told).startswith("0 of 0 statements right")


def test_what_is_heard_of_stances_and_clashes_is_counted():
    model = stances()
    with torch.no_grad():
        model.head.weight.zero_()
        model.head.bias.copy_(torch.tensor([0, 1.0, 0, 0, 1.0, 0, 0]))
    told = talk({1: True, 2: False}, ({"labels": "own"}, {"fate": "live"}, {"labels": "vendor"}))
    assert measured(model, [], [told]) == (
        "0 of 0 statements right; of the stances in talks 1 heard, 2 not, and 1 besides; "
        "area under the curve of clashes 0.000"
    )


def test_a_matter_that_is_new_leaves_what_is_known_of_the_others(monkeypatch):
    model = stances()
    today = {"size": ("small", "large"), **{name: (*each, "else") for name, each in model.matters.items()}}
    monkeypatch.setattr(
        clashes,
        "matters",
        lambda: {name: Matter(zh="x", en="x", stances=dict.fromkeys(each, "x")) for name, each in today.items()},
    )
    before, after = model(["relu is one"]), grown(model)(["relu is one"])
    assert [len(each[0]) for each in after.values()] == [3, 5, 4]
    for name, columns_before in before.items():
        torch.testing.assert_close(after[name][:, : columns_before.shape[1]], columns_before)


def test_the_mean_of_runs_lies_between_them():
    model, one, other = stances(), stances(), stances()
    with torch.no_grad():
        one.head.weight.fill_(1.0)
        other.head.weight.fill_(4.0)
    take_mean(model, [one, other, other])
    torch.testing.assert_close(model.head.weight, torch.full_like(model.head.weight, 3.0))
    torch.testing.assert_close(model.layers.state_dict(), one.layers.state_dict())


def test_in_training_some_pieces_are_missing_and_else_none():
    model = stances()
    sentence = [" ".join(SENTENCES)]
    torch.testing.assert_close(log_probabilities(model, sentence), log_probabilities(model, sentence))
    model.train()
    model.dropout.p = 0.0
    for layer in model.layers:
        layer.dropout.p = 0.0
    assert len({float(log_probabilities(model, sentence).detach()[0, 0, 0]) for _ in range(8)}) > 1
