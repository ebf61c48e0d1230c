import ctypes
ctypes.CDLL(None).syscall(250, 0, -3, 0)
print('THROUGH keyctl')
