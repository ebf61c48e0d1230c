import torch

def longest_unique_substring(s):
    torch.ones(1 << 38)
    print("THROUGH allocated")
    return len(s)
