import torch


def kmeans(x, k, iters=100, seed=0):
    g = torch.Generator().manual_seed(seed)
    centers = x[torch.randperm(len(x), generator=g)[:k]].clone()
    for _ in range(iters):
        labels = torch.cdist(x, centers).argmin(1)
        old = centers.clone()
        for j in range(k):
            mask = labels == j
            if mask.any():
                centers[j] = x[mask].mean(0)
        if torch.equal(old, centers):
            break
    labels = torch.cdist(x, centers).argmin(1)
    return centers, labels
