from typing import get_args

import pytest
import torch

from evaluators.concept.reader.client import Branch
from evaluators.concept.reader.weights import Calibration, Reader, branch, load, save, save_branch
from evaluators.concept.reader.worker import MOST_CLAUSES, probabilities, read
from tests.evaluators.concept.reader.small import encoder, pieces

ANSWER, STATEMENTS = "relu is cheap gradient is one", ["gradient is one", "sigmoid saturates"]


@pytest.fixture
def stored(tmp_path):
    save(tmp_path, encoder(), pieces(), Calibration(1.5, -0.25), {"version": "7"})
    return load(tmp_path)


def test_what_was_stored_in_eight_bits_reads_as_before(stored):
    whole = Reader(encoder(), pieces(), Calibration(1.5, -0.25), "7")
    assert stored.version == "7"
    assert probabilities(stored, [ANSWER], STATEMENTS)[0] == pytest.approx(
        probabilities(whole, [ANSWER], STATEMENTS)[0], abs=0.03
    )


@pytest.mark.parametrize("of", get_args(Branch))
def test_a_branch_has_upper_layers_of_its_own_above_what_is_shared(tmp_path, stored, of):
    other = encoder()
    with torch.no_grad():
        other.layers[-1].up.weight += 0.5
    save(tmp_path / "other", other, pieces(), Calibration(0.5, 0.25), {"version": "8"})
    save_branch(tmp_path, of, other, Calibration(0.5, 0.25))
    own, whole = branch(load(tmp_path), of, tmp_path), load(tmp_path / "other")
    assert probabilities(own, [ANSWER], STATEMENTS) == probabilities(whole, [ANSWER], STATEMENTS)
    assert own.version == stored.version
    assert (tmp_path / f"{of}.safetensors").stat().st_size < (tmp_path / "reader.safetensors").stat().st_size / 2


def test_without_a_branch_contradictions_cannot_be_read(tmp_path, stored):
    with pytest.raises(FileNotFoundError):
        branch(stored, "contradictions", tmp_path)


def test_the_same_input_gives_the_same_output_bit_for_bit(stored):
    torch.set_num_threads(1)
    assert probabilities(stored, [ANSWER], STATEMENTS) == probabilities(stored, [ANSWER], STATEMENTS)


def test_evidence_is_the_clause_without_which_the_probability_falls_most(stored):
    stored = Reader(stored.encoder, stored.pieces, Calibration(1.0, 9.0), "7")  # all is likely
    clauses = [(0, 14), (14, len(ANSWER))]
    found = read(stored, ANSWER, STATEMENTS, clauses, [1])
    without = probabilities(stored, [ANSWER[14:], ANSWER[:14]], STATEMENTS[1:])
    assert found["clauses"] == [-1, 0 if without[0][0] < without[1][0] else 1]


def test_no_evidence_is_sought_among_too_many_clauses(stored):
    stored = Reader(stored.encoder, stored.pieces, Calibration(1.0, 9.0), "7")
    assert read(stored, ANSWER, STATEMENTS, [(0, 1)] * (MOST_CLAUSES + 1), [0, 1])["clauses"] == [-1, -1]


def test_an_answer_that_cannot_be_read_whole_gets_no_opinion(stored):
    assert len(read(stored, "relu " * 382, STATEMENTS, [], [])["probabilities"]) == 2
    assert read(stored, "relu " * 383, STATEMENTS, [], []) == {"probabilities": [], "clauses": []}


def test_a_folder_without_a_reader_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path)
