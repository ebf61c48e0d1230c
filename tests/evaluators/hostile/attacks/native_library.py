import torch
for load in (
    lambda: torch.ops.load_library('/lib/x86_64-linux-gnu/libc.so.6'),
    lambda: torch.classes.load_library('/lib/x86_64-linux-gnu/libc.so.6'),
):
    try:
        load()
    except Exception:
        pass
try:
    from torch.utils.cpp_extension import load_inline
    load_inline('x', 'int f() { return 1; }', functions=['f'])
    print('THROUGH a compiler')
except Exception:
    pass
