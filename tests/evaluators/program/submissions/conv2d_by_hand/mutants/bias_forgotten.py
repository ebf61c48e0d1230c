# not met: bias
import torch


def conv2d(x, weight, bias=None, stride=1, padding=0):
    x = torch.nn.functional.pad(x, (padding,) * 4)
    windows = x.unfold(2, weight.shape[2], stride).unfold(3, weight.shape[3], stride)
    return torch.einsum("nchwij,ocij->nohw", windows, weight)
