"""Time to a verdict on a program, beside a cold interpreter in the same run.

Usage: ``python benchmarks/bench_program.py [--rounds 60] [--soak 0]``

The cold interpreter is what a grader without a fork server pays: ``python -I`` that imports torch and runs the same
network on the same shapes. With ``--soak N``, N gradings more, and the fork server's and this process's memory and
descriptors before and after.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import yaml

from evaluators.program.grader import ProgramGrader, sandbox
from evaluators.response import Response
from evaluators.verdict import Outcome
from question_bank.item import Item
from question_bank.loader import HERE

COLD = """
import torch
from torch import nn
net = nn.Sequential(nn.Conv2d(3, 3, 3, 1, 1, groups=3), nn.Conv2d(3, 8, 1))
for n in range(6):
    assert net(torch.randn(2, 3, 12, 12 + n)).shape == (2, 8, 12, 12 + n)
"""


def item(name: str) -> tuple[ProgramGrader, Response]:
    """A coding item's grader, and its model answer."""
    read = Item.model_validate(yaml.safe_load((HERE / "items/coding" / f"{name}.yaml").read_text("utf-8")))
    if not isinstance(read.grading, ProgramGrader) or not read.model_answer:
        raise SystemExit(f"{name} has no program to grade")
    return read.grading, Response(text=read.model_answer.en)


def grade(grader: ProgramGrader, response: Response) -> float:
    """Milliseconds to a verdict, which must be right."""
    start = time.perf_counter()
    verdict = grader.grade(response)
    took = time.perf_counter() - start
    if verdict.outcome is not Outcome.MET:
        raise SystemExit(f"the model answer is {verdict.outcome}: {verdict.feedback}")
    return took * 1000


def cold() -> float:
    """Milliseconds of a fresh interpreter that does about the same."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-I", "-c", COLD], check=True)
    return (time.perf_counter() - start) * 1000


def memory(pid: int, *fields: str) -> float:
    """The sum of fields of /proc/<pid>/smaps_rollup, in MiB; a field is named by how its line begins."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith(fields)) / 1024


def private_of_children(server: int, grader: ProgramGrader, response: Response) -> float:
    """Largest private memory, in MiB, that a child of the fork server is seen with during gradings."""
    most, done = 0.0, threading.Event()

    def look() -> None:
        nonlocal most
        while not done.is_set():
            for child in Path(f"/proc/{server}/task/{server}/children").read_text("ascii").split():
                try:
                    most = max(most, memory(int(child), "Private"))
                except OSError:
                    continue

    watcher = threading.Thread(target=look)
    watcher.start()
    for _ in range(10):
        grade(grader, response)
    done.set()
    watcher.join()
    return most


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=60)
    options.add_argument("--soak", type=int, default=0)
    asked = options.parse_args()
    start = time.perf_counter()
    grade(*item("two_sum_sorted"))
    print(f"machine: {platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(f"first grading, fork server's start included: {(time.perf_counter() - start) * 1000:.0f} ms")
    server = sandbox().server_pid or 0
    colds = sorted(cold() for _ in range(max(5, asked.rounds // 6)))
    print(f"cold interpreter: median {statistics.median(colds):.0f} ms")
    for name in ("depthwise_separable_conv_program", "cnn_from_scaffold", "two_sum_sorted", "longest_unique_substring"):
        grader, response = item(name)
        times = sorted(grade(grader, response) for _ in range(asked.rounds))
        middle, late = statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.99))]
        faster = statistics.median(colds) / middle
        print(f"{name}: median {middle:.1f} ms, p99 {late:.1f} ms, {faster:.1f} x faster than cold")
    grader, response = item("depthwise_separable_conv_program")
    with ThreadPoolExecutor(2) as pool:
        start = time.perf_counter()
        list(pool.map(lambda _: grade(grader, response), range(asked.rounds)))
        print(f"2 in parallel: {asked.rounds / (time.perf_counter() - start):.1f} gradings a second")
    print(f"fork server: {memory(server, 'Rss'):.0f} MiB; private memory of a child: at most", end=" ")
    try:
        print(f"{private_of_children(server, grader, response):.1f} MiB")
    except OSError as error:
        print(f"not readable here ({error.strerror})")
    if asked.soak:
        soak(asked.soak, server)


class Standing(NamedTuple):
    """What a process and its fork server hold while nothing is being graded."""

    server_memory: float
    """Anonymous, in MiB. What is private of it says nothing: that depends on what its children share at the moment."""
    own_memory: float
    """Likewise."""
    server_descriptors: int
    own_descriptors: int


def standing(server: int) -> Standing:
    """What is held once it no longer changes: the next pair of children is forked after a verdict is out."""
    seen = (-1, -1)
    while True:
        counts = tuple(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in (server, os.getpid()))
        if counts == seen:
            return Standing(*(memory(pid, "Anonymous:", "Swap:") for pid in (server, os.getpid())), *counts)
        seen = counts
        time.sleep(0.5)


def soak(rounds: int, server: int) -> None:
    """Many gradings; what they leave behind. The first tenth fills the allocators and is not counted."""
    grader, response = item("two_sum_sorted")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: grade(grader, response), range(rounds // 10)))
        states, times = [standing(server)], []
        for _ in range(4):
            times += pool.map(lambda _: grade(grader, response), range(rounds // 4))
            states.append(standing(server))
    first, last = statistics.median(times[: rounds // 10]), statistics.median(times[-rounds // 10 :])
    print(f"soak of {rounds}: median {first:.1f} ms at the start, {last:.1f} ms at the end; at each quarter:")
    for name, values in zip(Standing._fields, zip(*states, strict=True), strict=True):
        print(f"  {name.replace('_', ' ')}: {', '.join(f'{value:.4g}' for value in values)}")
    before, after = states[0], states[-1]
    # Memory may settle by a little; a KiB a grading would be a leak.
    slack = 2 + rounds / 1024
    if (
        after.server_descriptors > before.server_descriptors
        or after.own_descriptors > before.own_descriptors
        or after.server_memory > before.server_memory + slack
        or after.own_memory > before.own_memory + slack
    ):
        raise SystemExit("something grows")


if __name__ == "__main__":
    main()
