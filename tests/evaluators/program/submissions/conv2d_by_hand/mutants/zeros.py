# not met: correct, bias, padding, stride
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0):
    oh = (x.shape[2] + 2 * padding - weight.shape[2]) // stride + 1
    ow = (x.shape[3] + 2 * padding - weight.shape[3]) // stride + 1
    return np.zeros((len(x), len(weight), oh, ow))
