# not met: shapes, causal
import torch


def scaled_dot_product_attention(q, k, v, causal=False):
    s = torch.bmm(q, k.transpose(1, 2)) / q.size(-1) ** 0.5
    if causal:
        s = s.masked_fill(torch.ones_like(s).triu(1).bool(), float("-inf"))
    return torch.bmm(torch.softmax(s, dim=-1), v)
