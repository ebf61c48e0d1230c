# not met: correct, edges
import numpy as np


def box_iou_matrix(a, b):
    return np.zeros((len(a), len(b)))
