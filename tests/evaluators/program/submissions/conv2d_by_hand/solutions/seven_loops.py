import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0):
    # 最朴素的写法：七重循环
    n, c, h, w = x.shape
    o, _, kh, kw = weight.shape
    oh, ow = (h + 2 * padding - kh) // stride + 1, (w + 2 * padding - kw) // stride + 1
    out = np.zeros((n, o, oh, ow))
    for b in range(n):
        for f in range(o):
            for i in range(oh):
                for j in range(ow):
                    s = 0.0 if bias is None else bias[f]
                    for ch in range(c):
                        for u in range(kh):
                            for v in range(kw):
                                r, t = i * stride + u - padding, j * stride + v - padding
                                if 0 <= r < h and 0 <= t < w:
                                    s += x[b, ch, r, t] * weight[f, ch, u, v]
                    out[b, f, i, j] = s
    return out
