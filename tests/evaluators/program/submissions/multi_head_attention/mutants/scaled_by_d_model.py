# not met: equivalent, causal
import torch
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.h = num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, x, causal=False):
        n, l, d = x.shape
        q, k, v = (f(x).view(n, l, self.h, -1).transpose(1, 2) for f in (self.q_proj, self.k_proj, self.v_proj))
        s = q @ k.transpose(-1, -2) / d**0.5
        if causal:
            s = s.masked_fill(torch.ones(l, l).triu(1).bool(), float("-inf"))
        return self.out_proj((s.softmax(-1) @ v).transpose(1, 2).reshape(n, l, d))


def test():
    assert MultiHeadAttention(8, 2)(torch.randn(2, 3, 8)).shape == (2, 3, 8)
