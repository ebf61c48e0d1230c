import torch


def log_sum_exp(x: torch.Tensor) -> torch.Tensor:
    m, _ = x.max(dim=1)
    return m + (x - m.unsqueeze(1)).exp().sum(1).log()


def softmax_cross_entropy(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    picked = logits.gather(1, labels.view(-1, 1)).squeeze(1)
    return (log_sum_exp(logits) - picked).mean()
