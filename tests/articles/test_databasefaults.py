"""Every command says in a sentence why the database cannot be used, and what to do."""

from __future__ import annotations

import ctypes
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)

from articles.databasefaults import is_of_operation, sentence
from tests.archive import Archive
from tests.paths import ROOT, SEEDS

COMMANDS = [
    *(["check", "--database", "default"], ["migrate"], ["showmigrations"], ["ingest", str(SEEDS)]),
    *(["extract"], ["learn"], ["drain"], ["reindex"], ["search", "bridge"]),
    *(["createsuperuser", "--noinput", "--username", "a", "--email", "a@b.example"],),
    *(["backup", "b.zip"], ["copies"], ["mentions"]),
]
#: Commands that only read, which a database that cannot be written may well answer.
READING = ("check", "showmigrations", "search", "backup", "reindex", "drain")


def tried(commands: list[list[str]]) -> list[Any]:
    """The first in every run, all with ``--slow``: each is a process of its own."""
    return [
        pytest.param(each, id=" ".join(each), marks=pytest.mark.slow if number else ())
        for number, each in enumerate(commands)
    ]


_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


def manage(
    archive: Archive, *arguments: str, weak: bool = False
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "manage.py", *arguments],
        cwd=ROOT,
        env=archive.environment | {"DJANGO_SUPERUSER_PASSWORD": "a good password"},
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=_give_up_power if weak else None,
    )


def _give_up_power() -> None:
    """Let permissions of files hold for the superuser, too, in the program that starts now."""
    ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE)


def said(done: subprocess.CompletedProcess[str]) -> str:
    """What a command says when it fails: without a traceback, and not at length."""
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("arguments", tried(COMMANDS))
@pytest.mark.sqlite
def test_a_file_that_is_no_database(tmp_path: Path, arguments: list[str]) -> None:
    archive = Archive(tmp_path)
    archive.database.write_bytes(b"This is a letter to the editor. " * 200)
    assert f"{archive.database} is damaged, or is no database" in said(manage(archive, *arguments))


@pytest.mark.parametrize("arguments", tried(COMMANDS[:4]))
@pytest.mark.sqlite
def test_a_database_that_cannot_be_opened(tmp_path: Path, arguments: list[str]) -> None:
    archive = Archive(tmp_path)
    archive.database.mkdir()
    text = said(manage(archive, *arguments))
    assert f"The database {archive.database} cannot be opened" in text
    assert "Check that its folder exists" in text


@pytest.mark.parametrize("arguments", tried([each for each in COMMANDS if each[0] not in READING]))
@pytest.mark.sqlite
def test_a_database_that_cannot_be_written(
    empty_archive: Archive, tmp_path: Path, arguments: list[str]
) -> None:
    archive = empty_archive.copy_to(tmp_path)
    with closing(sqlite3.connect(archive.database)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        database.commit()
    archive.database.chmod(0o444)
    tmp_path.chmod(0o555)
    text = said(manage(archive, *arguments, weak=True))
    tmp_path.chmod(0o700)
    assert f"The database {archive.database} cannot be " in text


@pytest.mark.sqlite
def test_what_only_reads_has_no_traceback_either(empty_archive: Archive, tmp_path: Path) -> None:
    archive = empty_archive.copy_to(tmp_path)
    archive.database.chmod(0o444)
    tmp_path.chmod(0o555)
    for arguments in (["check", "--database", "default"], ["search", "bridge"]):
        assert "Traceback" not in manage(archive, *arguments, weak=True).stderr
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("error", "part", "remedy"),
    [
        (OperationalError("database is locked"), "is locked by another process", "Wait until"),
        (OperationalError("database or disk is full"), "has no space left", "Free up space"),
        (OperationalError("no such table: x"), "does not have the tables", "manage.py migrate"),
        (DatabaseError("database disk image is malformed"), "is damaged", "restore a backup"),
        (OperationalError("disk I/O error"), "cannot be read or written", "Check the disk"),
        (OperationalError("it is broken"), "cannot be used", "Check DATABASE_URL"),
        (
            OperationalError("Connection refused\n\tIs it?"),
            "(Connection refused Is it?)",
            "its server",
        ),
        (OperationalError("server closed the connection"), "is out of reach", "its server runs"),
        (InterfaceError("connection already closed"), "is out of reach", "its server runs"),
        (OperationalError("No space left on device"), "has no space left", "Free up space"),
        (OperationalError("due to lock timeout"), "is being written", "Wait until"),
        (OperationalError("due to statement timeout"), "took too long", "DATABASE_SECONDS"),
        (OperationalError("sorry, too many clients already"), "no connection", "max_connections"),
        (
            OperationalError("connection failed: FATAL:  unsupported startup parameter: options"),
            "behind a pooler",
            "DATABASE_POOLER=on",
        ),
        (OperationalError("no more connections allowed"), "no connection", "max_client_conn"),
        (OperationalError("query_wait_timeout"), "is out of reach", "its server runs"),
        (OperationalError("password authentication failed"), "refuses this user", "the password"),
        (
            ProgrammingError('relation "x" does not exist'),
            "not have the tables",
            "manage.py migrate",
        ),
    ],
)
def test_each_fault_has_a_remedy(error: DatabaseError, part: str, remedy: str) -> None:
    assert is_of_operation(error)
    assert part in sentence(error)
    assert remedy in sentence(error)


def test_a_fault_of_the_program_keeps_its_traceback() -> None:
    assert not is_of_operation(IntegrityError("UNIQUE constraint failed"))
    assert not issubclass(CommandError, DatabaseError)
