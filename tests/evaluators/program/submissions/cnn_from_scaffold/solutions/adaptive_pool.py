import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, in_channels, out_channels):
        super(Net, self).__init__()
        self.body = nn.Sequential(
            nn.Conv2d(in_channels, 16, 3, stride=2, padding=1), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.BatchNorm2d(32), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        )
        self.head = nn.Linear(32, out_channels)

    def forward(self, x):
        return self.head(self.body(x))


def test():
    for channels, classes in ((3, 10), (1, 4)):
        out = Net(channels, classes)(torch.randn(2, channels, 32, 32))
        if out.shape != (2, classes):
            raise ValueError(f"wrong shape {tuple(out.shape)}")


test()
