import numpy as np

for mode in ('r+', 'r'):
    try:
        np.lib.format.open_memmap('@CANARY@', mode)
        print('THROUGH memmap')
    except Exception:
        pass
    try:
        np.asarray(np.DataSource('@FOLDER@').open('@CANARY@').read())
        print('THROUGH a data source')
    except Exception:
        pass
try:
    np.zeros(8).tofile('@FOLDER@/out')
    print('THROUGH tofile')
except Exception:
    pass


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
