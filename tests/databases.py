"""Databases of archives: a file of SQLite, or a database of the PostgreSQL that the tests run on.

Each can take over the content of the test database, give it back, and be used by other processes.
"""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection

IS_POSTGRESQL = "postgresql" in settings.DATABASES["default"]["ENGINE"]

#: The tables of the test database, in the order of their names.
_tables: list[str] = []


class Database(Protocol):
    """The database of one archive."""

    @property
    def url(self) -> str:
        """Its DATABASE_URL, for other processes."""

    def keep(self) -> None:
        """Make it what the test database is now."""

    def restore(self) -> None:
        """Make the test database what this one is now."""

    def copy_from(self, other: Any) -> None:
        """Make it what another one of its kind is now."""

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        """Run statements in it, which other processes may use; returns the rows of the last."""


@dataclass
class SqliteFile:
    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def keep(self) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(self.path)) as kept:
            connection.connection.backup(kept)

    def restore(self) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(self.path)) as kept:
            kept.backup(connection.connection)

    def copy_from(self, other: SqliteFile) -> None:
        shutil.copyfile(other.path, self.path)

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        with closing(sqlite3.connect(self.path, timeout=20)) as own, own:
            for statement in sql.split(";"):
                rows = own.execute(statement).fetchall()
        return rows


@dataclass
class _Rows:
    """What a database holds: the rows of its tables as COPY writes them, and its sequences."""

    tables: dict[str, bytes] = field(default_factory=dict)
    sequences: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def of(cls, cursor: Any) -> _Rows:
        if not _tables:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            _tables.extend(name for (name,) in cursor.fetchall())
        full = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in _tables
        )
        cursor.execute(full)
        found = cls()
        for (name,) in cursor.fetchall():
            with cursor.copy(f"COPY {name} TO STDOUT (FORMAT binary)") as copy:
                found.tables[name] = b"".join(map(bytes, copy))
        cursor.execute(
            "SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences"
            " WHERE last_value IS NOT NULL"
        )
        found.sequences = cursor.fetchall()
        return found

    def load(self, cursor: Any) -> None:
        # Without triggers, so that the order of tables does not matter.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(";".join(f"DELETE FROM {name}" for name in _tables))
        for name, rows in self.tables.items():
            with cursor.copy(f"COPY {name} FROM STDIN (FORMAT binary)") as copy:
                copy.write(rows)
        cursor.execute(
            "SELECT setval(c.oid, 1, false) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'S' AND n.nspname = 'public'"
        )
        for name, value in self.sequences:
            cursor.execute(f"SELECT setval('{name}', {value})")
        cursor.execute("SET session_replication_role = DEFAULT")


@dataclass
class PostgresDatabase:
    """Held in memory until another process needs it: then it is made in the server."""

    name: str = field(default_factory=lambda: f"archive_{uuid.uuid4().hex}")
    rows: _Rows | None = None
    is_made: bool = False

    @property
    def url(self) -> str:
        if not self.is_made:
            self._make()
        base, _, _ = settings.TEST_DATABASE_URL.rpartition("/")
        return f"{base}/{self.name}"

    def keep(self) -> None:
        _template()
        with connection.cursor() as cursor:
            self._take(_Rows.of(cursor.cursor))

    def restore(self) -> None:
        if not self.is_made and self.rows is None:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            return
        rows = self._now()
        with connection.cursor() as cursor:
            is_changed = _shape(cursor) != _shapes[-1]
        if is_changed:
            _make_tables_anew()
        with connection.cursor() as cursor:
            rows.load(cursor.cursor)

    def copy_from(self, other: PostgresDatabase) -> None:
        self._take(other._now())

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        if not self.is_made:
            self._make()
        with _connected(self.name) as own:
            cursor = own.execute(sql)
            while cursor.nextset():
                pass
            return cursor.fetchall() if cursor.description else []

    def _take(self, rows: _Rows) -> None:
        self.rows = rows
        if self.is_made:
            with _connected(self.name) as own, own.cursor() as cursor:
                rows.load(cursor)

    def _now(self) -> _Rows:
        if not self.is_made:
            assert self.rows is not None, "nothing was kept"
            return self.rows
        with _connected(self.name) as own, own.cursor() as cursor:
            return _Rows.of(cursor)

    def _make(self) -> None:
        """Without rows it has no tables either, as a database that was not migrated."""
        template = "template0" if self.rows is None else _template()
        with _connected("postgres") as server:
            server.execute(f"CREATE DATABASE {self.name} TEMPLATE {template}")
        self.is_made = True
        if self.rows is not None:
            with _connected(self.name) as own, own.cursor() as cursor:
                self.rows.load(cursor)


def _connected(database: str) -> Any:
    import psycopg

    base, _, _ = settings.TEST_DATABASE_URL.rpartition("/")
    return psycopg.connect(
        f"{base.replace('postgres:', 'postgresql:')}/{database}", autocommit=True
    )


#: What ``_shape`` has returned of the tables of this version.
_shapes: list[Any] = []


def _shape(cursor: Any) -> Any:
    """A value that differs after any change of the tables of a database."""
    cursor.execute(
        "SELECT count(*), max(c.oid), sum(c.relnatts), max(c.xmin::text::bigint) FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'"
    )
    return cursor.fetchone()


def _make_tables_anew() -> None:
    """A test has migrated the test database to another version, or has removed its tables."""
    own = connection.settings_dict["NAME"]
    connection.close()
    with _connected("postgres") as server:
        server.execute(f"DROP DATABASE {own} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {own} TEMPLATE {own}_tables")
    with connection.cursor() as cursor:
        _shapes.append(_shape(cursor))


def _template() -> str:
    """A database with the tables of the test database, which is copied once."""
    own = connection.settings_dict["NAME"]
    name = f"{own}_tables"
    if _shapes:
        return name
    with _connected("postgres") as server:
        # Nobody may be connected to a database that is copied. Ours opens again when it is used.
        assert not connection.in_atomic_block
        connection.close()
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                       [own])  # fmt: skip
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {own}")
    with connection.cursor() as cursor:
        _shapes.append(_shape(cursor))
    return name


def lift_limits() -> None:
    """Let columns of the test database hold texts of any length until it is restored. SQLite does
    so, and texts that are longer than any real one show where they end up."""
    if IS_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(format('ALTER TABLE %I ALTER COLUMN %I TYPE text', table_name,"
                " column_name), ';') FROM information_schema.columns"
                " WHERE table_schema = 'public' AND data_type = 'character varying'"
            )
            ((statements,),) = cursor.fetchall()
            cursor.execute(statements)


def ensure_database() -> None:
    """Make the database of this process if it is not there: no test of it uses a test database."""
    own = connection.settings_dict["NAME"]
    if IS_POSTGRESQL:
        with _connected("postgres") as server:
            names = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [own])
            if names.fetchone() is None:
                server.execute(f"CREATE DATABASE {own}")


def stored_files() -> list[Path]:
    """The files of the test database, with all that was committed; those of PostgreSQL only for
    its own account and root."""
    if not IS_POSTGRESQL:
        path = Path(connection.settings_dict["NAME"])
        return sorted(path.parent.glob(f"{path.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        ((number,),) = cursor.fetchall()
        cursor.execute("SHOW data_directory")
        ((folder,),) = cursor.fetchall()
    return sorted(Path(folder, "base", str(number)).iterdir())


def lose_database() -> None:
    """Remove the tables of the test database, as if its disk were lost."""
    if IS_POSTGRESQL:
        PostgresDatabase().restore()
        return
    files = stored_files()
    connection.close()
    for path in files:
        path.unlink(missing_ok=True)  # closing may have removed those of the log


def new_database(folder: Path) -> Database:
    """The database of an archive in a folder; there need not be one yet."""
    return PostgresDatabase() if IS_POSTGRESQL else SqliteFile(folder / "archive.sqlite3")
