# not met: learns, optimizer
import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, in_features, num_classes):
        super().__init__()
        self.fc = nn.Linear(in_features, num_classes)

    def forward(self, x):
        return self.fc(x)


def train(model, x, y, epochs, lr):
    net = Model(x.shape[1], 3)
    opt = torch.optim.SGD(net.parameters(), lr=lr)
    criterion = nn.CrossEntropyLoss()
    out = []
    for _ in range(epochs):
        opt.zero_grad()
        loss = criterion(net(x), y)
        loss.backward()
        opt.step()
        out.append(loss.item())
    return out
