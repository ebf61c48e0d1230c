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


def memory(pid: int, field: str) -> float:
    """A field of /proc/<pid>/smaps_rollup in MiB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith(field)) / 1024


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


def soak(rounds: int, server: int) -> None:
    """Many gradings; what they leave behind."""
    grader, response = item("two_sum_sorted")

    def state() -> tuple[float, float, int, int]:
        mine = len(list(Path("/proc/self/fd").iterdir()))
        theirs = len(list(Path(f"/proc/{server}/fd").iterdir()))
        return memory(server, "Private"), memory(os.getpid(), "Private"), mine, theirs

    before = state()
    with ThreadPoolExecutor(2) as pool:
        times = list(pool.map(lambda _: grade(grader, response), range(rounds)))
    after = state()
    first, last = statistics.median(times[: rounds // 10]), statistics.median(times[-rounds // 10 :])
    print(f"soak of {rounds}: median {first:.1f} ms at the start, {last:.1f} ms at the end")
    for name, one, other in zip(
        ("server MiB", "own MiB", "own descriptors", "server descriptors"), before, after, strict=True
    ):
        print(f"  {name}: {one:.1f} -> {other:.1f}")
    if after[2] > before[2] or after[3] > before[3] or after[0] > before[0] * 1.1 + 5:
        raise SystemExit("something grows")


if __name__ == "__main__":
    main()
