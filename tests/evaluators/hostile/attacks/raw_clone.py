import ctypes
libc = ctypes.CDLL(None)

try:
    assert libc.syscall(56, 17, 0, 0, 0, 0) >= 0
    print("THROUGH clone")
except Exception as error:
    print(type(error).__name__)

try:
    assert libc.syscall(58) >= 0
    print("THROUGH vfork")
except Exception as error:
    print(type(error).__name__)
