# not met: order
import numpy as np


def non_maximum_suppression(boxes, scores, iou_threshold):
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(1)
    order, keep = np.argsort(-scores), []
    while len(order):
        i, order = order[0], order[1:]
        keep.append(int(i))
        wh = np.clip(np.minimum(boxes[i, 2:], boxes[order, 2:]) - np.maximum(boxes[i, :2], boxes[order, :2]), 0, None)
        inter = wh.prod(1)
        order = order[inter / (areas[i] + areas[order] - inter) <= iou_threshold]
    return sorted(keep)
