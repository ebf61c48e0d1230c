"""What is made small where stances are learnt, with a model small enough for tests."""

import pytest
import torch

from question_bank import stance_training
from question_bank.stance_training import Odds, log_probabilities, loss
from question_bank.stances import Statement, Talk
from question_bank.train_stances import Settings, fit, measured
from tests.evaluators.concept.reader.small import stances

TALK = Talk("x", ("relu is one", "gradient saturates", "sigmoid is not one"), (0, 1, 2), {1: False, 2: None})


def columns(*rows):
    """Probabilities of one sentence or more, each on one matter or more."""
    return torch.tensor(rows).softmax(-1).reshape(len(rows), -1, 3)


def odds(earlier, later):
    talk = Talk("x", ("a", "b"), (0, 1), {1: False})
    return float(Odds()(columns(earlier, later), talk, 1).detach())


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


@pytest.mark.parametrize("clashes", [True, False, None])
def test_the_loss_of_a_turn_moves_its_odds_as_labelled(clashes):
    torch.manual_seed(1)
    model, sums = stances(), Odds()
    talk = Talk("x", TALK.sentences, TALK.turns, {2: clashes})

    def found():
        return float(sums(log_probabilities(model, talk.sentences).exp(), talk, 2).detach())

    before = found()
    optimizer = torch.optim.SGD(model.head.parameters(), 0.5)
    for _ in range(5):
        optimizer.zero_grad()
        loss(model, sums, [], [talk])[1].backward()
        optimizer.step()
    assert found() < before if clashes is False else found() > before


def of_sentences(model, statements=(), talks=()):
    return float(loss(model, Odds(), statements, talks)[0].detach())


def test_where_stances_are_known_each_sentence_is_to_say_them_and_nothing_else():
    model = stances()
    labelled = Talk("x", TALK.sentences, TALK.turns, {}, ({"labels": "own"}, {}, {"fate": "live"}))
    assert of_sentences(model, talks=[labelled]) > 0
    assert of_sentences(model, talks=[Talk("x", TALK.sentences, TALK.turns, {})]) == 0


def test_who_thought_of_all_matters_is_believed_on_those_that_a_statement_says_nothing_of():
    def of(others):
        said = Statement(language="en", stance="own", text="relu is one", others=others)
        return of_sentences(stances(), [("labels", said)])

    assert of({}) > of(None)
    assert of({"fate": "live"}) != of({"fate": "never"})


def test_a_statement_is_learnt_and_what_is_measured_was_held_out():
    texts = ("relu is cheap", "sigmoid saturates", "gradient is one", "relu is not one")
    taken = dict(zip(texts, ("own", "vendor", None, "own"), strict=True))
    said = [("labels", Statement(language="en", stance=stance, text=text)) for text, stance in taken.items()]
    free = [each for each in said if not each[1].held]
    model = stances()
    before = of_sentences(model, free)
    replies = [Talk("y", TALK.sentences, TALK.turns, {2: False})]
    fit(model, said * 6, [TALK, *replies], Settings(steps=60, rate=1e-2, seed=1))
    assert of_sentences(model, free) < before / 2
    assert measured(model, free, [TALK]) == "0 of 0 statements right; area under the curve of clashes 0.000"
