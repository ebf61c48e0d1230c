import numpy as np


def kmeans(x, k, iters=100, seed=0):
    rng = np.random.default_rng(seed)
    centers = x[rng.choice(len(x), k, replace=False)].astype(float)
    for _ in range(iters):
        d = np.linalg.norm(x[:, None] - centers[None], axis=2)
        labels = d.argmin(axis=1)
        new = centers.copy()
        for j in range(k):
            members = x[labels == j]
            if len(members):
                new[j] = members.mean(axis=0)
        if np.allclose(new, centers):
            break
        centers = new
    return centers, labels
