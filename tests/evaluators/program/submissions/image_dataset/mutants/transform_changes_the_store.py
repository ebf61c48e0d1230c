# not met: transform
import torch
from torch.utils.data import Dataset


class ImageDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images = [torch.tensor(one).permute(2, 0, 1) / 255 for one in images]
        self.labels, self.transform = labels, transform
        self.classes = sorted(set(labels))

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        if self.transform:
            self.images[i] = self.transform(self.images[i])
        return self.images[i], self.classes.index(self.labels[i])
