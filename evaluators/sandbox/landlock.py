"""Landlock with no rules: no file can be opened, no TCP port reached, no signal sent outside.

See landlock(7). What the running kernel's version does not know is left out; the filter of system calls does not rest
on it.
"""

import ctypes
import os
import struct

CREATE_RULESET, RESTRICT_SELF = 444, 446  # the same numbers on every architecture
VERSION_FLAG = 1

FILE_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many of the LANDLOCK_ACCESS_FS_* bits each version knows; from 5 on there are 16."""


def version() -> int:
    """The kernel's Landlock version, 0 where there is none."""
    found = _syscall(CREATE_RULESET, None, 0, VERSION_FLAG)
    return max(found, 0)


def restrict() -> None:
    """Give up every right that the kernel's Landlock can take.

    Raises:
        OSError: the kernel has no Landlock, or refuses.

    """
    known = version()
    if not known:
        raise OSError(ctypes.get_errno(), "no Landlock")
    files = (1 << FILE_RIGHTS_BY_VERSION.get(known, 16)) - 1
    network = 0b11 if known >= 4 else 0
    scopes = 0b11 if known >= 6 else 0  # abstract unix sockets and signals
    attributes = struct.pack("QQQ", files, network, scopes)[: 24 if known >= 6 else 16 if known >= 4 else 8]
    ruleset = _syscall(CREATE_RULESET, ctypes.c_char_p(attributes), len(attributes), 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    try:
        if _syscall(RESTRICT_SELF, ruleset, 0):
            raise OSError(ctypes.get_errno(), "landlock_restrict_self")
    finally:
        os.close(ruleset)


def _syscall(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return int(libc.syscall(ctypes.c_long(number), *arguments))
