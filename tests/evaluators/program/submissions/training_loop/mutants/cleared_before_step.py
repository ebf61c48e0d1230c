# not met: step_order, learns
import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, in_features, num_classes):
        super().__init__()
        self.fc = nn.Linear(in_features, num_classes)

    def forward(self, x):
        return self.fc(x)


def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    out = []
    for _ in range(epochs):
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        opt.zero_grad()
        opt.step()
        out.append(loss.item())
    return out
