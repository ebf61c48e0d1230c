held = []
while True:
    held.append(bytearray(64 << 20))
    if len(held) > 64:
        print('THROUGH memory')
        break
