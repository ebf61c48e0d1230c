"""What is made small where the reader of stances is trained.

Of a statement it is known which stance it takes on one matter, and that it hardly says anything of others. Of a talk
it is known of each sentence on all matters, and whether a turn takes another stance than was taken before. From this,
more than from the statements, it learns which sentences of real talks take no stance at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the field's name for it

from evaluators.concept.reader.encoder import BARRED
from evaluators.concept.reader.stances import LIMIT, Stances
from evaluators.concept.reader.weights import fastest
from question_bank.stances import Statement, Talk

SAYS_NOTHING = 0
"""The column of a matter for what says nothing of it."""
OF_OTHERS, UNSAID = 0.02, 0.3
"""Weights of the matters that a statement was not written about, and of those that a sentence of a talk takes no stance
on by the word of somebody who was asked about all."""
CLASHES = 2.0
"""Weight of a turn that clashes; others have 1."""
LEAST, MOST = 1e-5, 1 - 1e-4
"""Bounds of a probability whose odds are summed."""
OF_STATEMENT, OF_SENTENCE, OF_TURN = 1 / 24, 1 / 60, 1 / 40
"""What the losses of a statement, a sentence of a talk and a turn are scaled by, so that none outweighs the others."""
AT_ONCE = 1200
"""Pieces that are read at once: with more, the memory of a step is given back and asked for again each time."""


class Known(NamedTuple):
    """A sentence, as the reader is shown it, and what it says."""

    shown: str
    stances: Mapping[str, str | None]
    """None: it sounds like it, and says nothing of the matter."""
    weight: float
    of_others: float
    """Weight of all other matters, of which it hardly says anything."""


class Odds(nn.Module):
    """Log odds that a turn clashes, of the sum of the odds of all its pairs with earlier sentences, on all matters."""

    def __init__(self) -> None:
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(1.0))
        self.offset = nn.Parameter(torch.tensor(-1.0))

    def forward(self, found: Tensor, talk: Talk, turn: int) -> Tensor:
        """Those of a turn of `talk`, of whose sentences the model `found` the probabilities."""
        turns = torch.tensor(talk.turns)
        there, here = found[turns < turn][..., SAYS_NOTHING + 1 :], found[turns == turn][..., SAYS_NOTHING + 1 :]
        excluded = there.sum(-1)[:, None] * here.sum(-1) - torch.einsum("ams,bms->abm", there, here)
        return self.slope * torch.logit(excluded.clamp(LEAST, MOST)).flatten().logsumexp(0) + self.offset


def log_probabilities(model: Stances, sentences: Sequence[str]) -> Tensor:
    """Those of all columns of all matters; shape (sentences, matters, columns of the matter that has most)."""
    widest = 1 + max(map(len, model.matters.values()))
    lots = list(_lots(model, sentences))
    with torch.autocast("cpu", torch.bfloat16, enabled=fastest() is torch.bfloat16):
        columns = [model([sentences[place] for place in lot]).values() for lot in lots]
    read = [
        torch.stack([F.pad(each.float(), (0, widest - each.shape[-1]), value=BARRED) for each in lot], 1)
        for lot in columns
    ]
    order = torch.tensor([place for lot in lots for place in lot]).argsort()
    return torch.cat(read)[order].log_softmax(-1)


def _lots(model: Stances, sentences: Sequence[str]) -> Iterator[list[int]]:
    """The places of all sentences, those of like length together."""
    lengths = [len(model.pieces.cut(sentence, LIMIT)) for sentence in sentences]
    lot: list[int] = []
    for place in sorted(range(len(sentences)), key=lengths.__getitem__):
        if lot and (1 + len(lot)) * lengths[place] > AT_ONCE:
            yield lot
            lot = []
        lot.append(place)
    yield lot


def loss(
    model: Stances, odds: Odds, statements: Sequence[tuple[str, Statement]], talks: Sequence[Talk]
) -> tuple[Tensor, Tensor]:
    """That of what `statements`, each with its matter, and the sentences of `talks` say, and that of turns."""
    known = [_of_statement(*each) for each in statements]
    known += [
        Known(*each, OF_SENTENCE, UNSAID * OF_SENTENCE)
        for talk in talks
        for each in zip(talk.sentences, talk.stances, strict=True)
    ]
    logs = log_probabilities(model, [each.shown for each in known])
    of_turns = torch.zeros(())
    of_talks = logs[len(statements) :].exp().split([len(talk.sentences) for talk in talks])
    for talk, found in zip(talks, of_talks, strict=True):
        for turn, clashes in talk.clashing.items():
            value = odds(found, talk, turn)
            of_turns = of_turns + (CLASHES * F.softplus(-value) if clashes else F.softplus(value))
    return _of_sentences(model, known, logs), of_turns * OF_TURN


def _of_statement(matter: str, told: Statement) -> Known:
    return Known(told.shown, {**told.others, matter: told.stance}, OF_STATEMENT, OF_OTHERS * OF_STATEMENT)


def _of_sentences(model: Stances, known: Sequence[Known], logs: Tensor) -> Tensor:
    matters = {matter: place for place, matter in enumerate(model.matters)}
    labels = torch.full(logs.shape[:2], SAYS_NOTHING)
    weights = torch.tensor([each.of_others for each in known])[:, None].repeat(1, len(matters))
    for row, each in enumerate(known):
        for matter, stance in each.stances.items():
            if stance is not None:
                labels[row, matters[matter]] = SAYS_NOTHING + 1 + list(model.matters[matter]).index(stance)
            weights[row, matters[matter]] = each.weight
    return -(logs.gather(-1, labels[..., None])[..., 0] * weights).sum()
