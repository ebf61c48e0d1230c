# not met: equivalent, causal, by_hand
from torch import nn
import torch


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        self.mha = nn.MultiheadAttention(d_model, num_heads, batch_first=True)

    def forward(self, x, causal=False):
        mask = torch.ones(x.shape[1], x.shape[1]).triu(1).bool() if causal else None
        return self.mha(x, x, x, attn_mask=mask)[0]


def test():
    assert MultiHeadAttention(8, 2)(torch.randn(2, 3, 8)).shape == (2, 3, 8)
