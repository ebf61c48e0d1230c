import ctypes
libc = ctypes.CDLL(None)

try:
    assert libc.syscall(257, -100, b'/etc/passwd', 0, 0) >= 0
    print("THROUGH open")
except Exception as error:
    print(type(error).__name__)

try:
    assert libc.syscall(437, -100, b'/etc/passwd', b'\0' * 24, 24) >= 0
    print("THROUGH openat2")
except Exception as error:
    print(type(error).__name__)
