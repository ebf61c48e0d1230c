"""Opens the database: the address, SQLite's settings, the schema, and one sentence for each thing that can be wrong."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from interview_flow import migrations

BUSY_MS = 10_000
"""How long SQLite waits for another process's write."""

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class DatabaseProblem(Exception):  # noqa: N818 - reads as what it says
    """The database cannot be used; the message is one sentence that says what to do."""


async def open_database(address: str, *, create: bool = True) -> AsyncEngine:
    """The database at `address`, a URL, with today's schema.

    Raises:
        DatabaseProblem: it cannot be opened, read or written, or its schema is newer than this program; or it is a file
            that does not exist, and none is to be made.

    """
    url = _url(address)
    _check_file(url, create=create)
    # A queue of connections would only make SQLite's writers wait for one another inside the database.
    sizes: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if _is_sqlite(url) else {"pool_pre_ping": True}
    engine = create_async_engine(url, **sizes)
    if _is_sqlite(url):
        event.listen(engine.sync_engine, "connect", _configure_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
    try:
        with sentences(address):
            async with engine.begin() as connection:
                await connection.run_sync(_upgrade)
    except BaseException:
        await engine.dispose()
        raise
    return engine


def whole(
    method: Callable[Parameters, Coroutine[Any, Any, Result]],
) -> Callable[Parameters, Coroutine[Any, Any, Result]]:
    """Let a transaction that has begun come to its end, also where whoever waits for it is cancelled.

    A driver cut off in the middle would go on in its thread, over a loop that may be closed by then.
    """

    @wraps(method)
    async def run(*args: Parameters.args, **named: Parameters.kwargs) -> Result:
        transaction = asyncio.ensure_future(method(*args, **named))
        try:
            return await asyncio.shield(transaction)
        except asyncio.CancelledError:
            await asyncio.wait([transaction])
            # Looked at, so that it is not reported as overlooked.
            transaction.cancelled() or transaction.exception()
            raise

    return run


@whole
async def earliest(engine: AsyncEngine, query: Any) -> datetime | None:
    """The moment that `query` selects, if there is any."""
    with sentences():
        async with engine.begin() as connection:
            found: datetime | None = (await connection.execute(query)).scalar()
            return found


def inserting(engine: AsyncEngine) -> Any:
    """The ``insert`` of this database that can say what is done on a conflict."""
    return postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert


@contextmanager
def sentences(address: str = "") -> Iterator[None]:
    """Turn what a driver raises into a `DatabaseProblem`; a broken constraint passes through.

    `address` is named without its password.
    """
    where = f" {shown_address(address)}" if address else ""
    try:
        yield
    except DBAPIError as error:
        problem = _sentence(str(error.orig), where)
        if problem is None:
            raise
        raise DatabaseProblem(problem) from error
    except OSError as error:
        # asyncpg reports an unreachable server so.
        raise DatabaseProblem(f"The database{where} cannot be reached ({error}): is its server running?") from error


def shown_address(address: str) -> str:
    """`address` as a message may show it: without the password."""
    try:
        return make_url(address).render_as_string(hide_password=True)
    except ArgumentError:
        return "(address not readable)"


def _url(address: str) -> URL:
    try:
        url = make_url(address)
        url = url.set(drivername=DRIVERS.get(url.drivername, url.drivername))
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseProblem(
            "The database address is not understood: write sqlite:///path/to/file.db or postgresql://user@host/name."
        ) from error
    if url.drivername not in DRIVERS.values():
        raise DatabaseProblem(f"A database of the kind {url.drivername!r} is not supported: use sqlite or postgresql.")
    return url


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _check_file(url: URL, *, create: bool) -> None:
    """SQLite's own message ("unable to open database file") names neither the file nor the reason."""
    if not _is_sqlite(url) or not url.database or url.database.startswith((":memory:", "file:")):
        return
    path = Path(url.database)
    if not path.parent.is_dir():
        raise DatabaseProblem(f"The folder {path.parent} of the database does not exist: make it, or name another.")
    if path.is_dir():
        raise DatabaseProblem(f"The database {path} is a folder: name a file in it.")
    if not create and not path.exists():
        raise DatabaseProblem(
            f"There is no database {path}, and so no interview yet: name another file, or begin with "
            "`mock-interviewer chat`."
        )


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # SQLAlchemy begins transactions itself (`_begin_immediate`): the driver must not.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # Deleted rows are overwritten: "delete my data" is meant.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # Only what must survive a power cut waits for the disk; a process that is killed loses neither.
    wanted = "FULL" if connection.get_execution_options().get("durable", True) else "NORMAL"
    if connection.info.get("synchronous") != wanted:
        connection.exec_driver_sql(f"PRAGMA synchronous={wanted}")
        connection.info["synchronous"] = wanted
    # A transaction that reads first and writes later could not be let through while another writes.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(connection: Connection) -> None:
    """Bring the schema up to date; nothing but one query where it is."""
    known = migrations.revisions()
    if connection.dialect.has_table(connection, "alembic_version"):
        current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if current == known[-1]:
            return
        if current is not None and current not in known:
            raise DatabaseProblem(
                f"The database was written by a newer version of this program (schema {current}, known up to "
                f"{known[-1]}): update the program, or name another database."
            )
    # Alembic takes a quarter of a second to import and is needed once per database and version.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(migrations.HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _sentence(message: str, where: str) -> str | None:
    """What to tell a person whom a driver's `message` met; None where it is no matter of the database's condition."""
    lowered = message.lower()
    for sign, sentence in (
        ("is locked", f"The database{where} is locked by another program: close that program, then try again."),
        ("readonly", f"The database{where} cannot be written: give this program write access to the file and folder."),
        ("unable to open", f"The database{where} cannot be opened: check that the path exists and may be read."),
        ("not a database", f"The file{where} is no SQLite database: name another file."),
        ("malformed", f"The database{where} is damaged: restore it from a copy, or name another file."),
        ("is full", f"The disk that holds the database{where} is full: free some space, then try again."),
        ("disk i/o", f"The disk that holds the database{where} reports an error: check it, then try again."),
        ("password authentication", f"The database{where} refuses the user or password: check its address."),
        ("does not exist", f"The database{where} does not exist: create it, or name another ({message})."),
        ("connection", f"The connection to the database{where} failed: is its server running?"),
    ):
        if sign in lowered:
            return sentence
    return None
