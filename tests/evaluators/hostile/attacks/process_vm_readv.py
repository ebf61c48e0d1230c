import ctypes
ctypes.CDLL(None).syscall(310, @SERVER@, 0, 0, 0, 0, 0)
print('THROUGH readv')
