"""What is made small where the reader of stances is trained.

Of a statement it is known which stance it takes on one matter, and that it hardly says anything of others. Of a talk
it is known whether a turn takes another stance than was taken before, and seldom on what: that is made probable where
the reader itself finds it so, and improbable everywhere else. From this, more than from the statements, it learns
which sentences of real talks take no stance at all.
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - the field's name for it

from evaluators.concept.reader.stances import Stances
from question_bank.stances import Talk

SAYS_NOTHING = 0
"""The column of a matter for what says nothing of it."""
OF_OTHERS, UNSAID = 0.02, 0.15
"""Weights of the matters that a statement was not written about, and of those that a sentence takes no stance on by the
word of somebody who was asked about all."""
CLASHES, PERHAPS = 2.0, 1.5
"""Weights of a turn that clashes, and of one that contradicts something, if it surely clashes; others have 1."""
LEAST, MOST = 1e-5, 1 - 1e-4
"""Bounds of a probability whose odds are summed."""
PER_STATEMENT, PER_TURN = 1 / 24, 1 / 8
"""What losses are scaled by, so that a step is about one batch's worth of each kind."""


class Odds(nn.Module):
    """Log odds that a turn clashes, of the sum of the odds of all its pairs with earlier sentences, on all matters."""

    def __init__(self) -> None:
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(1.0))
        self.offset = nn.Parameter(torch.tensor(-1.0))

    def forward(self, columns: Mapping[str, Tensor], talk: Talk, turn: int) -> Tensor:
        """Those of a turn of `talk`, of whose sentences the model made `columns`."""
        turns, odds = torch.tensor(talk.turns), []
        for logits in columns.values():
            found = logits.softmax(-1)
            there, here = found[turns < turn, 1:], found[turns == turn, 1:]
            excluded = there.sum(-1)[:, None] * here.sum(-1) - there @ here.T
            odds.append(torch.logit(excluded.clamp(LEAST, MOST)).flatten())
        return self.slope * torch.cat(odds).logsumexp(0) + self.offset


def of_statements(model: Stances, told: Sequence[tuple[str, str, str | None]]) -> Tensor:
    """The loss of some statements, each its text, its matter and its stance."""
    columns = model([text for text, _, _ in told])
    loss = torch.zeros(())
    for matter, logits in columns.items():
        labels = torch.tensor([_column(model, matter, stance if of == matter else None) for _, of, stance in told])
        weights = torch.tensor([1.0 if of == matter else OF_OTHERS for _, of, _ in told])
        loss = loss + (F.cross_entropy(logits, labels, reduction="none") * weights).sum()
    return loss * PER_STATEMENT


def of_talk(model: Stances, odds: Odds, talk: Talk) -> Tensor:
    """The loss of one talk: of its turns, and of its sentences where their stances are known."""
    columns = model(talk.sentences)
    loss = torch.zeros(())
    for turn, clashes in talk.clashing.items():
        found = odds(columns, talk, turn)
        weight = PERHAPS * found.detach().sigmoid() if clashes is None else CLASHES if clashes else 1.0
        loss = loss + weight * F.softplus(found if clashes is False else -found) * PER_TURN
    for matter, logits in columns.items() if talk.stances else ():
        labels = torch.tensor([_column(model, matter, stances.get(matter)) for stances in talk.stances])
        weights = torch.where(labels == SAYS_NOTHING, UNSAID, 1.0)
        loss = loss + (F.cross_entropy(logits, labels, reduction="none") * weights).sum() * PER_STATEMENT
    return loss


def _column(model: Stances, matter: str, stance: str | None) -> int:
    return SAYS_NOTHING if stance is None else 1 + list(model.matters[matter]).index(stance)
