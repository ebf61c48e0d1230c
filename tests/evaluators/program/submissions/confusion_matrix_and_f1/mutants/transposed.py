# not met: matrix
import numpy as np


def confusion_matrix_and_f1(y_true, y_pred, num_classes):
    cm = np.zeros((num_classes, num_classes), dtype=int)
    for t, p in zip(y_true, y_pred):
        cm[p, t] += 1
    due = cm.sum(0) + cm.sum(1)
    return cm, np.where(due > 0, 2 * np.diag(cm) / np.maximum(due, 1), 0)
