import ctypes

try:
    assert ctypes.CDLL(None).shmget(0, 4096, 0o1600) >= 0
    print("THROUGH shmget")
except Exception as error:
    print(type(error).__name__)
