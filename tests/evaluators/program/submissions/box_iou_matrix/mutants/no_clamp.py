# not met: disjoint, edges?
import numpy as np


def box_iou_matrix(a, b):
    wh = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    inter = wh[..., 0] * wh[..., 1]
    area = lambda t: (t[:, 2] - t[:, 0]) * (t[:, 3] - t[:, 1])
    union = area(a)[:, None] + area(b)[None] - inter
    return inter / np.maximum(union, 1e-9)
