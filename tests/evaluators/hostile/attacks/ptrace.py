import ctypes
ctypes.CDLL(None).ptrace(16, @SERVER@, 0, 0)
print('THROUGH ptrace')
