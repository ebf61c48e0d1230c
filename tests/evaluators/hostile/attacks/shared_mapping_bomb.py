import mmap
held = []
for _ in range(64):
    held.append(mmap.mmap(-1, 64 << 20))
else:
    print('THROUGH mmap')


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
