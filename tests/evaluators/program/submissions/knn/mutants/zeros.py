# not met: correct, ties_and_edges, vectorised
import numpy as np


def knn_predict(train_x, train_y, test_x, k):
    return np.zeros(len(test_x), dtype=int)
