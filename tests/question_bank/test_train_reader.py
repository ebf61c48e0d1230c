import pytest
import torch

from evaluators.concept.reader.encoder import LAYERS, Encoder
from evaluators.concept.reader.weights import Calibration, Reader
from question_bank.train_reader import calibrate, continued
from tests.evaluators.concept.reader.small import VOCABULARY, pieces


def test_calibration_turns_overconfident_logits_into_their_true_odds():
    """Logits three times too large, and too high by one."""
    torch.manual_seed(1)
    odds = torch.randn(20_000)
    marks = (torch.rand(20_000) < torch.sigmoid(odds)).float()
    found = calibrate(3 * odds + 1, marks)
    assert found.slope == pytest.approx(1 / 3, abs=0.03)
    assert found.offset == pytest.approx(-1 / 3, abs=0.06)
    assert found.of(4.0) == pytest.approx(1 / (1 + 2.718281828**-1.0), abs=0.02)


def test_going_on_from_a_deeper_reader_keeps_its_lower_layers():
    deeper = Encoder(len(VOCABULARY), layers=LAYERS + 1)
    encoder, kept = continued(Reader(deeper, pieces(), Calibration(), "0"))
    assert len(kept.vocabulary) == len(VOCABULARY)
    assert len(encoder.layers) == LAYERS
    earlier = deeper.state_dict()
    assert all(torch.equal(value, earlier[name]) for name, value in encoder.state_dict().items())
