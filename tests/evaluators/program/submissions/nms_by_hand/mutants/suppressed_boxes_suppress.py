# not met: correct?, order?, edges
import numpy as np


def non_maximum_suppression(boxes, scores, iou_threshold):
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(1)
    order, keep = np.argsort(-scores), []
    for place, i in enumerate(order):
        better = order[:place]
        wh = np.clip(np.minimum(boxes[i, 2:], boxes[better, 2:]) - np.maximum(boxes[i, :2], boxes[better, :2]), 0, None)
        inter = wh.prod(1)
        if (inter / (areas[i] + areas[better] - inter) <= iou_threshold).all():
            keep.append(int(i))
    return keep
