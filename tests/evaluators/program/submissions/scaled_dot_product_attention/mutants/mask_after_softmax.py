# not met: causal
import torch


def scaled_dot_product_attention(q, k, v, causal=False):
    s = q @ k.transpose(-2, -1) / q.size(-1) ** 0.5
    w = torch.softmax(s, dim=-1)
    if causal:
        w = w * torch.tril(torch.ones(w.shape[-2:]))
    return w @ v
