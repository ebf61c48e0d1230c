# not met: correct, edges
import numpy as np


def non_maximum_suppression(boxes, scores, iou_threshold):
    return np.argsort(-scores)
