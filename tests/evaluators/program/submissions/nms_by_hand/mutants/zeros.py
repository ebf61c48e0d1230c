# not met: correct, order, edges
import numpy as np


def non_maximum_suppression(boxes, scores, iou_threshold):
    return np.zeros(len(boxes), dtype=int)
