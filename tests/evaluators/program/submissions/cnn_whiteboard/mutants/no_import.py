# not met: runs, forward, learns, own_test?
class CNN(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 26 * 26, num_classes))

    def forward(self, x):
        return self.net(x)


def test():
    assert CNN()(torch.randn(2, 1, 28, 28)).shape == (2, 10)
