# not met: correct, edges, stable
import numpy as np


def softmax_cross_entropy(logits, labels):
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return -np.log2(p[np.arange(len(labels)), labels] + 1e-12).mean()
