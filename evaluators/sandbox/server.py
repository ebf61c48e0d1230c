"""The grading process's side of the fork server: starting it, ordering children, ending them."""

import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from evaluators.sandbox.channel import HEADER, pack

ROOT = Path(__file__).resolve().parents[2]
BOOT = "import sys; sys.path.append(sys.argv.pop(1)); from evaluators.sandbox.fork_server import main; main()"
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/nonexistent",
    # One thread: a thread of a numerical library that lives at the fork leaves its locks behind in every child.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""All that the server and its children see of an environment: no token, no key, no address."""
START_UP = 120.0
"""Seconds until a fork server that does not come up is given up."""
GRACE = 10.0
"""Seconds by which a deadline moves at most where the machine is too busy to run a child that is ready to."""


class OurFault(Exception):  # noqa: N818 - reads as what it says
    """Nothing was learnt about the program, and not by its doing; worth one retry."""


class ServerLost(OurFault):
    """The fork server has died, does not start or does not answer."""


class Gone(Exception):  # noqa: N818 - reads as what it says
    """A child has ended, or was ended, before it answered; `cause` is one of `evaluators.sandbox.run.CAUSES`."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class ForkServer:
    """One fork server; it lives until it is stopped, dies, or this process ends (its control socket closes then)."""

    def __init__(self, entries: Sequence[str], layers: Sequence[str]) -> None:
        """Start it and wait until it is warm.

        Args:
            entries: modules with a ``main(channel)``, imported before anything is forked.
            layers: names of the layers that every child puts on.

        Raises:
            ServerLost: it does not come up.

        """
        self._layers = list(layers)
        self._owner = os.getpid()
        self._sending = threading.Lock()
        self._standing_by: dict[bytes, _Ordered] = {}
        """One child of each sort that was asked for: born and locked down before the next grading needs it."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            # A shell-free exec through a copy onto descriptor 3: Popen passes descriptors under their own number only.
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
                [sys.executable, "-I", "-c", _ONTO_THREE + BOOT, str(theirs.fileno()), str(ROOT), *entries],
                env=ENVIRONMENT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
                cwd="/",
            )
        self._control.settimeout(START_UP)
        try:
            ready = self._control.recv(16)
        except OSError:
            ready = b""
        if ready != b"ready":
            why = self._last_words()
            self.stop()
            raise ServerLost(f"the fork server did not start: {why}")
        if self._process.stderr:
            self._process.stderr.close()
        atexit.register(self.stop)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs, and belongs to this process rather than to one that this was forked from."""
        return self._owner == os.getpid() and self._process.poll() is None

    def child(
        self, entry: str, bounds: dict[str, int], *, output_kept: int, output_max: int, frame_max: int
    ) -> "Child":
        """A child that runs `entry`: the one that stands by, if there is one. The next is ordered at once.

        Raises:
            ServerLost: the server is gone.

        """
        order = json.dumps({"entry": entry, "layers": self._layers, "bounds": bounds}).encode()
        with self._sending:
            ordered = self._standing_by.pop(order, None) or self._order(order)
            try:
                self._standing_by[order] = self._order(order)
            except ServerLost:
                ordered.close()
                raise
        return ordered.born(output_kept=output_kept, output_max=output_max, frame_max=frame_max)

    def _order(self, order: bytes) -> "_Ordered":
        ours, theirs = socket.socketpair()
        reports, their_reports = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        output, their_output = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        os.set_blocking(their_output, True)
        ordered = _Ordered(ours, reports, output)
        try:
            with theirs, their_reports:
                socket.send_fds(self._control, [order], [theirs.fileno(), their_output, their_reports.fileno()])
        except OSError as error:
            ordered.close()
            raise ServerLost("the fork server does not answer") from error
        finally:
            os.close(their_output)
        return ordered

    def stop(self) -> None:
        """End it and everything that it has forked."""
        if self._owner != os.getpid():
            return
        atexit.unregister(self.stop)
        self._control.close()
        while self._standing_by:
            self._standing_by.popitem()[1].close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()

    def _last_words(self) -> str:
        self._process.kill()
        _, errors = self._process.communicate()
        return errors.decode("utf-8", "replace").strip()[-400:]


_ONTO_THREE = "import os, sys; fd = int(sys.argv.pop(1)); fd == 3 or (os.dup2(fd, 3), os.close(fd)); "


class _Ordered:
    """A child that is on its way: our ends of its channel, its reports and its output."""

    def __init__(self, channel: socket.socket, reports: socket.socket, output: int) -> None:
        self._channel = channel
        self._reports = reports
        self._output = output

    def born(self, *, output_kept: int, output_max: int, frame_max: int) -> "Child":
        """The child, once the server has sent its pidfd.

        Raises:
            ServerLost: the server is gone.

        """
        try:
            self._reports.settimeout(10)
            _, (pidfd,), _, _ = socket.recv_fds(self._reports, 16, 1)
        except (OSError, ValueError) as error:
            self.close()
            raise ServerLost("the fork server does not answer") from error
        return Child(
            self._channel, self._output, self._reports, pidfd,
            output_kept=output_kept, output_max=output_max, frame_max=frame_max,
        )  # fmt: skip

    def close(self) -> None:
        """Let go of it: a child whose channel closes ends by itself."""
        self._channel.close()
        self._reports.close()
        os.close(self._output)


class Child:
    """A locked-down process, its channel, what it prints, and the certainty that it can be ended."""

    def __init__(  # noqa: PLR0913 - each is one descriptor or bound
        self, channel: socket.socket, output: int, reports: socket.socket, pidfd: int,
        *, output_kept: int, output_max: int, frame_max: int,
    ) -> None:  # fmt: skip
        self._channel = channel
        self._channel.setblocking(False)  # noqa: FBT003 - the name of the standard method says it
        self._output: int | None = output
        self._reports = reports
        self._pidfd = pidfd
        self._kept, self._max, self._frame_max = output_kept, output_max, frame_max
        self._printed = 0
        self._text = bytearray()
        self._received = bytearray()

    @property
    def printed(self) -> str:
        """The first part of what it has printed."""
        return bytes(self._text).decode("utf-8", "replace")

    def send(self, kind: bytes, body: bytes, deadline: float) -> None:
        """Hand it a frame before `deadline` (of `time.monotonic`).

        Raises:
            Gone: it has ended, does not read in time, or prints too much meanwhile.

        """
        left = memoryview(pack(kind, body))
        while left:
            self._wait(select.POLLOUT, deadline)
            try:
                left = left[self._channel.send(left) :]
            except BlockingIOError:
                continue
            except OSError:
                raise Gone(self._how_it_ended()) from None

    def receive(self, deadline: float) -> tuple[bytes, bytes]:
        """Its next frame.

        Raises:
            Gone: there is none before `deadline` (of `time.monotonic`), or it breaks a bound.

        """
        while True:
            if len(self._received) >= HEADER.size:
                length, kind = HEADER.unpack_from(self._received)
                if length > self._frame_max:
                    self.kill()
                    raise Gone("frame")
                if len(self._received) >= HEADER.size + length:
                    body = bytes(self._received[HEADER.size : HEADER.size + length])
                    del self._received[: HEADER.size + length]
                    return kind, body
            self._wait(select.POLLIN, deadline)
            try:
                part = self._channel.recv(1 << 20)
            except BlockingIOError:
                continue
            except OSError:
                part = b""
            if not part:
                raise Gone(self._how_it_ended())
            self._received += part

    def spoke_unasked(self) -> bool:
        """Whether it has written anything since its last frame was taken."""
        try:
            return bool(self._received or self._channel.recv(1, socket.MSG_PEEK))
        except OSError:
            return False

    def kill(self) -> None:
        """End it at once: a stopped process, and one that ignores every signal, end too."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def close(self) -> None:
        """End it, wait until the fork server has buried it, and let go of every descriptor."""
        self.kill()
        self._status()
        with contextlib.suppress(Gone):
            self._drain()
        self._channel.close()
        self._reports.close()
        os.close(self._pidfd)
        if self._output is not None:
            os.close(self._output)
            self._output = None

    def _wait(self, event: int, deadline: float) -> None:
        """Wait for `event` on the channel; read away what is printed meanwhile."""
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                left += self._starved()
            if left <= 0:
                self.kill()
                raise Gone("time")
            poll = select.poll()
            poll.register(self._channel, event)
            if self._output is not None:
                poll.register(self._output, select.POLLIN)
            ready = dict(poll.poll(left * 1000))
            if self._output in ready:
                self._drain()
            if self._channel.fileno() in ready:
                return

    def _starved(self) -> float:
        """Seconds, `GRACE` at most, that it was ready and no processor ran it: not the program's doing.

        Source: the kernel's scheduler statistics, second field of ``/proc/<pid>/schedstat``; 0 where there are none.
        """
        try:
            known = Path(f"/proc/self/fdinfo/{self._pidfd}").read_text("ascii")
            pid = next(line.split()[1] for line in known.splitlines() if line.startswith("Pid:"))
            return min(GRACE, int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9)
        except (OSError, ValueError, LookupError, StopIteration):
            return 0.0

    def _drain(self) -> None:
        """Read what is there of the output; keep the first part, end a flood."""
        while self._output is not None:
            try:
                part = os.read(self._output, 1 << 16)
            except BlockingIOError:
                return
            if not part:
                os.close(self._output)
                self._output = None
                return
            self._printed += len(part)
            self._text += part[: max(0, self._kept - len(self._text))]
            if self._printed > self._max:
                self.kill()
                raise Gone("output")

    def _how_it_ended(self) -> str:
        status = self._status()
        if status is None:
            raise ServerLost("the fork server died")
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number in (signal.SIGKILL, signal.SIGXCPU):
                return "time"
            return "forbidden" if number == signal.SIGSYS else "crash"
        return "left"

    def _status(self) -> int | None:
        """Its wait status, as the fork server reports it; None if the server is gone."""
        self._reports.settimeout(5)
        try:
            message = self._reports.recv(32)
        except OSError:
            return None
        return int(json.loads(message)) if message else None


def now() -> float:
    """The clock that deadlines are on."""
    return time.monotonic()
