"""Large rebuilds in two processes have the result of one process, and fail as a whole."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines.base import EngineUnavailable
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.partner import Partner, is_possible
from search.engines.whoosh.pool import Pool
from search.query.document import Document
from tests.paths import ROOT
from tests.search.engines.material import article, found, phrase, term


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WhooshEngine:
    for name, value in {"ALONE": 10, "TOGETHER": 3, "is_possible": lambda: True}.items():
        monkeypatch.setattr(f"search.engines.whoosh.writing.{name}", value)
    return WhooshEngine(tmp_path / "index")


def files(engine: WhooshEngine) -> list[str]:
    return sorted(path.name for path in engine._folder.path.glob("gen-*/*"))


def test_documents_of_both_processes_are_found(engine: WhooshEngine) -> None:
    given = engine.rebuild(article(id_, f"the war of number{id_}") for id_ in range(1, 201))
    assert given == 200
    assert dict(engine.versions()) == dict.fromkeys(range(1, 201), 1)
    assert len(engine._snapshot().segments) == 2
    assert found(engine, term("war")) == list(range(1, 201))
    assert found(engine, phrase("war of number150")) == [150]
    assert "part" not in files(engine)
    engine.update([article(150, "peace")], range(1, 101))
    assert found(engine, term("war")) == [id_ for id_ in range(101, 201) if id_ != 150]


def test_the_last_of_repeated_documents_is_indexed(engine: WhooshEngine) -> None:
    engine.rebuild(article(id_ % 60 + 1, f"war turn{id_ // 60}") for id_ in range(180))
    assert found(engine, term("war")) == list(range(1, 61))
    assert found(engine, term("turn2")) == list(range(1, 61))
    assert found(engine, term("turn0")) == []


def test_a_small_rebuild_stays_in_one_process(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Partner, "__init__", lambda *_: pytest.fail("a second process"))
    engine.rebuild(article(id_, "war") for id_ in range(1, 10))
    assert found(engine, term("war")) == list(range(1, 10))


def _full() -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("failing", "message"),
    [
        pytest.param(_full, "No space left on device", marks=pytest.mark.slow),
        (lambda: os._exit(9), "A process of the rebuild was ended"),
    ],
    ids=["its disk is full", "it is killed"],
)
def test_a_failure_of_the_second_process_is_reported_and_keeps_the_old_index(
    engine: WhooshEngine,
    monkeypatch: pytest.MonkeyPatch,
    failing: Callable[[], None],
    message: str,
) -> None:
    engine.rebuild([article(1, "war")])
    first, gather = os.getpid(), Pool.gather

    def gathering(pool: Pool, number: int, documents: list[Document]) -> object:
        if os.getpid() != first:
            failing()
        return gather(pool, number, documents)

    monkeypatch.setattr(Pool, "gather", gathering)
    with pytest.raises(EngineUnavailable, match=message):
        engine.rebuild(article(id_, "war") for id_ in range(2, 300))
    assert found(engine, term("war")) == [1]
    assert len(list(engine._folder.path.glob("gen-*"))) == 1


def test_a_failure_of_the_documents_ends_the_second_process(engine: WhooshEngine) -> None:
    def documents() -> Iterator[Document]:
        yield from (article(id_, "war") for id_ in range(1, 100))
        raise RuntimeError("the table is gone")

    with pytest.raises(RuntimeError, match="the table is gone"):
        engine.rebuild(documents())
    assert files(engine) == []


#: Locks a file, sends the second process more than it can read at once, and dies.
DYING = """
import fcntl, os, signal, sys, time
from search.query.document import Document
from search.engines.whoosh.partner import Partner

handle = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(handle, fcntl.LOCK_EX)
large = [Document(id=1, version=1, texts={"body": "war " * 500_000})]
with Partner(lambda documents: time.sleep(1) or [*documents]) as partner:
    while partner.take(large):
        pass
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
def test_the_second_process_dies_with_the_first_and_releases_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "writer.lock"
    subprocess.run([sys.executable, "-c", DYING, str(lock)], cwd=ROOT, check=False)
    with lock.open() as handle:
        for _ in range(100):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                time.sleep(0.1)
    pytest.fail("the lock is held by a process that nobody waits for")


def test_a_process_with_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert is_possible()
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not is_possible()
