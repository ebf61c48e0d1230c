import math

import torch
import torch.nn as nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, num_heads):
        super().__init__()
        assert d_model % num_heads == 0
        self.num_heads = num_heads
        self.d_k = d_model // num_heads
        self.q_proj = nn.Linear(d_model, d_model)
        self.k_proj = nn.Linear(d_model, d_model)
        self.v_proj = nn.Linear(d_model, d_model)
        self.out_proj = nn.Linear(d_model, d_model)

    def forward(self, x, causal=False):
        n, l, d = x.shape

        def split(t):
            return t.view(n, l, self.num_heads, self.d_k).transpose(1, 2)

        q, k, v = split(self.q_proj(x)), split(self.k_proj(x)), split(self.v_proj(x))
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_k)
        if causal:
            mask = torch.tril(torch.ones(l, l, device=x.device)) == 0
            scores = scores.masked_fill(mask, float("-inf"))
        out = torch.softmax(scores, dim=-1) @ v
        out = out.transpose(1, 2).contiguous().view(n, l, d)
        return self.out_proj(out)


def test():
    mha = MultiHeadAttention(32, 4)
    x = torch.randn(2, 10, 32)
    assert mha(x).shape == (2, 10, 32)
    # 因果掩码：改变后面的位置不影响前面的输出
    y = x.clone()
    y[:, 5:] = 0
    assert torch.allclose(mha(x, True)[:, :5], mha(y, True)[:, :5], atol=1e-5)


test()
