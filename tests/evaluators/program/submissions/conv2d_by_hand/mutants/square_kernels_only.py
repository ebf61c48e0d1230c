# not met: correct, stride?
import torch


def conv2d(x, weight, bias=None, stride=1, padding=0):
    k = weight.shape[-1]
    x = torch.nn.functional.pad(x, (padding,) * 4)
    windows = x.unfold(2, k, stride).unfold(3, k, stride)
    out = torch.einsum("nchwij,ocij->nohw", windows, weight)
    return out if bias is None else out + bias.view(-1, 1, 1)
