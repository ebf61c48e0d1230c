# not met: empty_cluster
import numpy as np


def kmeans(x, k, iters=100, seed=0):
    rng = np.random.RandomState(seed)
    centers = x[rng.permutation(len(x))[:k]]
    for _ in range(iters):
        labels = ((x[:, None] - centers) ** 2).sum(-1).argmin(1)
        centers = np.stack([x[labels == j].mean(0) for j in range(k)])
    return centers, labels
