"""The layers that lie between a candidate's program and the machine, in the order in which they are put on.

Each is one function that acts on the calling process and raises OSError where the machine cannot do it.
`evaluators.sandbox.probe` tries each in a process of its own; a child of the fork server puts on those that were
found to work.
"""

import ctypes
import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from evaluators.sandbox import landlock, seccomp

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
MIB = 1024 * 1024
KEPT_DESCRIPTORS = 4
"""0 empty input, 1 and 2 the capped output, 3 the channel."""
UNPRIVILEGED = 64512
"""First of 512 user ids, one for each process in turn: no account has them, so nothing belongs to them."""


class Bounds(NamedTuple):
    """What the layers need to know; sizes in MiB, times in seconds."""

    memory: int
    stack: int
    cpu: int
    descriptors: int
    parent: int
    """Process id of the fork server."""


def close_descriptors(bounds: Bounds) -> None:
    """Nothing that the fork server had open is reachable."""
    del bounds
    os.closerange(KEPT_DESCRIPTORS, _highest_descriptor())


def die_with_parent(bounds: Bounds) -> None:
    """The kernel kills this process when the fork server ends."""
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != bounds.parent:  # it was gone before the line above
        os._exit(1)


def drop_user(bounds: Bounds) -> None:
    """Root becomes nobody: a user id without files, processes or groups."""
    del bounds
    if os.geteuid():
        return
    user = UNPRIVILEGED + os.getpid() % 512
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # changing the user cleared it


def bound_resources(bounds: Bounds) -> None:
    """Memory, processor time, processes, files: soft and hard limits alike, so that no signal can be ignored."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    memory = pages * resource.getpagesize() + bounds.memory * MIB
    stack = min(bounds.stack * MIB, _hard(resource.RLIMIT_STACK))
    for which, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, bounds.cpu),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, bounds.descriptors),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_STACK, stack),
    ):
        resource.setrlimit(which, (min(value, _hard(which)),) * 2)


def hide_memory(bounds: Bounds) -> None:
    """Not dumpable: no other process of the same user may read or trace this one."""
    del bounds
    _prctl(PR_SET_DUMPABLE, 0)


def no_new_privileges(bounds: Bounds) -> None:
    """No later program can gain rights; also what lets a filter be loaded without root."""
    del bounds
    _prctl(PR_SET_NO_NEW_PRIVS, 1)


def restrict_files(bounds: Bounds) -> None:
    """Landlock without a rule."""
    del bounds
    landlock.restrict()


def filter_calls(bounds: Bounds) -> None:
    """The allow-list of system calls."""
    del bounds
    seccomp.load()


LAYERS: dict[str, Callable[[Bounds], None]] = {
    "descriptors": close_descriptors,
    "parent_death": die_with_parent,
    "user": drop_user,
    "resources": bound_resources,
    "memory_hidden": hide_memory,
    "no_new_privileges": no_new_privileges,
    "landlock": restrict_files,
    "seccomp": filter_calls,
}
"""In the order in which they must be put on: each later one would forbid an earlier one's own calls."""

REQUIRED = frozenset(LAYERS) - {"landlock", "user"}
"""Without these no submission is run. Landlock and the dropped user stand behind the filter, not in front of it."""


def _hard(which: int) -> int:
    limit = resource.getrlimit(which)[1]
    return 2**62 if limit == resource.RLIM_INFINITY else limit


def _highest_descriptor() -> int:
    return min(_hard(resource.RLIMIT_NOFILE), 1 << 20)


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0):
        raise OSError(ctypes.get_errno(), f"prctl {option}")
