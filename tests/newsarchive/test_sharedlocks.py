"""Locks between machines that share a database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection

from articles.ingest.dropfolder import DropFolder, FolderRefused
from newsarchive.operations import workers
from newsarchive.sharedlocks import SharedLock, held, is_held
from search.engines.base import Turn
from search.engines.registry import get_engine
from search.index.turns import turn_to_write
from tests.databases import IS_POSTGRESQL
from tests.paths import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def elsewhere(name: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has a lock of this database, as one of another machine."""
    url = f"postgres://archive@127.0.0.1:{connection.settings_dict['PORT']}"
    code = (
        "import django; django.setup(); import sys, time\n"
        "from newsarchive.sharedlocks import SharedLock\n"
        f"lock = SharedLock({name!r}); print(lock.acquire(), flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            "DATABASE_URL": f"{url}/{connection.settings_dict['NAME']}",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin and process.stdout
    assert process.stdout.readline() == "True\n"
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def until(condition: Callable[[], bool]) -> None:
    """The server notices a moment later that a connection was closed."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_is_always_ours_where_one_machine_has_the_database() -> None:
    with held("a name") as is_ours:
        assert is_ours
        assert is_held("a name") is IS_POSTGRESQL


@pytest.mark.postgresql
def test_one_process_has_it_and_a_kill_frees_it() -> None:
    with elsewhere("a name") as process:
        assert is_held("a name")
        with held("a name") as is_ours:
            assert not is_ours
        with held("another name") as is_ours:
            assert is_ours
        process.kill()
        with held("a name", wait=20) as is_ours:
            assert is_ours
    until(lambda: not is_held("a name"))


@pytest.mark.postgresql
def test_it_is_taken_again_after_the_server_was_restarted() -> None:
    lock = SharedLock("a name")
    assert lock.acquire()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    assert lock.renew()
    assert is_held("a name")
    lock.release()


@pytest.mark.postgresql
def test_the_index_is_written_by_one_machine(index_folder: Path) -> None:
    engine = get_engine()
    with elsewhere("index"), turn_to_write(engine) as turn:
        assert turn is Turn.ANOTHERS
    with turn_to_write(engine, rebuilding=True) as turn:
        assert turn is Turn.OURS
        with turn_to_write(engine) as another:
            assert another is Turn.REBUILD


@pytest.mark.postgresql
def test_threads_of_a_process_do_not_each_ask_the_database(index_folder: Path) -> None:
    engine = get_engine()
    with (
        turn_to_write(engine),
        mock.patch.object(SharedLock, "acquire", side_effect=AssertionError("it asks")),
        turn_to_write(engine, wait=0.05) as another,
    ):
        assert another is Turn.ANOTHERS


@pytest.mark.postgresql
def test_one_machine_watches_a_folder(tmp_path: Path) -> None:
    with DropFolder(tmp_path, 0).locked():
        name = (tmp_path / ".watch.lock").read_text()
    with (
        elsewhere(f"drop folder {name}"),
        pytest.raises(FolderRefused, match="another machine"),
        DropFolder(tmp_path, 0).locked(),
    ):
        pass
    other = tmp_path / "other"
    other.mkdir()
    with elsewhere(f"drop folder {name}"), DropFolder(other, 0).locked():
        pass


@pytest.mark.postgresql
def test_a_worker_of_another_machine_is_seen(tmp_path: Path) -> None:
    with elsewhere("worker abc"):
        assert workers._is_alive("abc")
    until(lambda: not workers._is_alive("abc"))
