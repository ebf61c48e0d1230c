"""Values between processes that do not trust each other: exact types, bounded, and no pickle.

A frame's body is a JSON header and the raw bytes of its arrays, one after the other::

    length of the header (4 bytes, big-endian) | header: {"value": tree, "blobs": [length, ...]} | blobs

In the tree, None, bool, int, str and list stand for themselves; every other type is an object with one key:
``f`` float, ``t`` tuple, ``s`` set, ``d`` dict, ``T`` tensor, ``A`` NumPy array, ``N`` NumPy scalar.
A subclass is not its base class: a list that overrides ``__eq__`` is not a plain value and cannot be sent.
"""

import json
import math
import struct
from typing import Any

import numpy as np
import torch

MAX_NODES = 2_000_000
MAX_DEPTH = 100
MAX_DIGITS = 4_000
MAX_HASHED = 2_000
"""Entries of a set or dict: colliding keys make building one quadratic."""
MAX_BYTES = 32 * 1024 * 1024

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
        torch.int8, torch.uint8, torch.bool, torch.complex64, torch.complex128,
    )
}  # fmt: skip
NUMPY_KINDS = "biufc"


class NotPlain(TypeError):  # noqa: N818 - reads as what it says
    """A value is of a type, or a size, that is not sent."""


class BadFrame(ValueError):  # noqa: N818 - reads as what it says
    """Bytes are no frame of this format."""


def encode(value: object) -> bytes:
    """`value` as a frame's body.

    Raises:
        NotPlain: something in it is not exactly of a type that is sent, or there is too much of it.

    """
    blobs: list[bytes] = []
    tree = _Encoder(blobs).tree(value, 0)
    header = json.dumps({"value": tree, "blobs": [len(blob) for blob in blobs]}, separators=(",", ":")).encode()
    if len(header) + sum(map(len, blobs)) > MAX_BYTES:
        raise NotPlain("too large")
    return b"".join((struct.pack(">I", len(header)), header, *blobs))


def decode(body: bytes) -> Any:
    """The value that `body` carries.

    Raises:
        BadFrame: it is not what `encode` writes.

    """
    try:
        (length,) = struct.unpack_from(">I", body)
        header = json.loads(body[4 : 4 + length], parse_int=_int, parse_constant=_refuse)
        blobs, start = [], 4 + length
        for size in header["blobs"]:
            if type(size) is not int or size < 0 or start + size > len(body):
                raise BadFrame("blob")  # noqa: TRY301 - one way to be wrong
            blobs.append(body[start : start + size])
            start += size
        return _Decoder(blobs).value(header["value"], 0)
    except BadFrame:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError, MemoryError, RuntimeError, struct.error) as error:
        raise BadFrame(type(error).__name__) from error


class _Encoder:
    def __init__(self, blobs: list[bytes]) -> None:
        self.blobs = blobs
        self.nodes = 0

    def tree(self, value: Any, depth: int) -> Any:  # noqa: C901 - one line a type
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise NotPlain("too large")
        kind = type(value)
        if kind in (bool, type(None)):
            return value
        if kind is int:
            if value.bit_length() > MAX_DIGITS * 3:
                raise NotPlain("an integer of too many digits")
            return value
        if kind is str:
            return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        if kind is float:
            return {"f": value if math.isfinite(value) else repr(value)}
        if kind is list:
            return [self.tree(one, depth + 1) for one in value]
        if kind is tuple:
            return {"t": [self.tree(one, depth + 1) for one in value]}
        if kind in (set, frozenset):
            self._hashed(value)
            return {"s": [self.tree(one, depth + 1) for one in value]}
        if kind is dict:
            self._hashed(value)
            return {"d": [[self.tree(key, depth + 1), self.tree(one, depth + 1)] for key, one in value.items()]}
        return self._array(value, kind)

    def _hashed(self, value: Any) -> None:
        if len(value) > MAX_HASHED:
            raise NotPlain("a set or dict with too many entries")

    def _array(self, value: Any, kind: type) -> Any:
        if kind in (torch.Tensor, torch.nn.Parameter):
            tensor = value.detach()
            name = str(tensor.dtype).removeprefix("torch.")
            if name not in DTYPES or tensor.layout is not torch.strided or tensor.device.type != "cpu":
                raise NotPlain(f"a tensor of {name}")
            self._fits(tensor.numel() * tensor.element_size())
            flat = tensor.contiguous().view(-1).view(torch.uint8) if tensor.numel() else tensor.new_empty(0)
            return {"T": [name, list(tensor.shape), self._blob(flat.resolve_conj().numpy().tobytes())]}
        if kind is np.ndarray and value.dtype.kind in NUMPY_KINDS:
            self._fits(value.nbytes)
            native = value.astype(value.dtype.newbyteorder("="))
            return {"A": [native.dtype.name, list(value.shape), self._blob(native.tobytes())]}
        if isinstance(value, np.generic) and kind.__module__ == "numpy" and value.dtype.kind in NUMPY_KINDS:
            return {"N": [value.dtype.name, [], self._blob(np.asarray(value).tobytes())]}
        raise NotPlain(kind.__name__)

    @staticmethod
    def _fits(size: int) -> None:
        if size > MAX_BYTES:
            raise NotPlain("an array that is too large")

    def _blob(self, content: bytes) -> int:
        self.blobs.append(content)
        return len(self.blobs) - 1


class _Decoder:
    def __init__(self, blobs: list[bytes]) -> None:
        self.blobs = blobs
        self.nodes = 0

    def value(self, tree: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise BadFrame("too large")
        if isinstance(tree, list):
            return [self.value(one, depth + 1) for one in tree]
        if not isinstance(tree, dict):
            return tree
        ((tag, content),) = tree.items()
        if tag == "f":
            return float(content)
        if tag == "t":
            return tuple(self.value(one, depth + 1) for one in content)
        if tag in ("s", "d"):
            if len(content) > MAX_HASHED:
                raise BadFrame("too many entries")
            if tag == "s":
                return {self.value(one, depth + 1) for one in content}
            return {self.value(key, depth + 1): self.value(one, depth + 1) for key, one in content}
        if tag in ("T", "A", "N"):
            return self._array(tag, *content)
        raise BadFrame("unknown tag")

    def _array(self, tag: str, name: str, shape: list[int], index: int) -> Any:
        if type(index) is not int or index < 0:
            raise BadFrame("blob")
        blob = bytearray(self.blobs[index])
        if len(shape) > 16 or not all(type(size) is int and 0 <= size < 2**40 for size in shape):
            raise BadFrame("shape")
        if tag == "T":
            dtype = DTYPES[name]
            flat = torch.frombuffer(blob, dtype=dtype) if blob else torch.empty(0, dtype=dtype)
            return self._shaped(flat, flat.numel(), shape)
        kind = np.dtype(name)
        if kind.kind not in NUMPY_KINDS:
            raise BadFrame("dtype")
        array = np.frombuffer(blob, dtype=kind)
        return self._shaped(array, array.size, shape)[()] if tag == "N" else self._shaped(array, array.size, shape)

    @staticmethod
    def _shaped(flat: Any, count: int, shape: list[int]) -> Any:
        if math.prod(shape) != count:
            raise BadFrame("size and shape disagree")
        return flat.reshape(shape)


def _int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise BadFrame("digits")
    return int(digits)


def _refuse(word: str) -> float:
    raise BadFrame(word)
