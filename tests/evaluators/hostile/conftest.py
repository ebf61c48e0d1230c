"""A small world beside the sandbox that an attack may try to touch."""

import socket

import pytest

from evaluators.sandbox import run as sandbox_run
from evaluators.sandbox.limits import default_limits

collect_ignore = ["attacks"]
"""Attacks are data here: pytest must not import them."""


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """A world-writable folder with a canary file, a listening port, a listening unix socket."""
    folder = tmp_path_factory.mktemp("world")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o777)
    canary = folder / "canary"
    canary.write_text("CANARY", "utf-8")
    canary.chmod(0o666)
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(socket.AF_UNIX) as unix:
        listener.setblocking(False)  # noqa: FBT003 - the name of the standard method says it
        unix.bind(str(folder / "socket"))
        (folder / "socket").chmod(0o777)
        unix.listen()
        unix.setblocking(False)  # noqa: FBT003 - the same
        yield {"folder": folder, "canary": canary, "port": listener.getsockname()[1], "listeners": (listener, unix)}


@pytest.fixture(autouse=True)
def _short_limits(monkeypatch):
    """Attacks that wait for the clock need not wait long."""
    quick = default_limits().model_copy(update={"call": 0.8, "wall": 2.5, "cpu": 3})
    monkeypatch.setattr(sandbox_run, "default_limits", lambda: quick)
