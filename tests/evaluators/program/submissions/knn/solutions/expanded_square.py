import numpy as np


def knn_predict(train_x, train_y, test_x, k):
    k = min(k, len(train_x))
    sq = (test_x ** 2).sum(1)[:, None] + (train_x ** 2).sum(1)[None] - 2 * test_x @ train_x.T
    idx = np.argpartition(sq, k - 1, axis=1)[:, :k]
    out = []
    for votes in train_y[idx]:
        values, counts = np.unique(votes, return_counts=True)
        out.append(values[counts.argmax()])
    return out
