# not met: correct, shapes, causal
import torch


def scaled_dot_product_attention(q, k, v, causal=False):
    s = q @ k.transpose(-2, -1)
    if causal:
        s = s.masked_fill(torch.ones_like(s).triu(1).bool(), float("-inf"))
    return s.softmax(-1) @ v
