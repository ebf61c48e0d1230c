# not met: image
import torch
from torch.utils.data import Dataset


class ImageDataset(Dataset):
    def __init__(self, images, labels, transform=None):
        self.images, self.labels, self.transform = images, labels, transform
        self.classes = sorted(set(labels))

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        image = torch.tensor(self.images[i]) / 255.0
        return (self.transform(image) if self.transform else image), self.classes.index(self.labels[i])
