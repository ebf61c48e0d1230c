"""The fork server: a process that has everything imported and splits off children that are locked down at birth.

It is started as ``python -I`` with a clean environment, holds one control socket, and never sees a submission, a task
or a reference: those reach its children over their own channels, after the lock-down. It has one thread, because a
child of a process with several may inherit a lock that nobody will ever release.

Control messages are JSON with three descriptors: the child's channel, its output, and a socket for reports about it, on
which the server sends the child's pidfd and, when it has ended, its wait status.
"""

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from typing import NamedTuple

from evaluators.sandbox.channel import FAILED, READY, Channel
from evaluators.sandbox.layers import LAYERS, Bounds, hide_memory

CONTROL = 3
Main = Callable[[Channel], None]


class Order(NamedTuple):
    """A child to be made."""

    entry: str
    layers: list[str]
    bounds: Bounds
    channel: int
    output: int


def main() -> None:
    """Serve until the control socket closes; a child goes on from here, with a short stack, as what was ordered."""
    entries: dict[str, Main] = {name: importlib.import_module(name).main for name in sys.argv[1:]}
    from evaluators.sandbox.warm_up import warm_up  # noqa: PLC0415 - torch comes in here, after a mistyped entry has failed

    warm_up()
    threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208 - no Path is needed for a count
    if threads != 1:
        raise SystemExit(f"the fork server must have one thread, it has {threads}")
    hide_memory(Bounds(0, 0, 0, 0, 0))
    gc.collect()
    gc.freeze()
    control = socket.socket(fileno=CONTROL)
    control.send(b"ready")
    order = _serve(control)
    if order is None:
        return
    control.detach()
    _become(order, entries[order.entry])


def _serve(control: socket.socket) -> Order | None:
    """Make children as they are ordered. None: no more orders; an order: this *is* the child."""
    children: dict[int, tuple[int, socket.socket]] = {}  # by pidfd: process id, where to report
    poll = select.poll()
    poll.register(control, select.POLLIN)
    while True:
        for ready, _ in poll.poll():
            if ready != control.fileno():
                poll.unregister(ready)
                pid, reports = children.pop(ready)
                _report_end(pid, reports)
                os.close(ready)
                continue
            message, descriptors, _, _ = socket.recv_fds(control, 65536, 3)
            if not message:
                return None
            channel, output, report = descriptors
            wanted = json.loads(message)
            server = os.getpid()
            pid = os.fork()
            if not pid:
                return Order(
                    wanted["entry"], wanted["layers"], Bounds(**wanted["bounds"], parent=server), channel, output
                )
            reports = socket.socket(fileno=report)
            os.close(channel)
            os.close(output)
            pidfd = os.pidfd_open(pid)
            children[pidfd] = pid, reports
            poll.register(pidfd, select.POLLIN)
            try:
                socket.send_fds(reports, [b"born"], [pidfd])
            except OSError:  # whoever ordered it has gone away
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)


def _report_end(pid: int, reports: socket.socket) -> None:
    _, status = os.waitpid(pid, 0)
    with reports:
        try:
            reports.send(json.dumps(status).encode())
        except OSError:  # nobody is waiting for it any more
            return


def _become(order: Order, run: Main) -> None:
    """Turn this process into a child: streams, layers, then its own main. Never returns."""
    channel = Channel(CONTROL)
    code = 1
    try:
        _rewire(order)
        try:
            for name in order.layers:
                LAYERS[name](order.bounds)
        except OSError as error:
            channel.send(FAILED, f"{name}: {error}".encode())
            return
        channel.send(READY)
        run(channel)
        code = 0
    finally:
        os._exit(code)


def _rewire(order: Order) -> None:
    """Nothing to read on 0, the capped output on 1 and 2, the channel on 3."""
    os.setsid()
    channel, output = os.dup(order.channel), os.dup(order.output)
    spare = [os.open(os.devnull, os.O_RDONLY), output, output, channel]
    moved = [os.dup2(descriptor, 1000 + place, inheritable=False) for place, descriptor in enumerate(spare)]
    for place, descriptor in enumerate(moved):
        os.dup2(descriptor, place, inheritable=False)
    sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - lives as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)  # noqa: SIM115
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]


if __name__ == "__main__":
    main()
