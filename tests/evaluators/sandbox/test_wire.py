"""Values between processes: what is sent arrives as it was, and nothing else can be sent or read."""

import math
import struct

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.sandbox import wire

LEAVES = st.none() | st.booleans() | st.integers(-(2**200), 2**200) | st.floats(allow_nan=False) | st.text(max_size=20)
HASHABLE = st.integers() | st.text(max_size=8) | st.booleans()
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner) | st.dictionaries(HASHABLE, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_a_plain_value_arrives_as_it_was(value):
    got = wire.decode(wire.encode(value))
    assert got == value
    assert repr(got) == repr(value)  # 1, 1.0 and True are equal and not the same


@given(st.sets(st.integers(), max_size=9))
def test_a_set_arrives_as_a_set(value):
    assert wire.decode(wire.encode(value)) == value


@pytest.mark.parametrize("dtype", wire.DTYPES.values(), ids=str)
def test_a_tensor_keeps_dtype_shape_and_every_bit(dtype):
    tensor = torch.randn(2, 3).mul(100).to(dtype).t()
    got = wire.decode(wire.encode(tensor))
    assert got.dtype is dtype
    assert torch.equal(got, tensor)


@pytest.mark.parametrize(
    "array", [np.zeros((0, 3)), np.array(5), np.arange(6).reshape(2, 3)[:, ::2], np.array([1.5, math.nan])], ids=str
)
def test_an_array_keeps_dtype_and_shape(array):
    got = wire.decode(wire.encode(array))
    assert got.dtype == array.dtype
    np.testing.assert_array_equal(got, array)


def test_numpy_scalars_stay_what_they_are():
    got = wire.decode(wire.encode([np.int64(3), np.float32(0.5), np.bool_(1)]))
    assert [type(one) for one in got] == [np.int64, np.float32, np.bool_]


def test_infinities_and_nan_arrive():
    got = wire.decode(wire.encode([math.inf, -math.inf, math.nan]))
    assert got[:2] == [math.inf, -math.inf]
    assert math.isnan(got[2])


class EqualToAll(list):
    """What some submissions return."""

    def __eq__(self, other):
        return True

    __hash__ = None


class OwnInt(int):
    """No plain int."""


class OwnTensor(torch.Tensor):
    """No plain tensor."""


@pytest.mark.parametrize(
    "value",
    [EqualToAll(), OwnInt(3), torch.ones(2).as_subclass(OwnTensor), object(), print, 1 + 2j, b"bytes", {1: object()},
     1 << 20_000, set(range(wire.MAX_HASHED + 1)), torch.ones(2).to_sparse(), np.array(["a"]), np.array([object()])],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_not_exactly_plain_is_refused(value):
    with pytest.raises(wire.NotPlain):
        wire.encode(value)


def test_depth_is_bounded():
    deep = []
    for _ in range(wire.MAX_DEPTH + 2):
        deep = [deep]
    with pytest.raises(wire.NotPlain):
        wire.encode(deep)


@settings(max_examples=300)
@given(st.binary(max_size=80))
def test_bytes_that_are_no_frame_are_refused_and_nothing_worse(body):
    with pytest.raises(wire.BadFrame):
        wire.decode(body)


HEADERS = [
    b"{}", b"[]", b'{"value":1}', b'{"value":{"x":1},"blobs":[]}', b'{"value":{"T":["float32",[2],0]},"blobs":[3]}',
    b'{"value":{"T":["float32",[1099511627776,1099511627776],0]},"blobs":[0]}', b'{"value":{"T":["no",[],0]},"blobs":[0]}',
    b'{"value":{"A":["object",[],0]},"blobs":[0]}', b'{"value":{"A":["float64",[-1],0]},"blobs":[0]}', b'{"value":NaN,"blobs":[]}',
    b'{"value":1,"blobs":[-5]}', b'{"value":1,"blobs":[99999999]}', b'{"value":{"T":["float32",[0],7]},"blobs":[]}',
    b'{"value":' + b"9" * 5000 + b',"blobs":[]}', b'{"value":' + b"[" * 5000 + b"]" * 5000 + b',"blobs":[]}',
    b'{"value":{"d":[[{"t":[[]]},1]]},"blobs":[]}', b'{"value":{"f":"1e5x"},"blobs":[]}',
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS, ids=lambda header: header[:40].decode())
def test_a_header_that_lies_is_refused(header):
    with pytest.raises(wire.BadFrame):
        wire.decode(struct.pack(">I", len(header)) + header)
