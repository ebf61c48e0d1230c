# not met: causal
import torch


def scaled_dot_product_attention(q, k, v, causal=False):
    s = q @ k.transpose(-2, -1) / q.size(-1) ** 0.5
    if causal:
        s = s.masked_fill(torch.triu(torch.ones_like(s)).bool(), float("-inf"))
    return torch.softmax(s, dim=-1) @ v
