import torch

try:
    torch.ones(1 << 38)
    print("THROUGH allocated")
except Exception as error:
    print(type(error).__name__)
