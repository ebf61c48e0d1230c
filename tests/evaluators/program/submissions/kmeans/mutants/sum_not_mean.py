# not met: update, converges, assignment?, empty_cluster?
import numpy as np


def kmeans(x, k, iters=100, seed=0):
    rng = np.random.RandomState(seed)
    centers = x[rng.permutation(len(x))[:k]].copy()
    for _ in range(iters):
        labels = ((x[:, None] - centers) ** 2).sum(-1).argmin(1)
        for j in range(k):
            if (labels == j).any():
                centers[j] = x[labels == j].sum(0)
    return centers, labels
