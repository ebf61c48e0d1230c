# not met: correct, shapes, causal
import torch


def scaled_dot_product_attention(q, k, v, causal=False):
    return torch.zeros(*q.shape[:-1], v.shape[-1])
