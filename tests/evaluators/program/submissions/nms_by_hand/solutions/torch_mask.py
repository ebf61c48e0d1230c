import torch


def iou(box, others):
    lt = torch.maximum(box[:2], others[:, :2])
    rb = torch.minimum(box[2:], others[:, 2:])
    inter = (rb - lt).clamp(min=0).prod(1)
    area = lambda b: (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    return inter / (area(box) + area(others) - inter)


def non_maximum_suppression(boxes, scores, iou_threshold):
    order = torch.argsort(scores, descending=True)
    alive = torch.ones(len(boxes), dtype=torch.bool)
    keep = []
    for i in order.tolist():
        if not alive[i]:
            continue
        keep.append(i)
        alive &= iou(boxes[i], boxes) <= iou_threshold  # 自己也会被划掉，没关系
    return torch.tensor(keep, dtype=torch.long)
