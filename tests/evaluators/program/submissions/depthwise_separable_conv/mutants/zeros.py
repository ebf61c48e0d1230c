# not met: depthwise, pointwise, equivalent
import torch
from torch import nn


class DepthwiseSeparableConv(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size=3, stride=1, padding=1, bias=False):
        super().__init__()
        self.out, self.k, self.s, self.p = out_channels, kernel_size, stride, padding

    def forward(self, x):
        h, w = ((n + 2 * self.p - self.k) // self.s + 1 for n in x.shape[-2:])
        return torch.zeros(len(x), self.out, h, w)


def test():
    assert DepthwiseSeparableConv(3, 8)(torch.randn(2, 3, 8, 8)).shape == (2, 8, 8, 8)
