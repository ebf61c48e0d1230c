# not met: forward
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, 8, 3, stride=2)
        self.fc = nn.Linear(8 * 15 * 15, 10)

    def forward(self, x):
        return self.fc(torch.relu(self.conv(x)).flatten(1))


def test():
    y = Net(3, 10)(torch.randn(2, 3, 32, 32))
    assert list(y.shape) == [2, 10]


test()
