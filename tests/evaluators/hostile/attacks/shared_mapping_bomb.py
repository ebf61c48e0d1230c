import mmap
held = []
for _ in range(64):
    held.append(mmap.mmap(-1, 64 << 20))
else:
    print('THROUGH mmap')
