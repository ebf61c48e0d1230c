"""Each layer, tried in a process of its own: put on, then the very thing it must prevent is attempted."""

import ctypes
import json
import mmap
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from evaluators.sandbox.layers import LAYERS, MIB, Bounds

PR_GET_PDEATHSIG, PR_GET_DUMPABLE = 2, 3
BELOW_SECCOMP = ("no_new_privileges",)
"""Without it, an ordinary user may load no filter and no Landlock ruleset."""


def main() -> None:
    """Print, for each layer, an empty string where it holds, or why it does not."""
    sys.stdout.write(json.dumps({name: _try(name) for name in LAYERS}))


def _try(name: str) -> str:
    """Fork; put the layer on; attempt what it prevents. What the child writes is the reason for failing."""
    read, write = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        os.dup2(write, 3)
        try:
            _in_child(name, Bounds(memory=64, stack=8, cpu=5, descriptors=16, parent=parent))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the layer does not hold
            os.write(3, f"{type(error).__name__}: {error}".encode()[:300] or b"failed")
            os._exit(1)
        os._exit(0)
    os.close(write)
    with open(read, "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
        why = stream.read().decode("utf-8", "replace")
    _, status = os.waitpid(pid, 0)
    if not why and status:
        return f"the trial ended with status {status}"
    return why


def _in_child(name: str, bounds: Bounds) -> None:
    if name in ("landlock", "seccomp"):
        for below in BELOW_SECCOMP:
            LAYERS[below](bounds)
    LAYERS[name](bounds)
    if not ATTEMPTS[name]():
        raise OSError("it was put on without effect")


def _refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except (OSError, MemoryError):
        return True
    return False


def _prctl_says(option: int) -> int:
    value = ctypes.c_int()
    ctypes.CDLL(None).prctl(option, ctypes.byref(value), 0, 0, 0)
    return value.value


def _status(field: str) -> str:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(field + ":"):
            return line.split()[1]
    return ""


ATTEMPTS: dict[str, Callable[[], bool]] = {
    "descriptors": lambda: _refused(lambda: os.fstat(4)) and not _refused(lambda: os.fstat(2)),
    "parent_death": lambda: _prctl_says(PR_GET_PDEATHSIG) == signal.SIGKILL and os.pidfd_open(os.getpid()) > 0,
    "user": lambda: os.getuid() != 0 and _refused(lambda: os.setuid(0)),
    "resources": lambda: _refused(lambda: mmap.mmap(-1, 128 * MIB)),
    "memory_hidden": lambda: ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0,
    "no_new_privileges": lambda: _status("NoNewPrivs") == "1",
    "landlock": lambda: _refused(lambda: os.listdir("/")),  # noqa: PTH208 - the plain call is what is tried
    "seccomp": lambda: _refused(socket.socket) and _refused(lambda: os.stat("/")) and os.getpid() > 0,  # noqa: PTH116
}
