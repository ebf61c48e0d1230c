# not met: own_test
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, 8, 3, padding=1)
        self.fc = nn.Linear(8, out_channels)

    def forward(self, x):
        return self.fc(self.conv(x).mean((2, 3)))


def test():
    net = Net(3, 10)
    print(net(torch.randn(2, 3, 32, 32)).shape)


test()
