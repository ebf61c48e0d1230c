"""What is made small where stances are learnt, with a model small enough for tests."""

import pytest
import torch

from question_bank.stance_training import Odds, of_statements, of_talk
from question_bank.stances import Statement, Talk
from question_bank.train_stances import Settings, fit, measured
from tests.evaluators.concept.reader.small import stances

TALK = Talk("x", ("relu is one", "gradient saturates", "sigmoid is not one"), (0, 1, 2), {1: False, 2: None})


def columns(*rows):
    return {"labels": torch.tensor(rows)}


def odds(earlier, later):
    talk = Talk("x", ("a", "b"), (0, 1), {1: False})
    return float(Odds()(columns(earlier, later), talk, 1).detach())


def test_a_turn_clashes_the_surer_the_more_probably_it_takes_another_stance():
    nothing, own, vendor, perhaps = [9.0, 0, 0], [0, 9.0, 0], [0, 0, 9.0], [0, 0, 1.0]
    assert odds(own, vendor) > odds(own, perhaps) > odds(own, nothing)
    assert odds(own, own) < odds(own, perhaps)
    assert odds(own, vendor) == pytest.approx(odds(vendor, own))


def test_one_matter_on_which_stances_clash_suffices():
    talk = Talk("x", ("a", "b"), (0, 1), {1: False})
    both = {**columns([0, 9.0, 0], [0, 0, 9.0]), "fate": torch.tensor([[9.0, 0, 0], [9.0, 0, 0]])}
    assert float(Odds()(both, talk, 1).detach()) == pytest.approx(odds([0, 9.0, 0], [0, 0, 9.0]), abs=1e-3)


@pytest.mark.parametrize("clashes", [True, False, None])
def test_the_loss_of_a_turn_moves_its_odds_as_labelled(clashes):
    torch.manual_seed(1)
    model, sums = stances(), Odds()
    talk = Talk("x", TALK.sentences, TALK.turns, {2: clashes})
    before = float(sums(model(talk.sentences), talk, 2).detach())
    optimizer = torch.optim.SGD(model.head.parameters(), 0.1)
    for _ in range(5):
        optimizer.zero_grad()
        of_talk(model, sums, talk).backward()
        optimizer.step()
    after = float(sums(model(talk.sentences), talk, 2).detach())
    assert after < before if clashes is False else after > before


def test_where_stances_are_known_each_sentence_is_to_say_them_and_nothing_else():
    labelled = Talk("x", TALK.sentences, TALK.turns, {}, ({"labels": "own"}, {}, {"fate": "live"}))
    model, sums = stances(), Odds()
    loss = of_talk(model, sums, labelled)
    assert float(loss.detach()) > 0
    assert float(of_talk(model, sums, Talk("x", TALK.sentences, TALK.turns, {}))) == 0


def test_a_statement_is_learnt_and_what_is_measured_was_held_out():
    texts = ("relu is cheap", "sigmoid saturates", "gradient is one", "relu is not one")
    taken = dict(zip(texts, ("own", "vendor", None, "own"), strict=True))
    said = [("labels", Statement(language="en", stance=stance, text=text)) for text, stance in taken.items()]
    free = [each for each in said if not each[1].held]
    asked = [(each.text, matter, each.stance) for matter, each in free]
    model = stances()
    before = float(of_statements(model, asked).detach())
    replies = [Talk("y", TALK.sentences, TALK.turns, {2: False})]
    fit(model, said * 6, [TALK, *replies], Settings(steps=60, rate=1e-2, seed=1))
    assert float(of_statements(model, asked).detach()) < before / 2
    assert measured(model, free, [TALK]) == "0 of 0 statements right; area under the curve of clashes 0.000"
