# not met: by_hand
import torch


def scaled_dot_product_attention(q, k, v, causal=False):
    return torch._C._nn.scaled_dot_product_attention(q, k, v, is_causal=causal)
