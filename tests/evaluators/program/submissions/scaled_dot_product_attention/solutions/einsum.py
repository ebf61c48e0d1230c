import torch
from torch import Tensor


def scaled_dot_product_attention(q: Tensor, k: Tensor, v: Tensor, causal: bool = False) -> Tensor:
    """Attention for any number of leading dimensions."""
    scores = torch.einsum("...ld,...sd->...ls", q, k) * q.shape[-1] ** -0.5
    if causal:
        allowed = torch.ones(scores.shape[-2:]).tril().bool()
        scores = torch.where(allowed, scores, torch.tensor(-1e9))
    # softmax 减去最大值，防止溢出
    w = (scores - scores.amax(-1, keepdim=True)).exp()
    w = w / w.sum(-1, keepdim=True)
    return torch.einsum("...ls,...sv->...lv", w, v)
