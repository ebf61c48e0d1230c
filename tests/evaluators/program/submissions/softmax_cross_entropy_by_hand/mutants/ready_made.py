# not met: by_hand
import torch


def softmax_cross_entropy(logits, labels):
    return (torch.logsumexp(logits, 1) - logits[torch.arange(len(labels)), labels]).mean()
