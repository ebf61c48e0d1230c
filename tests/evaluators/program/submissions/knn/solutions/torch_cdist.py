import torch
from collections import Counter


def knn_predict(train_x, train_y, test_x, k):
    k = min(k, train_x.size(0))
    indices = torch.cdist(test_x, train_x).topk(k, largest=False).indices
    return [Counter(train_y[row].tolist()).most_common(1)[0][0] for row in indices]
