import ctypes

try:
    assert ctypes.CDLL(None).unshare(0x10000000) == 0
    print("THROUGH unshare")
except Exception as error:
    print(type(error).__name__)
