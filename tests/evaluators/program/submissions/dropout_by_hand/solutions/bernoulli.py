import torch
from torch import nn


class Dropout(nn.Module):
    def __init__(self, p: float = 0.5) -> None:
        super().__init__()
        if not 0 <= p <= 1:
            raise ValueError(f"p must be in [0, 1], got {p}")
        self.keep = 1 - p

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.training:
            mask = torch.bernoulli(torch.full(x.shape, self.keep)).bool()
            x = torch.where(mask, x / max(self.keep, 1e-12), torch.zeros(()))
        return x
