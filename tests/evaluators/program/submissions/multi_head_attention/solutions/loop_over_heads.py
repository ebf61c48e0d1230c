import unittest

import torch
import torch.nn.functional as F
from torch import nn


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, num_heads: int) -> None:
        super().__init__()
        self.h = num_heads
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            setattr(self, name, nn.Linear(d_model, d_model))

    def forward(self, x: torch.Tensor, causal: bool = False) -> torch.Tensor:
        heads = zip(*(layer(x).chunk(self.h, dim=-1) for layer in (self.q_proj, self.k_proj, self.v_proj)))
        return self.out_proj(torch.cat([F.scaled_dot_product_attention(q, k, v, is_causal=causal) for q, k, v in heads], -1))


class TestIt(unittest.TestCase):
    def runTest(self):
        for causal in (False, True):
            out = MultiHeadAttention(8, 2)(torch.zeros(3, 5, 8), causal)
            self.assertEqual(out.shape, (3, 5, 8))


def test():
    TestIt().runTest()


if __name__ == "__main__":
    unittest.main()
