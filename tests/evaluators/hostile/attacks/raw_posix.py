import _posixsubprocess
import posix

try:
    posix.open('@CANARY@', 1)
    print('THROUGH posix')
except OSError:
    pass
_posixsubprocess.fork_exec([b'/bin/true'], [b'/bin/true'], True, (), None, None, -1, -1, -1, -1, -1, -1, -1, -1, True, False, 0, None, None, None, -1, None, False)
