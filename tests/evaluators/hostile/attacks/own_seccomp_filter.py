import ctypes
ctypes.CDLL(None).syscall(317, 1, 0, 0)
print('THROUGH seccomp')
