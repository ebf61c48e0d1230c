"""A seccomp filter in classic BPF, built and loaded without a library.

Own code rather than a binding: the filter is a list of comparisons, ``libseccomp`` would be one more thing to
install, and its Python bindings do not reach a virtual environment. See seccomp(2) and the kernel's
``userspace-api/seccomp_filter``.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator
from typing import NamedTuple

from evaluators.sandbox.syscalls import ABSENT, ALLOWED, CHECKED, KILLED, Table

ALLOW = 0x7FFF0000
KILL = 0x80000000
ERRNO = 0x00050000
REFUSE = ERRNO | errno.EPERM

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
LOAD, JUMP_EQ, JUMP_GE, JUMP_SET, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCH, ARGUMENTS = 0, 4, 16
X32_BIT = 0x40000000


class Machine(NamedTuple):
    """A processor family that the tables cover."""

    column: int
    audit: int
    """AUDIT_ARCH_* of linux/audit.h."""


MACHINES = {"x86_64": Machine(0, 0xC000003E), "aarch64": Machine(1, 0xC00000B7)}

F_GETFD, F_SETFD, F_GETFL = 1, 2, 3
PR_SET_NAME, PR_GET_NAME, PR_SET_VMA = 15, 16, 0x53564D41


class Instruction(NamedTuple):
    """One ``struct sock_filter``."""

    code: int
    jt: int
    jf: int
    k: int


def build(machine: Machine, pid: int) -> bytes:
    """The filter for `machine`, whose process `pid` may signal nobody but its own threads."""
    return b"".join(struct.pack("=HBBI", *step) for step in _program(machine, pid))


def load(pid: int | None = None) -> None:
    """Filter this process's system calls from now on; needs no_new_privs.

    Raises:
        OSError: the kernel refuses, or the processor is not covered.

    """
    machine = MACHINES.get(platform.machine())
    if machine is None:
        raise OSError(errno.ENOSYS, f"no system call table for {platform.machine()}")
    code = build(machine, pid or os.getpid())
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_char_p(program), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def _program(machine: Machine, pid: int) -> Iterator[Instruction]:
    yield Instruction(LOAD, 0, 0, ARCH)
    yield Instruction(JUMP_EQ, 1, 0, machine.audit)  # a foreign number table would make every check below meaningless
    yield _end(KILL)
    yield Instruction(LOAD, 0, 0, NUMBER)
    if machine.column == 0:
        yield Instruction(JUMP_GE, 0, 1, X32_BIT)
        yield _end(KILL)
    for number in _numbers(ALLOWED, machine):
        yield from _if_number(number, [_end(ALLOW)])
    for number in _numbers(KILLED, machine):
        yield from _if_number(number, [_end(KILL)])
    for number in _numbers(ABSENT, machine):
        yield from _if_number(number, [_end(ERRNO | errno.ENOSYS)])
    checks = {
        "tgkill": _argument_is(0, pid),
        "prlimit64": [*_argument_is(2, 0, tail=False), *_argument_is(0, 0)],  # reading one's own limits only
        "fcntl": _argument_among(1, (F_GETFD, F_SETFD, F_GETFL)),
        "prctl": _argument_among(0, (PR_SET_NAME, PR_GET_NAME, PR_SET_VMA)),
    }
    for name, check in checks.items():
        for number in _numbers({name: CHECKED[name]}, machine):
            yield from _if_number(number, check)
    yield _end(REFUSE)


def _numbers(table: Table, machine: Machine) -> Iterator[int]:
    for row in table.values():
        number = row[machine.column]
        if number is not None:
            yield number


def _end(action: int) -> Instruction:
    return Instruction(RETURN, 0, 0, action)


def _if_number(number: int, then: list[Instruction]) -> list[Instruction]:
    return [Instruction(JUMP_EQ, 0, len(then), number), *then]


def _argument_is(position: int, value: int, *, tail: bool = True) -> list[Instruction]:
    """Refuse unless the 64-bit argument equals `value`; with `tail`, allow then."""
    low = ARGUMENTS + 8 * position
    return [
        Instruction(LOAD, 0, 0, low),
        Instruction(JUMP_EQ, 1, 0, value),
        _end(REFUSE),
        Instruction(LOAD, 0, 0, low + 4),
        Instruction(JUMP_EQ, 1, 0, 0),
        _end(REFUSE),
        *([_end(ALLOW)] if tail else []),
    ]


def _argument_among(position: int, values: tuple[int, ...]) -> list[Instruction]:
    """Allow where the argument's low word, which is all of an int, is one of `values`; refuse otherwise."""
    tests = [
        step for value in values for step in (Instruction(JUMP_EQ, 0, 1, value), _end(ALLOW))
    ]  # fmt: skip
    return [Instruction(LOAD, 0, 0, ARGUMENTS + 8 * position), *tests, _end(REFUSE)]
