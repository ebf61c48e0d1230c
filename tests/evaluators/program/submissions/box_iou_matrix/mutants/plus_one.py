# not met: correct, disjoint?, edges
import numpy as np


def box_iou_matrix(a, b):
    wh = np.clip(np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2]) + 1, 0, None)
    inter = wh[..., 0] * wh[..., 1]
    area = lambda t: (t[:, 2] - t[:, 0] + 1) * (t[:, 3] - t[:, 1] + 1)
    return inter / (area(a)[:, None] + area(b)[None] - inter)
