# not met: vectorised
import numpy as np


def iou(p, q):
    w = max(0, min(p[2], q[2]) - max(p[0], q[0]))
    h = max(0, min(p[3], q[3]) - max(p[1], q[1]))
    union = (p[2] - p[0]) * (p[3] - p[1]) + (q[2] - q[0]) * (q[3] - q[1]) - w * h
    return w * h / union if union > 0 else 0.0


def box_iou_matrix(a, b):
    return np.array([[iou(p, q) for q in b] for p in a])
