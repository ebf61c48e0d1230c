# not met: equivalent, causal
import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()

    def forward(self, x, causal=False):
        return torch.zeros_like(x)


def test():
    assert MultiHeadAttention(8, 2)(torch.randn(2, 3, 8)).shape == (2, 3, 8)
