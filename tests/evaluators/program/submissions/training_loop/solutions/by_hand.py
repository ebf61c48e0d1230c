import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self, in_features, num_classes):
        super().__init__()
        self.fc = nn.Linear(in_features, num_classes)

    def forward(self, x):
        return self.fc(x)


def step(model, lr):
    with torch.no_grad():
        for p in model.parameters():
            p -= lr * p.grad


def train(model, x, y, epochs, lr):
    losses = []
    for _ in range(epochs):
        logits = model(x)
        loss = (torch.logsumexp(logits, dim=1) - logits[torch.arange(len(y)), y]).mean()
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= lr * p.grad
        losses.append(float(loss))
    return losses
