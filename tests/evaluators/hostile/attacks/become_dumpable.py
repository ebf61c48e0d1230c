import ctypes

try:
    assert ctypes.CDLL(None).prctl(4, 1, 0, 0, 0) == 0
    print("THROUGH dumpable")
except Exception as error:
    print(type(error).__name__)

try:
    assert ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == 0
    print("THROUGH pdeathsig")
except Exception as error:
    print(type(error).__name__)
