"""The size of a key-value cache."""

import math
import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from evaluators.arithmetic.clarifications import DIGITS, UNITS
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text

BYTES = r"字节|显存|内存|缓存|占用|大小|\bbytes?\b|\bmemory\b|\bcache\b|\bkv\b|(?<![a-z])[kmgt]i?b(?![a-z])|\bsize\b|\bfootprint\b|\bvram\b"


class Params(Frozen):
    """A decoder's shape, and what is held for it."""

    num_layers: int = Field(gt=0)
    num_kv_heads: int = Field(gt=0)
    head_dim: int = Field(gt=0)
    sequence: int = Field(gt=0)
    batch: int = Field(default=1, gt=0)
    bytes_per_value: int = Field(default=2, gt=0)


def size(*, both: int = 2, **factors: int) -> int:
    """Bytes: keys and values for every layer, head, feature, position and sequence."""
    return both * math.prod(factors.values())


def shown_bytes(value: int) -> str:
    """``1,073,741,824 B (1.07 GB, 1.00 GiB)``."""
    for power, (ten, two) in ((3, ("GB", "GiB")), (2, ("MB", "MiB")), (1, ("KB", "KiB"))):
        if value >= 1000**power:
            return f"{value:,} B ({value / 1000**power:.4g} {ten}, {value / 1024**power:.4g} {two})"
    return f"{value:,} B"


class KvCacheBytes(Quantity):
    """``kv_cache_bytes``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "bytes": Asked("bytes", BYTES, parts=r"每层|每个|\bper\b|\beach\b|单层|一层|\bkeys? alone\b|\bfor keys?\b")
    }
    clarifications = (UNITS, DIGITS)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Small at level 1; grouped heads at 2; a batch at 3."""
        return {
            "num_layers": rng.choice([12, 24, 32] if level < 3 else [28, 40, 80]), "num_kv_heads": rng.choice([8, 12, 16, 32] if level < 2 else [4, 8]),
            "head_dim": rng.choice([64, 128]), "sequence": rng.choice([1024, 2048, 4096]), "batch": 1 if level < 3 else rng.choice([2, 4, 16]),
            "bytes_per_value": rng.choice([2, 4] if level < 3 else [1, 2]),
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """The cache."""
        return Text(
            zh=f"解码器 {p.num_layers} 层，{p.num_kv_heads} 个 KV 头，每头 {p.head_dim} 维，序列长度 {p.sequence}，batch={p.batch}，每个数 {p.bytes_per_value} 字节。",
            en=f"A decoder with {p.num_layers} layers, {p.num_kv_heads} KV heads of {p.head_dim} features, {p.sequence} positions, batch {p.batch}, {p.bytes_per_value} byte{'s' if p.bytes_per_value > 1 else ''} a value.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Bytes."""
        g = p.model_dump()
        product = "·".join(str(v) for v in g.values())
        shown = shown_bytes(size(**g))
        mistakes: Changes = {"keys_only": {"both": 1}, "bytes_forgotten": {"bytes_per_value": 1}, "four_bytes": {"bytes_per_value": 4}, "two_bytes": {"bytes_per_value": 2}, "forgot_batch": {"batch": 1}, "one_layer": {"num_layers": 1}, "one_head": {"num_kv_heads": 1}}  # fmt: skip
        return {
            "bytes": Key(
                size,
                g,
                Text(zh=f"KV 缓存：2·{product} = {shown}。", en=f"KV cache: 2·{product} = {shown}."),
                mistakes={n: c for n, c in mistakes.items() if any(g.get(k) != v for k, v in c.items())},
            )
        }
