import torch
import torch.nn as nn
import torch.nn.functional as F


class DepthwiseSeparableConv(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size=3, stride=1, padding=1, bias=False):
        super().__init__()
        self.in_channels, self.stride, self.padding = in_channels, stride, padding
        self.w1 = nn.Parameter(torch.randn(in_channels, 1, kernel_size, kernel_size) * 0.1)
        self.w2 = nn.Parameter(torch.randn(out_channels, in_channels, 1, 1) * 0.1)
        self.b1 = nn.Parameter(torch.randn(in_channels)) if bias else None
        self.b2 = nn.Parameter(torch.randn(out_channels)) if bias else None

    def forward(self, x):
        x = F.conv2d(x, self.w1, self.b1, self.stride, self.padding, groups=self.in_channels)
        return F.conv2d(x, self.w2, self.b2)


def test():
    y = DepthwiseSeparableConv(4, 8, 5, 2, 2)(torch.randn(2, 4, 16, 20))
    assert y.shape == (2, 8, 8, 10)
