"""The encoder: an answer and the criteria of its item read each other in one pass.

A sequence is the answer followed by the criteria's statements. The answer attends to itself and to every statement; a
statement attends to itself and to the answer, never to another statement. So the answer is read with the question in
mind, as by a cross-encoder, at the cost of one sequence an item. Each statement's mean yields one logit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the field's name for it

HEADS = 12
LAYERS = 9
"""Of the twelve pretrained ones: the lower ones carry over, and the last three add hardly anything to this task, as
Sajjad et al. (2020, https://arxiv.org/abs/2004.03844) found for others, at a quarter of the time."""
STATEMENT_LIMIT = 64
"""Pieces of a statement; positions 0 to 63."""
ANSWER_LIMIT = 384
"""Pieces of an answer; positions 64 to 447."""
_PADDING = -1
BARRED = -1e4
"""Added to the attention score of what must not be attended to; within half precision's range."""
_PARTS = {"out": "ao", "norm1": "aln", "up": "fi", "down": "fo", "norm2": "oln"}
"""Parts of a layer by their short names in `pretrained`."""


@dataclass(frozen=True)
class Batch:
    """Packed sequences. Shapes: `rows`, `positions`, `segments` and `owners` (n, length), all integers."""

    rows: Tensor
    """Rows of the pieces in the vocabulary."""
    positions: Tensor
    segments: Tensor
    """0 for the answer, k for the k-th statement of the sequence, -1 for padding."""
    owners: Tensor
    """Number of the statement within the whole batch, from 1; 0 where there is none."""
    statements: int
    """How many statements the batch has."""

    def to(self, device: str) -> "Batch":
        """The same on `device`."""
        tensors = ("rows", "positions", "segments", "owners")
        return replace(self, **{name: getattr(self, name).to(device) for name in tensors})


def pack(examples: Sequence[tuple[Sequence[int], Sequence[Sequence[int]]]], padding_row: int) -> Batch:
    """A batch of (answer pieces, statements' pieces), padded to the longest."""
    sequences: list[tuple[list[int], ...]] = []
    count = 0
    for answer, statements in examples:
        rows = list(answer)
        positions = list(range(STATEMENT_LIMIT, STATEMENT_LIMIT + len(answer)))
        segments, owners = [0] * len(answer), [0] * len(answer)
        for number, statement in enumerate(statements, start=1):
            count += 1
            rows += statement
            positions += range(len(statement))
            segments += [number] * len(statement)
            owners += [count] * len(statement)
        sequences.append((rows, positions, segments, owners))
    length = max(len(rows) for rows, *_ in sequences)

    def padded(part: int, filler: int) -> Tensor:
        return torch.tensor([sequence[part] + [filler] * (length - len(sequence[part])) for sequence in sequences])

    return Batch(padded(0, padding_row), padded(1, 0), padded(2, _PADDING), padded(3, 0), count)


class Layer(nn.Module):
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

    def forward(self, x: Tensor, barred: Tensor, first: int = 0) -> Tensor:
        """(n, length, width) -> (n, length - first, width): the positions from `first` on, having attended to all.

        `barred` (n, 1, length, length) is added to the attention scores. Written out: on a CPU, at these lengths, this
        trains in two thirds of the time of PyTorch's fused attention.
        """
        n, length, width = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        scores = (q[:, :, first:] * (width // HEADS) ** -0.5) @ k.transpose(-1, -2) + barred[:, :, first:].to(q.dtype)
        mixed = (scores.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(n, length - first, width)
        x = self.norm1(x[:, first:] + self.out(mixed))
        fed: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return fed


class Encoder(nn.Module):
    """Logits that an answer states each of its criteria."""

    def __init__(self, vocabulary: int, *, width: int = 384, inner: int = 1536, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(512, width)
        self.roles = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner) for _ in range(layers))
        self.head = nn.Linear(width, 1)
        self.dropout = nn.Dropout(0.1)

    def forward(self, batch: Batch) -> Tensor:
        """One logit for each statement of `batch`, in order; shape (statements,)."""
        segments = batch.segments
        x = self.words(batch.rows) + self.places(batch.positions) + self.roles((segments > 0).long())
        x = self.dropout(self.norm(x))
        queries, keys = segments[:, None, :, None], segments[:, None, None, :]
        allowed = (keys == queries) | (keys == 0) | ((queries == 0) & (keys > 0))
        barred = torch.zeros(allowed.shape, device=allowed.device).masked_fill_(~allowed, BARRED)
        *lower, last = self.layers
        for layer in lower:
            x = layer(x, barred)
        # What stands before every statement yields no logit.
        first = int((segments > 0).any(0).int().argmax())
        x = last(x, barred, first)
        owners = batch.owners[:, first:].flatten()
        sums = x.new_zeros(batch.statements + 1, x.shape[-1]).index_add(0, owners, x.flatten(0, 1))
        means = sums[1:] / owners.bincount(minlength=batch.statements + 1)[1:, None]
        logits: Tensor = self.head(self.dropout(means)).squeeze(-1)
        return logits

    def start_from(self, tensors: Mapping[str, np.ndarray], rows: Sequence[int]) -> None:
        """Take over a pretrained BERT's lower layers (named as in `pretrained`), and `rows` of its vocabulary."""
        given = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in tensors.items()}
        with torch.no_grad():
            self.words.weight.copy_(given["emb.word"][list(rows)])
            self.places.weight.copy_(given["emb.pos"])
            self.roles.weight.copy_(given["emb.type"][:1].expand(2, -1))
            self.norm.weight.copy_(given["emb.ln.w"])
            self.norm.bias.copy_(given["emb.ln.b"])
            for number, layer in enumerate(self.layers):
                for suffix, kind in (("w", "weight"), ("b", "bias")):
                    of = {name: given[f"l{number}.{name}.{suffix}"] for name in ("q", "k", "v", *_PARTS.values())}
                    getattr(layer.qkv, kind).copy_(torch.cat([of["q"], of["k"], of["v"]]))
                    for part, name in _PARTS.items():
                        getattr(getattr(layer, part), kind).copy_(of[name])
