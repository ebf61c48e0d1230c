import _posixsubprocess
import posix

try:
    posix.open('@CANARY@', 1)
    print('THROUGH posix')
except OSError:
    pass
_posixsubprocess.fork_exec([b'/bin/true'], [b'/bin/true'], True, (), None, None, -1, -1, -1, -1, -1, -1, -1, -1, True, False, 0, None, None, None, -1, None, False)


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
