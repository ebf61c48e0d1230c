import torch

torch.set_num_threads(64)
try:
    futures = [torch.jit.fork(torch.mm, torch.ones(500, 500), torch.ones(500, 500)) for _ in range(64)]
    [torch.jit.wait(future) for future in futures]
except Exception:
    pass
for _ in torch.utils.data.DataLoader(range(8), num_workers=4):
    print('THROUGH workers')
