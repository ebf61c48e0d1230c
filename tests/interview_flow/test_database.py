"""Each thing that can be wrong with a database gets one sentence that says what to do."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from interview_flow import migrations
from interview_flow.database import DatabaseProblem, open_database
from interview_flow.tables import metadata


async def problem(address: str) -> str:
    """What a person is told who names `address`."""
    with pytest.raises(DatabaseProblem) as caught:
        await open_database(address)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    return sentence


async def made(path: Path) -> str:
    """A good database."""
    address = f"sqlite:///{path}"
    await (await open_database(address)).dispose()
    return address


@pytest.mark.parametrize("address", ["interview.db", "", "sqlite", "://", "nosuch://x", "http://example.org/x"])
async def test_an_address_that_is_none(address):
    assert "sqlite:///" in await problem(address)


async def test_another_sort_of_database():
    assert "not understood" in await problem("mysql://u@h/x") or "not supported" in await problem("mysql://u@h/x")


async def test_a_missing_folder(tmp_path):
    assert f"{tmp_path}/none of the database does not exist" in await problem(f"sqlite:///{tmp_path}/none/i.db")


async def test_a_folder_in_place_of_a_file(tmp_path):
    assert "is a folder" in await problem(f"sqlite:///{tmp_path}")


async def test_a_file_of_another_kind(tmp_path):
    (tmp_path / "i.db").write_text("not a database, but long enough to be read as a header " * 20)
    assert "no SQLite database" in await problem(f"sqlite:///{tmp_path}/i.db")


async def test_a_file_that_may_not_be_written(tmp_path):
    """Opened as read-only: permissions would not stop an administrator's test run."""
    sqlite3.connect(tmp_path / "i.db").close()
    sentence = await problem(f"sqlite:///file:{tmp_path}/i.db?mode=ro&uri=true")
    assert "cannot be" in sentence


async def test_a_locked_file(tmp_path, monkeypatch):
    address = await made(tmp_path / "i.db")
    monkeypatch.setattr("interview_flow.database.BUSY_MS", 1)
    holder = sqlite3.connect(tmp_path / "i.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert "locked by another program" in await problem(address)
    holder.close()
    await (await open_database(address)).dispose()


async def test_a_database_of_a_newer_program(tmp_path):
    address = await made(tmp_path / "i.db")
    with sqlite3.connect(tmp_path / "i.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'v999'")
    assert "newer version of this program" in await problem(address)


async def test_a_server_that_is_not_there(tmp_path):
    assert "server running" in await problem(f"postgresql://u:hunter2@/x?host={tmp_path}")


async def test_a_password_is_never_shown(tmp_path):
    assert "hunter2" not in await problem(f"postgresql://u:hunter2@/x?host={tmp_path}")


async def test_no_such_database(address):
    """On a server that is there; SQLite makes its file."""
    if address.startswith("postgresql"):
        assert "does not exist" in await problem(address.replace("?", "_none?"))


async def test_opening_again_runs_no_migration(tmp_path, monkeypatch):
    """The second start must not pay for Alembic."""
    address = await made(tmp_path / "i.db")
    monkeypatch.setitem(__import__("sys").modules, "alembic", None)
    await (await open_database(address)).dispose()


async def test_the_migrations_make_the_tables_that_the_program_uses(address):
    """Same tables, columns, keys and indexes as `tables.py` describes, by Alembic's own comparison."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    engine = await open_database(address)
    async with engine.connect() as connection:
        differences = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"compare_type": True}), metadata)
        )
    await engine.dispose()
    assert differences == []


def test_revisions_are_counted_not_spelt():
    """v10 comes after v9."""
    assert migrations.revisions()[0] == "v1"
    assert all(name == f"v{place}" for place, name in enumerate(migrations.revisions(), 1))


@pytest.mark.parametrize(("durable", "synchronous"), [(True, 2), (False, 1)])
async def test_sqlite_is_set_for_durability(tmp_path, durable, synchronous):
    """A decision waits for the disk; a mark that may be lost does not."""
    engine = await open_database(f"sqlite:///{tmp_path}/i.db")
    async with engine.execution_options(durable=durable).connect() as connection:
        found = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    await engine.dispose()
    assert found == ["wal", synchronous, 1]


def test_plain_sqlite_can_read_the_file(tmp_path):
    """An operator looks into it with other tools."""
    import asyncio  # noqa: PLC0415

    asyncio.run(made(tmp_path / "i.db"))
    engine = create_engine(f"sqlite:///{tmp_path}/i.db")
    with engine.connect() as connection:
        assert (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == migrations.revisions()[-1]
        )
    engine.dispose()
