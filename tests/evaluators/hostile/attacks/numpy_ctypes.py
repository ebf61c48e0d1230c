import numpy as np

native = np.ctypeslib.ctypes
libc = native.CDLL(None)
if libc.open(b'@CANARY@', 1) >= 0:
    print('THROUGH open')
if libc.fork() > 0:
    print('THROUGH fork')


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
