"""A table of traps: programs as people write them, and what a fair interviewer finds in each."""

import pytest
import yaml

from evaluators.response import Response
from evaluators.run import run
from question_bank.item import Item
from question_bank.loader import HERE

ITEMS = [
    Item.model_validate(yaml.safe_load(path.read_text("utf-8"))) for path in sorted(HERE.glob("items/coding/*.yaml"))
]
GRADERS = {item.id: item.grading for item in ITEMS}
CASES = []


def c(item, code, **expected):
    """One program, and the criteria that have one fair answer."""
    CASES.append((item, code, expected))


MODEL = """import torch
import torch.nn as nn
import torch.nn.functional as F
class Model(nn.Module):
    def __init__(self, in_features, num_classes):
        super().__init__()
        self.fc = nn.Linear(in_features, num_classes)
    def forward(self, x):
        return self.fc(x)
"""


def T(body, model=MODEL):  # noqa: N802 - short, for a long table
    """A training loop below a model."""
    return model + body


ok = {"runs": True, "model_class": True, "loss": True, "optimizer": True, "step_order": True, "learns": True}
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(params=model.parameters(), lr=lr, weight_decay=1e-4)
    crit = nn.CrossEntropyLoss()
    hist = []
    n = x.size(0)
    for e in range(epochs):
        perm = torch.randperm(n)
        tot = 0
        for i in range(0, n, 32):
            idx = perm[i:i+32]
            opt.zero_grad()
            out = model(x[idx])
            l = crit(out, y[idx])
            l.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            tot += l.item() * len(idx)
        hist.append(tot / n)
    return hist
"""),
    **ok,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr)
    losses = []
    for _ in range(epochs):
        def closure():
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            return loss
        loss = optimizer.step(closure)
        losses.append(loss.item())
    return losses
"""),
    **ok,
)
c(
    "training_loop",
    T("""
class Trainer:
    def __init__(self, model, lr):
        self.model = model
        self.opt = torch.optim.SGD(self.model.parameters(), lr=lr)
        self.loss = nn.CrossEntropyLoss()
    def step(self, x, y):
        loss = self.loss(self.model(x), y)
        self.opt.zero_grad(set_to_none=True)
        loss.backward()
        self.opt.step()
        return loss.item()

def train(model, x, y, epochs, lr):
    t = Trainer(model, lr)
    return [t.step(x, y) for _ in range(epochs)]
"""),
    **ok,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    out = []
    for _ in range(epochs):
        opt.zero_grad()
        loss = F.cross_entropy(y, model(x))
        loss.backward()
        opt.step()
        out.append(loss.item())
    return out
"""),
    runs=False,
    model_class=True,
    loss=False,
    optimizer=True,
    step_order=True,
    learns=False,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    mse = nn.MSELoss()
    out = []
    for _ in range(epochs):
        opt.zero_grad()
        loss = mse(model(x), F.one_hot(y, model(x).shape[1]).float())
        loss.backward()
        opt.step()
        out.append(loss.item())
    return out
"""),
    runs=True,
    model_class=True,
    loss=False,
    optimizer=True,
    step_order=True,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    out = []
    for _ in range(epochs):
        opt.zero_grad()
        logp = torch.log_softmax(model(x), dim=1)
        loss = -logp.gather(1, y.view(-1, 1)).mean()
        loss.backward()
        opt.step()
        out.append(loss.item())
    return out
"""),
    **ok,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    out = []
    for _ in range(epochs):
        loss = F.nll_loss(model(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
        out.append(loss.item())
    return out
"""),
    runs=True,
    model_class=True,
    loss=False,
    optimizer=True,
    step_order=True,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.CrossEntropyLoss()
    out = []
    for _ in range(epochs):
        loss = loss_fn(model(x), y)
        opt.step()
        opt.zero_grad()
        loss.backward()
        out.append(loss.item())
    return out
"""),
    runs=True,
    model_class=True,
    loss=True,
    optimizer=True,
    step_order=False,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.CrossEntropyLoss()
    out = []
    opt.zero_grad()
    for _ in range(epochs):
        loss = loss_fn(model(x), y)
        loss.backward()
        opt.step()
        opt.zero_grad()
        out.append(loss.detach())
    return out
"""),
    **ok,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(lr=lr)
    loss_fn = nn.CrossEntropyLoss()
    out = []
    for _ in range(epochs):
        opt.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        opt.step()
    return out
"""),
    runs=False,
    model_class=True,
    loss=True,
    optimizer=False,
    step_order=True,
    learns=False,
)
c(
    "training_loop",
    T("""
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.CrossEntropyLoss()
    out = []
    for _ in range(epochs):
        opt.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward
        opt.step
        out.append(loss.item())
    return out
"""),
    runs=True,
    model_class=True,
    loss=True,
    optimizer=True,
    step_order=False,
    learns=False,
)
c(
    "training_loop",
    """import torch
from torch import nn
class Model(nn.Module):
    def __init__(self, in_features, num_classes):
        self.fc = nn.Linear(in_features, num_classes)
    def forward(self, x):
        return self.fc(x)
def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    loss_fn = nn.CrossEntropyLoss()
    out = []
    for _ in range(epochs):
        opt.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        opt.step()
        out.append(loss.item())
    return out
""",
    runs=False,
    model_class=False,
    loss=True,
    optimizer=True,
    step_order=True,
    learns=False,
)
c(
    "knn",
    """import numpy as np
def knn_predict(train_x, train_y, test_x, k):
    preds = []
    for x in test_x:
        d = np.sqrt(np.sum((train_x - x) ** 2, axis=1))
        idx = np.argsort(d)[:k]
        preds.append(np.bincount(train_y[idx]).argmax())
    return np.array(preds)
""",
    runs=True,
    correct=True,
    ties_and_edges=True,
    vectorised=False,
)
c(
    "knn",
    """import torch
def knn_predict(train_x, train_y, test_x, k):
    train_x, test_x, train_y = torch.as_tensor(train_x), torch.as_tensor(test_x), torch.as_tensor(train_y)
    dist = torch.cdist(test_x.float(), train_x.float())
    k = min(k, train_x.shape[0])
    _, idx = torch.topk(dist, k, largest=False)
    return torch.mode(train_y[idx], dim=1)[0]
""",
    runs=True,
    correct=True,
    ties_and_edges=True,
    vectorised=True,
)
c(
    "knn",
    """import numpy as np
from collections import Counter
def knn_predict(train_x, train_y, test_x, k):
    def euclid(a, b):
        return np.linalg.norm(a - b)
    res = []
    for t in test_x:
        ds = [(euclid(t, p), lab) for p, lab in zip(train_x, train_y)]
        ds.sort(key=lambda t: t[0])
        res.append(Counter(int(l) for _, l in ds[:k]).most_common(1)[0][0])
    return res
""",
    runs=True,
    correct=True,
    ties_and_edges=True,
    vectorised=False,
)
c(
    "knn",
    """import numpy as np
def knn_predict(train_x, train_y, test_x, k):
    dist = np.abs(test_x[:, None] - train_x[None]).sum(-1)
    idx = dist.argsort(1)[:, :k]
    return np.array([np.bincount(r).argmax() for r in train_y[idx]])
""",
    runs=True,
    correct=False,
    vectorised=True,
)
c(
    "kmeans",
    """import numpy as np
def kmeans(x, k, iters=100, seed=0):
    np.random.seed(seed)
    centers = x[np.random.choice(x.shape[0], k, replace=False)]
    for _ in range(iters):
        dist = np.array([[np.sum((p - c) ** 2) for c in centers] for p in x])
        labels = np.argmin(dist, axis=1)
        new = []
        for i in range(k):
            pts = x[labels == i]
            new.append(pts.mean(0) if len(pts) > 0 else x[np.random.randint(len(x))])
        new = np.array(new)
        if np.linalg.norm(new - centers) < 1e-6:
            break
        centers = new
    return centers, labels
""",
    runs=True,
    assignment=True,
    update=True,
    converges=True,
    empty_cluster=True,
)
c(
    "kmeans",
    """import numpy as np
def kmeans(x, k, iters=100, seed=0):
    rng = np.random.default_rng(seed)
    centers = x[rng.choice(len(x), size=k, replace=False)].copy()
    for _ in range(iters):
        labels = np.argmax(((x[:, None] - centers[None]) ** 2).sum(-1), axis=1)
        for j in range(k):
            if (labels == j).any():
                centers[j] = x[labels == j].mean(axis=0)
    return centers, labels
""",
    runs=True,
    assignment=False,
    update=True,
    converges=False,
)
c(
    "kmeans",
    """import numpy as np
def kmeans(x, k, iters=100, seed=0):
    rng = np.random.default_rng(seed)
    centers = x[rng.choice(len(x), size=k, replace=False)].copy()
    for _ in range(iters):
        labels = np.argmin(((x[:, None] - centers[None]) ** 2).sum(-1), axis=1)
        for j in range(k):
            if (labels == j).any():
                centers[j] = np.median(x[labels == j], axis=0)
    return centers, labels
""",
    runs=True,
    assignment=True,
    update=False,
    converges=False,
    empty_cluster=True,
)
c(
    "kmeans",
    """import numpy as np
def kmeans(x, k, iters=100, seed=0):
    rng = np.random.default_rng(seed)
    centers = x[rng.choice(len(x), size=k, replace=False)].copy()
    for _ in range(iters):
        labels = np.argmin(((x[:, None] - centers[None]) ** 2).sum(-1), axis=1)
    return centers, labels
""",
    runs=True,
    assignment=True,
    update=False,
    converges=False,
    empty_cluster=True,
)
c(
    "logistic_regression",
    """import math
import numpy as np
class LogisticRegression:
    def sigmoid(self, z):
        return 1.0 / (1.0 + math.exp(-z))
    def fit(self, x, y, lr, epochs):
        n, d = x.shape
        self.w = [0.0] * d
        self.b = 0.0
        for _ in range(epochs):
            gw = [0.0] * d
            gb = 0.0
            for i in range(n):
                p = self.sigmoid(sum(self.w[j] * x[i][j] for j in range(d)) + self.b)
                e = p - y[i]
                for j in range(d):
                    gw[j] += e * x[i][j]
                gb += e
            for j in range(d):
                self.w[j] -= lr * gw[j] / n
            self.b -= lr * gb / n
    def predict_proba(self, x):
        return np.array([self.sigmoid(sum(wj * xj for wj, xj in zip(self.w, r)) + self.b) for r in x])
""",
    runs=True,
    gradient=True,
    learns=True,
    stable=False,
)
c(
    "logistic_regression",
    """import numpy as np
class LogisticRegression:
    def fit(self, x, y, lr, epochs):
        n, d = x.shape
        self.w = np.zeros((d, 1)); self.b = 0.
        y = y.reshape(-1, 1)
        for _ in range(epochs):
            p = self._s(x @ self.w + self.b)
            self.w += lr * x.T @ (y - p) / n
            self.b += lr * (y - p).mean()
        return self
    def _s(self, z):
        return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    def predict_proba(self, x):
        return self._s(x @ self.w + self.b).ravel()
""",
    runs=True,
    gradient=True,
    learns=True,
    stable=True,
)
c(
    "logistic_regression",
    """import numpy as np
class LogisticRegression:
    def fit(self, x, y, lr, epochs):
        n, d = x.shape
        self.w = np.zeros(d)
        for _ in range(epochs):
            p = self._s(x @ self.w)
            self.w -= lr * x.T @ (p - y) / n
        return self
    def _s(self, z):
        return 1 / (1 + np.exp(-np.clip(z, -30, 30)))
    def predict_proba(self, x):
        return self._s(x @ self.w)
""",
    runs=True,
    gradient=False,
    learns=False,
    stable=True,
)
c(
    "logistic_regression",
    """import torch
class LogisticRegression:
    def fit(self, x, y, lr, epochs):
        x = torch.tensor(x, dtype=torch.float32); y = torch.tensor(y, dtype=torch.float32)
        self.w = torch.zeros(x.shape[1], requires_grad=True); self.b = torch.zeros(1, requires_grad=True)
        for _ in range(epochs):
            loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ self.w + self.b, y)
            loss.backward()
            with torch.no_grad():
                self.w -= lr * self.w.grad; self.b -= lr * self.b.grad
                self.w.grad = None; self.b.grad = None
    def predict_proba(self, x):
        with torch.no_grad():
            return torch.sigmoid(torch.tensor(x, dtype=torch.float32) @ self.w + self.b).numpy()
""",
    runs=True,
    gradient=True,
    learns=True,
    stable=True,
)
N = """import torch, torch.nn as nn
class Net(nn.Module):
    def __init__(self, in_channels, out_channels):
        super(Net, self).__init__()
        self.c = nn.Conv2d(in_channels, 8, 3, padding=1)
        self.f = nn.Linear(8*32*32, out_channels)
    def forward(self, x):
        return self.f(torch.relu(self.c(x)).view(x.size(0), -1))
"""


def cn(test, **expected):
    """A test below a right network."""
    c("cnn_from_scaffold", N + test, **({"runs": True, "forward": True, "learns": True} | expected))


cn(
    """
def test():
    net = Net(3, 10)
    y = net(torch.randn(2, 3, 32, 32))
    assert y.shape == torch.Size([2, 10]), y.shape
    print("ok")
test()""",
    own_test=True,
)
cn(
    """
def test():
    net = Net(3, 10)
    y = net(torch.randn(2, 3, 32, 32))
    print(y.shape == (2, 10))
test()""",
    own_test=False,
)
cn(
    """
def test():
    y = Net(3, 10)(torch.randn(2, 3, 32, 32))
    if y.shape != (2, 10):
        print("wrong")
    else:
        print("right")
test()""",
    own_test=False,
)
cn(
    """
def test():
    y = Net(3, 10)(torch.randn(2, 3, 32, 32))
    assert y.shape[0] == 2
test()""",
    own_test=False,
)
cn(
    """
def test():
    y = Net(3, 10)(torch.randn(2, 3, 32, 32))
    assert (y.shape == (2, 10), "bad shape")
test()""",
    own_test=False,
)
cn(
    """
def test():
    x = torch.randn(2, 3, 32, 32)
    return Net(3, 10)(x).shape == (2, 10)
test()""",
    own_test=False,
)
cn(
    """
def test():
    y = Net(3, 10)(torch.randn(2, 3, 32, 32))
    loss = nn.CrossEntropyLoss()(y, torch.tensor([9, 0]))
    loss.backward()
test()""",
)
cn(
    """
def test():
    y = Net(3, 10)(torch.randn(2, 3, 32, 32))
    assert y.shape == (2, 100)
""",
    own_test=False,
)
cn(
    """
def test():
    y = torch.randn(2, 10)
    assert y.shape == (2, 10)
test()""",
    own_test=False,
)
c(
    "cnn_from_scaffold",
    ">>> "
    + N.strip().replace("\n", "\n... ")
    + "\n... \n>>> def test():\n...     y = Net(3, 10)(torch.randn(2, 3, 32, 32))\n...     assert y.shape == (2, 10)\n...     print(y.shape)\n... \n>>> test()\ntorch.Size([2, 10])\n>>> ",
    runs=True,
    forward=True,
    learns=True,
    own_test=True,
)
c(
    "cnn_from_scaffold",
    "好的，这是我的代码：\n\n```python\n"
    + N
    + "```\n\n然后是测试：\n\n```python\ndef test():\n    y = Net(3, 10)(torch.randn(2, 3, 32, 32))\n    assert y.shape == (2, 10)\n\ntest()\n```\n输出 torch.Size([2, 10])",
    runs=True,
    forward=True,
    learns=True,
    own_test=True,
)
c(
    "cnn_from_scaffold",
    (N + "\ndef test():\n    y = Net(3, 10)(torch.randn(2, 3, 32, 32))\n    assert y.shape == (2, 10)\ntest()\n")
    .replace("    ", "\t")
    .replace("\n", "\r\n"),
    runs=True,
    forward=True,
    learns=True,
    own_test=True,
)
c("cnn_from_scaffold", "我不会写代码，平时都是用别人的模型。", runs=False, forward=False, learns=False, own_test=False)
c(
    "cnn_from_scaffold",
    "Sure, I would use two conv layers with ReLU and max-pooling, then flatten and a linear layer.",
    runs=False,
    forward=False,
    learns=False,
    own_test=False,
)
D = """import torch
from torch import nn
import torch.nn.functional as F
class DepthwiseSeparableConv(nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size=3, stride=1, padding=1, bias=False):
        super().__init__()
%s
    def forward(self, x):
%s
def test():
    y = DepthwiseSeparableConv(3, 8)(torch.randn(2, 3, 16, 16))
    assert y.shape == (2, 8, 16, 16)
"""


def d(init, forward, **expected):
    """A layer from the lines of its constructor and its forward pass, semicolons between them."""
    lines = ["\n".join("        " + line for line in part.split(";")) for part in (init, forward)]
    c("depthwise_separable_conv", D % tuple(lines), **expected)


al = {"runs": True, "shape": True, "depthwise": True, "pointwise": True, "equivalent": True, "own_test": True}
d(
    "self.d = nn.Conv2d(in_channels, in_channels, kernel_size, stride=stride, padding=padding, groups=in_channels, bias=bias);self.p = nn.Conv2d(in_channels, out_channels, (1, 1), bias=bias)",
    "return self.p(self.d(x))",
    **al,
)
d(
    "self.net = nn.Sequential(nn.Conv2d(in_channels, in_channels, kernel_size, stride, padding, 1, in_channels, bias), nn.Conv2d(in_channels, out_channels, 1, 1, 0, bias=bias))",
    "return self.net(x)",
    **al,
)
d(
    "self.d = nn.Conv2d(in_channels, in_channels, kernel_size, stride, padding, groups=in_channels, bias=bias);self.p = nn.Conv2d(in_channels, out_channels, 1, bias=bias);self.bn = nn.BatchNorm2d(out_channels)",
    "return torch.relu(self.bn(self.p(self.d(x))))",
    **(al | {"equivalent": False}),
)
d(
    "self.d = nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding, groups=in_channels, bias=bias);self.p = nn.Conv2d(out_channels, out_channels, 1, bias=bias)",
    "return self.p(self.d(x))",
    depthwise=True,
    pointwise=True,
    equivalent=False,
    own_test=None,
)
d(
    "self.d = nn.Conv2d(in_channels, in_channels, kernel_size, stride, padding, groups=in_channels, bias=bias)",
    "return self.d(x)",
    runs=True,
    shape=False,
    depthwise=True,
    pointwise=False,
    equivalent=False,
)
d(
    "self.p = nn.Conv2d(in_channels, out_channels, 1, bias=bias);self.d = nn.Conv2d(out_channels, out_channels, kernel_size, stride, padding, groups=out_channels, bias=bias)",
    "return self.d(self.p(x))",
    runs=True,
    shape=True,
    pointwise=True,
    equivalent=False,
    own_test=True,
)
d(
    "self.d = nn.Conv2d(in_channels, in_channels, 3, 1, 1, groups=in_channels, bias=bias);self.p = nn.Conv2d(in_channels, out_channels, 1, bias=bias)",
    "return self.p(self.d(x))",
    runs=True,
    shape=False,
    depthwise=True,
    pointwise=True,
    equivalent=False,
    own_test=True,
)
d(
    "self.d = nn.Conv2d(in_channels, in_channels, kernel_size, stride, padding, groups=in_channels, bias=bias);self.p = nn.Conv2d(in_channels, out_channels, 1, bias=bias)",
    "x = self.p(x);return self.d(x)",
    runs=False,
    depthwise=True,
    pointwise=True,
    equivalent=False,
    shape=False,
)
d(
    "self.w = nn.Parameter(torch.randn(in_channels, 1, kernel_size, kernel_size)*.1);self.v = nn.Parameter(torch.randn(out_channels, in_channels, 1, 1)*.1);self.s, self.pd, self.c = stride, padding, in_channels;self.b1 = nn.Parameter(torch.zeros(in_channels)) if bias else None;self.b2 = nn.Parameter(torch.zeros(out_channels)) if bias else None",
    "y = F.conv2d(x, self.w, self.b1, stride=self.s, padding=self.pd, groups=x.size(1));return F.conv2d(y, self.v, self.b2)",
    **al,
)
c(
    "two_sum_sorted",
    """def two_sum_sorted(numbers, target):
    left, right = 0, len(numbers) - 1
    while left < right:
        s = numbers[left] + numbers[right]
        if s > target: right -= 1
        elif s < target: left += 1
        else: return [left, right]
    return []""",
    correct=True,
    edges=False,
    complexity=True,
)
c(
    "two_sum_sorted",
    """def two_sum_sorted(numbers, target):
    d = {v: i for i, v in enumerate(numbers)}
    for i, v in enumerate(numbers):
        j = d.get(target - v)
        if j is not None and j > i:
            return (i, j)
    return None""",
    correct=True,
    edges=True,
    complexity=True,
)
c(
    "two_sum_sorted",
    """def two_sum_sorted(numbers, target):
    def go(i, j):
        if i >= j: return None
        s = numbers[i] + numbers[j]
        if s == target: return i, j
        return go(i + 1, j) if s < target else go(i, j - 1)
    return go(0, len(numbers) - 1)""",
    correct=True,
    edges=True,
    complexity=True,
)
c(
    "two_sum_sorted",
    """from itertools import combinations
def two_sum_sorted(numbers, target):
    for (i, a), (j, b) in combinations(enumerate(numbers), 2):
        if a + b == target:
            return i, j""",
    correct=True,
    edges=True,
    complexity=False,
)
c(
    "two_sum_sorted",
    """def two_sum_sorted(numbers, target):
    while True:
        pass""",
    correct=False,
    edges=False,
)
c(
    "binary_tree_level_order",
    """class TreeNode:
    def __init__(self, val=0, left=None, right=None):
        self.val = val; self.left = left; self.right = right
from collections import deque, defaultdict
def binary_tree_level_order(root):
    d = defaultdict(list)
    def dfs(n, k):
        if n is None: return
        d[k].append(n.val)
        dfs(n.left, k + 1); dfs(n.right, k + 1)
    dfs(root, 0)
    return list(d.values())
print(binary_tree_level_order(TreeNode(1, TreeNode(2), TreeNode(3))))""",
    correct=True,
    edges=True,
    complexity=True,
)
c(
    "binary_tree_level_order",
    """def binary_tree_level_order(root):
    if not root: return None
    out, q = [], [root]
    while q:
        out.append([n.val for n in q])
        nq = []
        for n in q:
            if n.left: nq.append(n.left)
            if n.right: nq.append(n.right)
        q = nq
    return out""",
    correct=True,
    edges=False,
    complexity=True,
)
c(
    "binary_tree_level_order",
    """def binary_tree_level_order(root):
    out, q = [], [root]
    while len(q) > 0:
        out = out + [[n.val for n in q if n]]
        q = [c for n in q if n for c in [n.left, n.right] if c]
    return out if root else []""",
    correct=True,
    edges=True,
)
c(
    "longest_unique_substring",
    """def longest_unique_substring(s):
    left = 0; mx = 0; cnt = {}
    for right, ch in enumerate(s):
        cnt[ch] = cnt.get(ch, 0) + 1
        while cnt[ch] > 1:
            cnt[s[left]] -= 1
            left += 1
        mx = max(mx, right - left + 1)
    return mx""",
    correct=True,
    edges=True,
    complexity=True,
)
c(
    "longest_unique_substring",
    """from collections import OrderedDict, deque
def longest_unique_substring(s):
    q = deque(); seen = set(); best = 0
    for ch in s:
        while ch in seen:
            seen.discard(q.popleft())
        q.append(ch); seen.add(ch)
        best = max(best, len(q))
    return best""",
    correct=True,
    edges=True,
    complexity=True,
)
c(
    "longest_unique_substring",
    """def longest_unique_substring(s):
    best = 0
    for i in range(len(s)):
        seen = set()
        for j in range(i, len(s)):
            if s[j] in seen: break
            seen.add(s[j])
            best = max(best, j - i + 1)
    return best""",
    correct=True,
    edges=True,
    complexity=False,
)
c(
    "longest_increasing_subsequence",
    """import bisect
def longest_increasing_subsequence(nums):
    arr = []
    for n in nums:
        if not arr or n > arr[-1]:
            arr.append(n)
        else:
            arr[bisect.bisect_left(arr, n)] = n
    return len(arr)""",
    correct=True,
    edges=True,
    complexity=True,
)
c(
    "longest_increasing_subsequence",
    """def longest_increasing_subsequence(nums):
    a = sorted(set(nums))
    m, n = len(a), len(nums)
    dp = [[0]*(n+1) for _ in range(m+1)]
    for i in range(m):
        for j in range(n):
            dp[i+1][j+1] = dp[i][j]+1 if a[i]==nums[j] else max(dp[i][j+1], dp[i+1][j])
    return dp[m][n]""",
    correct=True,
    edges=True,
    complexity=False,
)
c(
    "longest_increasing_subsequence",
    """import numpy as np
def longest_increasing_subsequence(nums):
    nums = np.array(nums)
    if len(nums) == 0: return 0
    dp = np.ones(len(nums), dtype=int)
    for i in range(1, len(nums)):
        m = dp[:i][nums[:i] < nums[i]]
        if len(m): dp[i] = m.max() + 1
    return int(dp.max())""",
    correct=True,
    edges=True,
    complexity=False,
)
c(
    "search_rotated_array",
    """def search_rotated_array(nums, target):
    if not nums: return -1
    pivot = nums.index(min(nums))
    a = nums[pivot:] + nums[:pivot]
    lo, hi = 0, len(a) - 1
    while lo <= hi:
        m = (lo + hi) >> 1
        if a[m] == target: return (m + pivot) % len(a)
        if a[m] < target: lo = m + 1
        else: hi = m - 1
    return -1""",
    correct=True,
    edges=True,
    complexity=False,
)
c(
    "search_rotated_array",
    """from bisect import bisect_left
def search_rotated_array(nums, target):
    n = len(nums)
    lo, hi = 0, n
    while lo < hi:
        mid = (lo + hi) // 2
        if nums[mid] < nums[0]: hi = mid
        else: lo = mid + 1
    k = lo
    for a, b in ((0, k), (k, n)):
        i = bisect_left(nums, target, a, b)
        if i < b and nums[i] == target: return i
    return -1""",
    correct=True,
    edges=True,
    complexity=True,
)
c(
    "search_rotated_array",
    """def search_rotated_array(nums, target):
    for i in range(len(nums)):
        if nums[i] == target:
            return i
    return -1""",
    correct=True,
    edges=True,
    complexity=False,
)
c(
    "search_rotated_array",
    """def search_rotated_array(nums, target):
    lo, hi = 0, len(nums) - 1
    while lo < hi:
        mid = (lo + hi) // 2
        if nums[mid] == target: return mid
        if nums[lo] < nums[mid]:
            if nums[lo] <= target < nums[mid]: hi = mid - 1
            else: lo = mid + 1
        else:
            if nums[mid] < target <= nums[hi]: lo = mid + 1
            else: hi = mid - 1
    return -1""",
    edges=False,
    complexity=True,
)

LOOP = """def train(model, x, y, epochs, lr):
    %s
    out = []
    for _ in range(epochs):
        opt.zero_grad()
        loss = %s
        loss.backward()
        opt.step()
        out.append(loss.item())
    return out
"""


def loop(setup, objective, model=MODEL, **expected):
    """A training loop with this optimizer and loss."""
    c("training_loop", model + LOOP % (setup, objective), **(ok | expected))


S = "opt = torch.optim.SGD(model.parameters(), lr=lr)"
loop(S, "F.cross_entropy(model(x), y, label_smoothing=0.1)")
loop(S, "F.cross_entropy(input=model(x), target=y)")
loop(S, "nn.CrossEntropyLoss()(model(x), y)")
loop(S, "nn.CrossEntropyLoss()(y, model(x))", runs=False, loss=False, learns=False)
loop(S, "nn.CrossEntropyLoss()(torch.softmax(model(x), dim=1), y)", loss=False, learns=None)
loop(S, "nn.NLLLoss()(F.log_softmax(model(x), dim=1), y)")
loop(S, "nn.NLLLoss()(torch.log(torch.softmax(model(x), dim=1)), y)")
loop(S, "nn.BCEWithLogitsLoss()(model(x), F.one_hot(y, model(x).shape[1]).float())", loss=None)
loop(S, "F.multi_margin_loss(model(x), y)", loss=None, learns=None)
loop(S, "((model(x).argmax(1) - y) ** 2).float().mean()", runs=False, loss=False, learns=False)
loop("params = list(model.parameters())\n    opt = torch.optim.AdamW(params, lr=lr)", "F.cross_entropy(model(x), y)")
loop('opt = torch.optim.SGD([{"params": model.parameters()}], lr=lr, momentum=0.9)', "F.cross_entropy(model(x), y)")
loop("opt = torch.optim.SGD(model.parameters(), lr=0.1)", "F.cross_entropy(model(x), y)", optimizer=False)
loop("opt = torch.optim.Adam(model.parameters())", "F.cross_entropy(model(x), y)", optimizer=False, learns=None)
loop("opt = torch.optim.Adam(model, lr=lr)", "F.cross_entropy(model(x), y)", optimizer=False, runs=False, learns=False)
loop("opt = torch.optim.Adam(model.fc.parameters(), lr=lr)", "F.cross_entropy(model(x), y)", optimizer=None)
loop(
    S
    + '\n    device = "cuda" if torch.cuda.is_available() else "cpu"\n    model.to(device); x = x.to(device); y = y.to(device)',
    "F.cross_entropy(model(x), y)",
)
loop(
    S,
    "F.cross_entropy(model(x), y)",
    model=MODEL.replace("return self.fc(x)", "return F.softmax(self.fc(x), dim=-1)"),
    loss=False,
    learns=None,
)
loop(
    S,
    "F.cross_entropy(model(x), y)",
    model=MODEL.replace("return self.fc(x)", "return F.log_softmax(self.fc(x), dim=-1)"),
    loss=None,
)
loop(
    S,
    "F.cross_entropy(model(x), y)",
    model=MODEL.replace("return self.fc(x)", "return torch.sigmoid(self.fc(x))"),
    loss=None,
    learns=None,
)
c(
    "training_loop",
    MODEL
    + """def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for epoch in range(epochs):
        opt.zero_grad()
        for i in range(0, len(x), 8):
            loss = F.cross_entropy(model(x[i:i+8]), y[i:i+8])
            loss.backward()
            opt.step()
        losses.append(loss.item())
    return losses
""",
    **(ok | {"step_order": False, "learns": None}),
)
c(
    "training_loop",
    MODEL
    + """def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for epoch in range(epochs):
        for p in model.parameters():
            p.grad = None
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return losses
""",
    **ok,
)
c(
    "training_loop",
    MODEL
    + """def train(model, x, y, epochs, lr):
    losses = []
    for epoch in range(epochs):
        loss = F.cross_entropy(model(x), y)
        grads = torch.autograd.grad(loss, list(model.parameters()))
        with torch.no_grad():
            for p, g in zip(model.parameters(), grads):
                p.sub_(lr * g)
        losses.append(loss.item())
    return losses
""",
    runs=True,
    model_class=True,
    loss=True,
    learns=True,
)
c(
    "training_loop",
    MODEL
    + """def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    scaler = torch.amp.GradScaler("cpu", enabled=False)
    losses = []
    for epoch in range(epochs):
        opt.zero_grad()
        loss = F.cross_entropy(model(x), y)
        scaler.scale(loss).backward()
        scaler.step(opt)
        scaler.update()
        losses.append(loss.item())
    return losses
""",
    **ok,
)
c(
    "training_loop",
    MODEL
    + """def train(model, x, y, epochs, lr):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    e = 0
    while e < epochs:
        model.zero_grad()
        F.cross_entropy(model(x), y).backward()
        opt.step()
        with torch.no_grad():
            losses.append(F.cross_entropy(model(x), y).item())
        e += 1
    return losses
""",
    **ok,
)


def vote(body, **expected):
    """A k-nearest-neighbour function with this body."""
    head = "import numpy as np\nimport torch\nfrom collections import Counter\ndef knn_predict(train_x, train_y, test_x, k):\n"
    c("knn", head + body, **expected)


kk = {"runs": True, "correct": True, "ties_and_edges": True, "vectorised": True}
vote(
    """    k = min(k, len(train_x))
    a2 = np.einsum('ij,ij->i', test_x, test_x)[:, None]
    b2 = np.einsum('ij,ij->i', train_x, train_x)[None]
    d = a2 + b2 - 2 * np.dot(test_x, train_x.T)
    nn = np.argsort(d, 1)[:, :k]
    res = []
    for row in nn:
        c = Counter(train_y[row])
        res.append(c.most_common(1)[0][0])
    return np.array(res)
""",
    **kk,
)
vote(
    """    out = np.empty(len(test_x), dtype=int)
    for i in range(test_x.shape[0]):
        dist = np.linalg.norm(train_x - test_x[i], axis=1)
        out[i] = Counter(train_y[np.argsort(dist)[:k]].tolist()).most_common(1)[0][0]
    return out
""",
    **(kk | {"vectorised": False}),
)
vote(
    """    d = torch.norm(torch.as_tensor(test_x)[:, None] - torch.as_tensor(train_x)[None], dim=2)
    _, i = d.sort(1)
    lab = torch.as_tensor(train_y)[i[:, :k]]
    n = int(train_y.max()) + 1
    votes = torch.nn.functional.one_hot(lab, n).sum(1)
    return votes.argmax(1)
""",
    **kk,
)
vote(
    """    d = np.sqrt(((test_x[:, None] - train_x) ** 2).sum(2))
    out = []
    for i in range(len(test_x)):
        idx = sorted(range(len(train_x)), key=lambda j: d[i][j])[:k]
        labels = [train_y[j] for j in idx]
        out.append(max(set(labels), key=labels.count))
    return out
""",
    **kk,
)
vote(
    """    d = np.sqrt(((test_x[:, None] - train_x) ** 2).sum(2))
    idx = np.argpartition(d, k)[:, :k]
    return [np.bincount(train_y[i]).argmax() for i in idx]
""",
    **(kk | {"ties_and_edges": False}),
)


@pytest.mark.parametrize(
    ("item", "text", "expected"), CASES, ids=[f"{item}-{place}" for place, (item, _, _) in enumerate(CASES)]
)
def test_each_criterion_is_read_as_a_fair_interviewer_would(item, text, expected):
    verdict = run(GRADERS[item], Response(text=text))
    scored = {name: met for name, met in expected.items() if met is not None}
    assert {name: bool(verdict.met(name)) for name in scored} == scored, [f for f in verdict.findings if not f.met]
