"""The judge's process: holds the task's own code and the random inputs, and never runs the candidate's.

What the program answered comes in as bytes, is decoded under bounds, and is compared here.
"""

import json
import random
import traceback
import types
from fnmatch import fnmatchcase

import numpy as np
import torch

import evaluators.program.case_judging
import evaluators.program.function_judging
import evaluators.program.network_judging  # noqa: F401 - tasks import them, and nothing can be imported after the lock-down
from evaluators.program.judging import BY_HAND, Program, Record
from evaluators.sandbox.channel import FAILED, REPORT, Channel


def _by_hand(program: Program, record: Record, forbidden: list[str]) -> None:
    """Whether the program has ended up in an operator that it was to write itself, under whatever name."""
    ran = program.ask("operators")
    used = [name for name in ran.value if any(fnmatchcase(name, one) for one in forbidden)] if ran.given else []
    if used:
        names = ", ".join(used)
        told = {"zh": f"运行时用到了现成的算子 {names}", "en": f"at run time it uses the ready-made operator {names}"}
        record.missed(BY_HAND, told, evidence=told, note="ready_made")
    else:
        record.met(BY_HAND)


def main(channel: Channel) -> None:
    """Run the task's ``judge(program, record, rng)`` and report what it recorded."""
    _, body = channel.receive()
    job = json.loads(body)
    task = types.ModuleType("task")
    record = Record(tuple(job["criteria"]))
    try:
        exec(compile(job["task"], f"<task {job['name']}>", "exec"), task.__dict__)  # noqa: S102 - our own code, sent as text
        torch.manual_seed(job["seed"])
        np.random.seed(job["seed"] % 2**32)  # noqa: NPY002 - one seed for whatever a task draws with
        program = Program(channel)
        task.judge(program, record, random.Random(job["seed"]))
        if job["operators"]:
            _by_hand(program, record, job["operators"])
    except Exception:  # noqa: BLE001 - our own fault, told to the grading process, which calls it so
        channel.send(FAILED, traceback.format_exc().encode())
        return
    channel.send(REPORT, json.dumps(record.found).encode())
