"""Reads which stances a sentence takes on common matters of a project: who labelled the data, where inference runs.

A sentence stands alone: the lower layers of the encoder that the reader began with, trained on nothing else, and one
linear layer on the mean of its pieces. Each *matter* has a softmax of its own over its stances and "says nothing of
it". So it is told from classes what sentences mean; from pairs of sentences the encoder learns hardly any of it. See
``docs/reader.md``.
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from evaluators.concept.reader.client import Taken
from evaluators.concept.reader.encoder import BARRED, Layer
from evaluators.concept.reader.pieces import PAD, Pieces

LAYERS = 6
"""Of twelve: a linear layer on the mean reads stances as well from the sixth as from the last."""
LIMIT = 160
"""Pieces of a sentence that are read."""
PREFIX = "query: "
"""What the pretrained encoder expects before a text (Wang et al., 2024)."""
MISSING = 0.12
"""Share of a sentence's pieces that are left out in training: no single word is to be what it hears a stance by."""
WORTH_TELLING = 0.01
"""Probability from which it is told that a sentence says anything of a matter."""

Matters = Mapping[str, Sequence[str]]
"""Each matter with its stances."""


class Stances(nn.Module):
    """Logits of every stance of every matter, above word embeddings that are shared with the reader."""

    def __init__(
        self, words: nn.Embedding, pieces: Pieces, matters: Matters, *, inner: int = 1536, layers: int = LAYERS
    ) -> None:
        super().__init__()
        width = words.embedding_dim
        self.words = words
        self.pieces = pieces
        self.matters = matters
        self.places = nn.Embedding(512, width)
        self.missing = nn.Dropout1d(MISSING)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner) for _ in range(layers))
        self.head = nn.Linear(width, sum(1 + len(stances) for stances in matters.values()))
        self.dropout = nn.Dropout(0.2)

    def forward(self, sentences: Sequence[str]) -> dict[str, Tensor]:
        """For each matter the logits of `sentences`, one or more: a row each, "says nothing" and then its stances."""
        cut = [self.pieces.cut(PREFIX + sentence, LIMIT) for sentence in sentences]
        length = max(map(len, cut))
        rows = torch.tensor([[*pieces, *[PAD] * (length - len(pieces))] for pieces in cut])
        lengths = torch.tensor([len(pieces) for pieces in cut])
        there = torch.arange(length) < lengths[:, None]
        x = self.norm(self.missing(self.words(rows)) + self.places(torch.arange(length)))
        barred = torch.zeros(len(rows), 1, length, length).masked_fill_(~there[:, None, None], BARRED)
        for layer in self.layers:
            x = layer(x, barred)
        means = (x * there[..., None]).sum(1) / lengths[:, None]
        logits = self.head(self.dropout(means.to(self.head.weight.dtype)))
        parts = logits.split([1 + len(stances) for stances in self.matters.values()], dim=-1)
        return dict(zip(self.matters, parts, strict=True))


@torch.inference_mode()
def taken(stances: Stances, sentences: Sequence[str]) -> list[Taken]:
    """For each sentence the matters that it says something of, with the probability of each of their stances."""
    found: list[Taken] = [{} for _ in sentences]
    for matter, logits in stances(sentences).items() if sentences else ():
        for place, row in enumerate(logits.float().softmax(-1)[:, 1:].tolist()):
            if sum(row) >= WORTH_TELLING:
                found[place][matter] = dict(zip(stances.matters[matter], row, strict=True))
    return found
