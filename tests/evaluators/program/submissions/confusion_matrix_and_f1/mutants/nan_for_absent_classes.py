# not met: edges
import numpy as np


def confusion_matrix_and_f1(y_true, y_pred, num_classes):
    cm = np.zeros((num_classes, num_classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        cm[t, p] += 1
    p, r = np.diag(cm) / cm.sum(0), np.diag(cm) / cm.sum(1)
    return cm, 2 * p * r / (p + r)
