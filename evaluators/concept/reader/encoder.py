"""The encoder: criteria read an answer, all criteria of an item in one pass.

A sequence is the answer followed by the criteria's statements. The answer attends to itself alone; each statement
attends to itself and to the answer, never to another statement. So the answer is encoded once, and a verdict on one
criterion cannot depend on which others are asked. Each statement's first position yields one logit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the field's name for it

HEADS = 12
STATEMENT_LIMIT = 64
"""Pieces of a statement; positions 0 to 63."""
ANSWER_LIMIT = 384
"""Pieces of an answer; positions 64 to 447."""
_PADDING = -1
_PARTS = {"out": "ao", "norm1": "aln", "up": "fi", "down": "fo", "norm2": "oln"}
"""Parts of a layer by their short names in a pretrained model."""


@dataclass(frozen=True)
class Batch:
    """Packed sequences. Shapes: `rows`, `positions` and `segments` (n, length); `heads` (m, 2).

    Segment 0 is the answer, k the k-th statement, -1 padding. `heads` has sequence and place of each statement's start.
    """

    rows: Tensor
    positions: Tensor
    segments: Tensor
    heads: Tensor

    def to(self, device: str) -> "Batch":
        """The same on `device`."""
        return Batch(*(part.to(device) for part in (self.rows, self.positions, self.segments, self.heads)))


def pack(examples: Sequence[tuple[Sequence[int], Sequence[Sequence[int]]]], padding_row: int) -> Batch:
    """A batch of (answer pieces, statements' pieces), padded to the longest."""
    sequences, heads = [], []
    for index, (answer, statements) in enumerate(examples):
        rows = list(answer)
        positions = list(range(STATEMENT_LIMIT, STATEMENT_LIMIT + len(answer)))
        segments = [0] * len(answer)
        for number, statement in enumerate(statements, start=1):
            heads.append((index, len(rows)))
            rows += statement
            positions += range(len(statement))
            segments += [number] * len(statement)
        sequences.append((rows, positions, segments))
    length = max(len(rows) for rows, _, _ in sequences)

    def padded(part: int, filler: int) -> Tensor:
        return torch.tensor([sequence[part] + [filler] * (length - len(sequence[part])) for sequence in sequences])

    return Batch(padded(0, padding_row), padded(1, 0), padded(2, _PADDING), torch.tensor(heads).reshape(-1, 2))


class _Layer(nn.Module):
    """A post-norm Transformer layer, as in BERT."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, allowed: Tensor) -> Tensor:
        """(n, length, width) -> the same; `allowed` (n, 1, length, length) says who attends to whom."""
        n, length, width = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed).transpose(1, 2).reshape(n, length, width)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        fed: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return fed


class Encoder(nn.Module):
    """Logits that an answer states each of its criteria."""

    def __init__(self, vocabulary: int, *, width: int = 384, inner: int = 1536, layers: int = 12) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(512, width)
        self.roles = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(_Layer(width, inner) for _ in range(layers))
        self.head = nn.Linear(width, 1)
        self.dropout = nn.Dropout(0.1)

    def forward(self, batch: Batch) -> Tensor:
        """One logit for each row of `batch.heads`."""
        segments = batch.segments
        x = self.words(batch.rows) + self.places(batch.positions) + self.roles((segments > 0).long())
        x = self.dropout(self.norm(x))
        queries, keys = segments[:, None, :, None], segments[:, None, None, :]
        allowed = (keys == 0) | (keys == queries)
        for layer in self.layers:
            x = layer(x, allowed)
        starts = x[batch.heads[:, 0], batch.heads[:, 1]]
        logits: Tensor = self.head(self.dropout(starts)).squeeze(-1)
        return logits

    def start_from(self, tensors: Mapping[str, np.ndarray], rows: Sequence[int]) -> None:
        """Take over a pretrained BERT's tensors (named as in `pretrained`), with only `rows` of its vocabulary."""
        given = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in tensors.items()}
        with torch.no_grad():
            self.words.weight.copy_(given["emb.word"][list(rows)])
            self.places.weight.copy_(given["emb.pos"])
            self.roles.weight.copy_(given["emb.type"][:1].expand(2, -1))
            self.norm.weight.copy_(given["emb.ln.w"])
            self.norm.bias.copy_(given["emb.ln.b"])
            for number, layer in enumerate(self.layers):
                for suffix, kind in (("w", "weight"), ("b", "bias")):
                    of = {
                        name: given[f"l{number}.{name}.{suffix}"]
                        for name in ("q", "k", "v", "ao", "aln", "fi", "fo", "oln")
                    }
                    getattr(layer.qkv, kind).copy_(torch.cat([of["q"], of["k"], of["v"]]))
                    for part, name in (("out", "ao"), ("norm1", "aln"), ("up", "fi"), ("down", "fo"), ("norm2", "oln")):
                        getattr(getattr(layer, part), kind).copy_(of[name])
