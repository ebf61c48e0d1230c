import os
found = []
for fd in range(4, 256):
    try:
        os.read(fd, 1)
        found.append(fd)
    except OSError:
        pass
if found:
    print('THROUGH descriptors', found)
