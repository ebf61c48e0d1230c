# not met: matrix, f1, edges
import numpy as np


def confusion_matrix_and_f1(y_true, y_pred, num_classes):
    return np.zeros((num_classes, num_classes)), np.zeros(num_classes)
