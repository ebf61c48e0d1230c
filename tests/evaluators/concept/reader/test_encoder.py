import pytest
import torch

from evaluators.concept.reader.encoder import pack
from evaluators.concept.reader.pieces import PAD
from tests.evaluators.concept.reader.small import encoder

ANSWER = [0, 4, 6, 8, 2]
STATEMENTS = [[0, 5, 7, 2], [0, 9, 2], [0, 12, 13, 14, 2]]


@torch.inference_mode()
def logits(*examples):
    return encoder()(pack(examples, PAD)).tolist()


def test_a_logit_for_each_statement_in_order():
    found = logits((ANSWER, STATEMENTS), ([0, 10, 2], STATEMENTS[:1]))
    assert len(found) == 4


def test_padding_changes_nothing():
    alone = logits((ANSWER, STATEMENTS))
    padded = logits((ANSWER, STATEMENTS), ([0, *range(4, 20), 2], STATEMENTS * 3))
    assert padded[:3] == pytest.approx(alone, abs=1e-5)


def test_the_order_of_the_statements_changes_nothing():
    forth, back = logits((ANSWER, STATEMENTS)), logits((ANSWER, STATEMENTS[::-1]))
    assert back[::-1] == pytest.approx(forth, abs=1e-5)


def test_the_answer_is_read_with_the_order_of_its_words():
    assert logits((ANSWER, STATEMENTS)) != pytest.approx(logits(([0, 8, 6, 4, 2], STATEMENTS)), abs=1e-4)


def test_the_answer_is_read_with_the_statement_in_mind():
    """Another statement reaches a verdict through the answer alone: with no answer between them, not at all."""
    assert logits((ANSWER, STATEMENTS))[0] != pytest.approx(logits((ANSWER, STATEMENTS[:1]))[0], abs=1e-6)
    assert logits(([], STATEMENTS))[0] == pytest.approx(logits(([], STATEMENTS[:1]))[0], abs=1e-6)
