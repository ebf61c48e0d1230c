"""The filter, run by a small interpreter of classic BPF: both processors' tables are checked on either."""

import errno
import re
import struct
from pathlib import Path

import pytest

from evaluators.sandbox.seccomp import ALLOW, ERRNO, KILL, MACHINES, REFUSE, build
from evaluators.sandbox.syscalls import ABSENT, ALLOWED, CHECKED, KILLED

PID = 4321
EVERY = pytest.mark.parametrize("name", list(MACHINES))


def decide(code, number, arch, arguments=(0,) * 6):
    """What the filter answers to one system call."""
    data = struct.pack("=iIQ6Q", number, arch, 0, *arguments)
    place, accumulator = 0, 0
    while True:
        operation, yes, no, value = struct.unpack_from("=HBBI", code, place * 8)
        place += 1
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("=I", data, value)
        elif operation == 0x06:
            return value
        else:
            met = accumulator == value if operation == 0x15 else accumulator >= value
            place += yes if met else no


def answer(name, table, call, arguments=(0,) * 6):
    machine = MACHINES[name]
    number = table[call][machine.column]
    return None if number is None else decide(build(machine, PID), number, machine.audit, arguments)


@EVERY
def test_computing_is_allowed(name):
    assert {answer(name, ALLOWED, call) for call in ALLOWED} - {None} == {ALLOW}


@EVERY
def test_attacks_on_the_kernel_kill(name):
    assert {answer(name, KILLED, call) for call in KILLED} - {None} == {KILL}


@EVERY
def test_clone3_seems_absent(name):
    assert answer(name, ABSENT, "clone3") == ERRNO | errno.ENOSYS


@EVERY
def test_everything_else_is_refused_without_killing(name):
    machine = MACHINES[name]
    known = {row[machine.column] for table in (ALLOWED, CHECKED, ABSENT, KILLED) for row in table.values()}
    code = build(machine, PID)
    assert {decide(code, number, machine.audit) for number in range(600) if number not in known} == {REFUSE}


@EVERY
def test_a_foreign_number_table_kills(name):
    machine = MACHINES[name]
    assert decide(build(machine, PID), ALLOWED["read"][machine.column], 0x40000003) == KILL


def test_x32_numbers_kill():
    machine = MACHINES["x86_64"]
    assert decide(build(machine, PID), 0x40000000 | 1, machine.audit) == KILL


CHECKS = [
    ("tgkill", (PID, PID, 9), ALLOW), ("tgkill", (1, 1, 9), REFUSE), ("tgkill", (PID + 2**32, 1, 9), REFUSE),
    ("prlimit64", (0, 7, 0, 8), ALLOW), ("prlimit64", (1, 7, 0, 8), REFUSE), ("prlimit64", (0, 7, 1234, 0), REFUSE),
    ("prlimit64", (0, 7, 2**32, 0), REFUSE), ("fcntl", (1, 3), ALLOW), ("fcntl", (1, 8), REFUSE), ("fcntl", (1, 0), REFUSE),
    ("prctl", (15,), ALLOW), ("prctl", (4, 1), REFUSE), ("prctl", (22, 2), REFUSE), ("prctl", (1, 0), REFUSE),
]  # fmt: skip


@EVERY
@pytest.mark.parametrize(("call", "arguments", "expected"), CHECKS)
def test_arguments_decide(name, call, arguments, expected):
    padded = (*arguments, *(0,) * (6 - len(arguments)))
    assert answer(name, CHECKED, call, padded) == expected


HEADERS = {0: "/usr/include/x86_64-linux-gnu/asm/unistd_64.h", 1: "/usr/include/asm-generic/unistd.h"}


@pytest.mark.parametrize("column", [0, 1])
def test_the_numbers_are_the_kernels(column):
    path = Path(HEADERS[column])
    if not path.is_file():
        pytest.skip("the kernel's headers are not installed")
    numbers = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", path.read_text("ascii")))
    for table in (ALLOWED, CHECKED, ABSENT, KILLED):
        for call, row in table.items():
            if row[column] is not None:
                assert int(numbers[call]) == row[column], call
            else:
                assert call not in numbers, f"{call} exists here after all"
