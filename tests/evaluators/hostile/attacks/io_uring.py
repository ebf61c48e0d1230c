import ctypes
ctypes.CDLL(None).syscall(425, 4, ctypes.create_string_buffer(128))
print('THROUGH io_uring')
