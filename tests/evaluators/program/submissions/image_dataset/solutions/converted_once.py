import bisect
from typing import Callable, Optional, Sequence

import numpy as np
import torch
import torch.utils.data as data


class ImageDataset(data.Dataset):
    """全部图像先转成一个大张量，取的时候再做变换。"""

    def __init__(self, images: Sequence[np.ndarray], labels: Sequence[str], transform: Optional[Callable] = None):
        super().__init__()
        self.classes = sorted({*labels})
        stacked = np.stack(images).astype(np.float32) / 255
        self.x = torch.as_tensor(stacked.transpose(0, 3, 1, 2).copy())
        self.y = torch.tensor([bisect.bisect_left(self.classes, name) for name in labels])
        self.transform = transform or (lambda image: image)

    def __len__(self) -> int:
        return self.x.size(0)

    def __getitem__(self, i: int):
        return self.transform(self.x[i].clone()), self.y[i]
