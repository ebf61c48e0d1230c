# not met: correct, ties_and_edges?
import numpy as np


def knn_predict(train_x, train_y, test_x, k):
    d = np.linalg.norm(test_x[:, None] - train_x[None], axis=2)
    return train_y[d.argmin(1)]
