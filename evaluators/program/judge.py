"""The judge's process: holds the task's own code and the random inputs, and never runs the candidate's.

What the program answered comes in as bytes, is decoded under bounds, and is compared here.
"""

import json
import random
import traceback
import types

import numpy as np
import torch

import evaluators.program.network_judging  # noqa: F401 - tasks import it, and nothing can be imported after the lock-down
from evaluators.program.judging import Program, Record
from evaluators.sandbox.channel import FAILED, REPORT, Channel


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
        task.judge(Program(channel), record, random.Random(job["seed"]))
    except Exception:  # noqa: BLE001 - our own fault, told to the grading process, which calls it so
        channel.send(FAILED, traceback.format_exc().encode())
        return
    channel.send(REPORT, json.dumps(record.found).encode())
