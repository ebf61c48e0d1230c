import pytest
import torch

from evaluators.concept.reader import stances as reading
from evaluators.concept.reader.stances import LIMIT, PREFIX, taken
from evaluators.concept.reader.weights import Calibration, load, save, save_stances, stances
from tests.evaluators.concept.reader import small

SENTENCES = ["relu is cheap", "gradient is not one", "饱和"]


def test_for_each_matter_the_stances_leave_room_for_saying_nothing_of_it():
    for found in taken(small.stances(), SENTENCES):
        assert set(found) == set(small.MATTERS)
        for matter, chances in found.items():
            assert list(chances) == list(small.MATTERS[matter])
            assert 0 < sum(chances.values()) < 1


def test_what_is_hardly_said_is_not_taken(monkeypatch):
    monkeypatch.setattr(reading, "WORTH_TELLING", 1.0)
    assert taken(small.stances(), SENTENCES) == [{}, {}, {}]


def test_a_sentence_is_read_alike_alone_and_beside_longer_ones():
    together, alone = taken(small.stances(), SENTENCES), taken(small.stances(), SENTENCES[:1])
    for matter, chances in alone[0].items():
        assert together[0][matter] == pytest.approx(chances, abs=1e-5)


def test_of_no_sentence_nothing_is_taken():
    assert taken(small.stances(), []) == []


def test_a_long_sentence_is_read_as_far_as_it_can_be():
    read = "relu " * (LIMIT - len(small.pieces().cut(PREFIX, LIMIT)))
    assert taken(small.stances(), [read]) == taken(small.stances(), [f"{read}sigmoid gradient"])
    assert taken(small.stances(), [read]) != taken(small.stances(), ["sigmoid gradient"])


def test_what_was_stored_in_eight_bits_beside_a_reader_reads_as_before(tmp_path):
    save(tmp_path, small.encoder(), small.pieces(), Calibration(), {"version": "7"})
    save_stances(tmp_path, small.stances())
    reader = load(tmp_path, torch.float32)
    stored = stances(reader, tmp_path)
    assert stored.words is reader.encoder.words
    for found, before in zip(taken(stored, SENTENCES), taken(small.stances(), SENTENCES), strict=True):
        for matter, chances in before.items():
            assert found[matter] == pytest.approx(chances, abs=0.03)
