import numpy as np

native = np.ctypeslib.ctypes
libc = native.CDLL(None)
if libc.open(b'@CANARY@', 1) >= 0:
    print('THROUGH open')
if libc.fork() > 0:
    print('THROUGH fork')
