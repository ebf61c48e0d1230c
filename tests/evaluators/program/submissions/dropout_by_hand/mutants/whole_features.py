# not met: drops
import torch
from torch import nn


class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        k = round(x.shape[-1] * self.p)
        mask = torch.ones(x.shape[-1])
        mask[torch.randperm(x.shape[-1])[:k]] = 0
        return x * mask / max(1 - self.p, 1e-9)
