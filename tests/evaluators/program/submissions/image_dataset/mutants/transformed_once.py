# not met: transform
import torch
from torch.utils.data import Dataset


class ImageDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.classes = sorted(set(labels))
        tensors = [torch.tensor(image).permute(2, 0, 1) / 255.0 for image in images]
        self.images = [transform(one) for one in tensors] if transform else tensors
        self.labels = [self.classes.index(label) for label in labels]

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        return self.images[i], self.labels[i]
