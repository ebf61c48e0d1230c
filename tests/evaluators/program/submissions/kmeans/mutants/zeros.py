# not met: assignment?, update, converges
import numpy as np


def kmeans(x, k, iters=100, seed=0):
    return np.zeros((k, x.shape[1])), np.zeros(len(x), dtype=int)
