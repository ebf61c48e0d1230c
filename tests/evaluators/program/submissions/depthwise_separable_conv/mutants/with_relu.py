# not met: equivalent
import torch
from torch import nn


class DepthwiseSeparableConv(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size=3, stride=1, padding=1, bias=False):
        super().__init__()
        self.a = nn.Conv2d(in_channels, in_channels, kernel_size, stride, padding, groups=in_channels, bias=bias)
        self.b = nn.Conv2d(in_channels, out_channels, 1, bias=bias)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)))


def test():
    assert DepthwiseSeparableConv(3, 8)(torch.randn(2, 3, 8, 8)).shape == (2, 8, 8, 8)
