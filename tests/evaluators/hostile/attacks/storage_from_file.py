import torch
for made in (
    lambda: torch.UntypedStorage.from_file('@CANARY@', True, 6),
    lambda: torch.from_file('@CANARY@', shared=True, size=6, dtype=torch.uint8),
):
    try:
        made().fill_(65)
        print('THROUGH a file mapped as a tensor')
    except Exception:
        pass
