# not met: vectorised
import math


def distance(a, b):
    return math.sqrt(sum((p - q) ** 2 for p, q in zip(a, b)))


def knn_predict(train_x, train_y, test_x, k):
    out = []
    for t in test_x:
        order = sorted(range(len(train_x)), key=lambda i: distance(train_x[i], t))[:k]
        votes = {}
        for i in order:
            label = int(train_y[i])
            votes[label] = votes.get(label, 0) + 1
        out.append(max(votes, key=votes.get))
    return out
