# not met: ties_and_edges
import torch


def knn_predict(train_x, train_y, test_x, k):
    d = torch.cdist(test_x, train_x)
    idx = d.topk(k, dim=1, largest=False)[1]
    return train_y[idx].mode(dim=1).values
