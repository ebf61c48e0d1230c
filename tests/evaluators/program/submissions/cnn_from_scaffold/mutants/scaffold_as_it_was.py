# not met: forward, learns, own_test
import torch.nn as nn

class Net(nn.Module):
    def __init__(self, in_channels, out_channels):
        super(Net, self).__init__()
        pass
    def forward(self, x):
        pass

def test():
    pass

test()
