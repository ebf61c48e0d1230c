import pytest
import torch

from question_bank.train_reader import calibrate


def test_calibration_turns_overconfident_logits_into_their_true_odds():
    """Logits three times too large, and too high by one."""
    torch.manual_seed(1)
    odds = torch.randn(20_000)
    marks = (torch.rand(20_000) < torch.sigmoid(odds)).float()
    found = calibrate(3 * odds + 1, marks)
    assert found.slope == pytest.approx(1 / 3, abs=0.03)
    assert found.offset == pytest.approx(-1 / 3, abs=0.06)
    assert found.of(4.0) == pytest.approx(1 / (1 + 2.718281828**-1.0), abs=0.02)
