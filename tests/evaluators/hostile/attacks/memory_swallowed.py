try:
    held = bytearray(10 ** 12)
    print('THROUGH memory')
except MemoryError:
    pass
