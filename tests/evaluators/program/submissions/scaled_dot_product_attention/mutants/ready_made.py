# not met: by_hand
from torch.nn.functional import scaled_dot_product_attention as attend


def scaled_dot_product_attention(q, k, v, causal=False):
    return attend(q, k, v, is_causal=causal)
