import numpy as np


def box_iou_matrix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """(n, 4), (m, 4) -> (n, m)"""
    ax1, ay1, ax2, ay2 = np.split(a, 4, axis=1)  # (n, 1)
    bx1, by1, bx2, by2 = b.T  # (m,)
    w = np.maximum(0.0, np.minimum(ax2, bx2) - np.maximum(ax1, bx1))
    h = np.maximum(0.0, np.minimum(ay2, by2) - np.maximum(ay1, by1))
    inter = w * h
    union = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - inter
    # 并集为 0 时 IoU 记为 0
    return np.where(union > 0, inter / np.where(union > 0, union, 1), 0.0)
