"""What is weighed of turns: weights that tell the labelled ones, and what they do on dialogues that they have not seen."""

import torch

from question_bank.regression import PARTS, Case, fitted, report, unseen

TELLS = torch.tensor([[float(n % 2), float(n % 3)] for n in range(60)], dtype=torch.float64)
MARKS = TELLS[:, 0]


def test_what_tells_the_labelled_turns_weighs_and_what_does_not_weighs_little():
    weights, bias = fitted(TELLS, MARKS)
    assert weights[0] > 2 > abs(weights[1])
    assert torch.equal((TELLS @ weights + bias > 0).double(), MARKS)


def test_a_turn_is_judged_by_weights_that_its_dialogue_had_no_share_in():
    """The turns of one dialogue carry the opposite label: nothing but they themselves could tell."""
    dialogues = torch.arange(60) // 6
    marks = torch.where(dialogues == 0, 1 - MARKS, MARKS)
    found = unseen(TELLS, marks, dialogues)
    assert torch.equal((found > 0.5).double(), MARKS)
    assert int(dialogues.max()) == PARTS - 1


def test_the_report_names_each_weight_and_what_comes_of_each_threshold():
    cases = [
        Case(n // 6, traits.tolist(), bool(mark)) for n, (traits, mark) in enumerate(zip(TELLS, MARKS, strict=True))
    ]
    lines = list(report(["first", "second"], cases))
    assert [line.split("=")[0] for line in lines[:2]] == ["first", "second"]
    assert "60 turns, 30 labelled" in lines[2]
    assert "from 0.5: 30 found, 0 wrongly" in lines
