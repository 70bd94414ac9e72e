"""Worker processes that were killed, and the tasks that they left.

Each process of `manage.py db_worker` holds a lock on a file of its own, which the kernel releases
when the process ends, however it ends; with PostgreSQL also a lock of the database, which other
machines see. Tasks that such a process was running wait again: each task can be repeated.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.conf import settings
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsarchive.sharedlocks import SharedLock, is_held

logger = logging.getLogger(__name__)

_PREFIX: Final = ".worker-"
_STOPPED: Final = ("builtins.KeyboardInterrupt", "builtins.SystemExit")


@contextmanager
def registered(worker: str) -> Iterator[SharedLock]:
    """Hold the lock of a worker process. Raises OSError if it cannot be held.

    Yields the lock that other machines see, which is to be renewed now and then."""
    path = _path(worker)
    handle = _locked(path)
    shared = SharedLock(_name(worker))
    try:
        shared.acquire()
        yield shared
    finally:
        shared.release()
        path.unlink(missing_ok=True)
        os.close(handle)


def _locked(path: Path) -> int:
    """Return an open, locked file. Another process may remove it before it is locked: try again."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)


def give_back() -> int:
    """Let the tasks of workers that have ended wait again; returns how many there are.

    Removes the files that killed workers have left.
    """
    # A worker that is told twice to stop writes its task down as failed.
    stopped = DBTaskResult.objects.failed().filter(exception_class_path__in=_STOPPED)
    given_back = stopped.update(status=TaskResultStatus.READY, started_at=None, finished_at=None)
    for task in DBTaskResult.objects.running().only("worker_ids", "task_path"):
        if task.worker_ids and _is_alive(task.worker_ids[-1]):
            continue
        rows = DBTaskResult.objects.running().filter(pk=task.pk, worker_ids=task.worker_ids)
        if not rows.update(status=TaskResultStatus.READY, started_at=None):
            continue  # another process was faster
        given_back += 1
        logger.warning("Task %s, whose worker was killed, is done again.", task.task_path)
    for path in Path(settings.UPLOAD_FOLDER).glob(f"{_PREFIX}*"):
        if not _is_alive(path.name.removeprefix(_PREFIX)):
            path.unlink(missing_ok=True)
    return given_back


def _path(worker: str) -> Path:
    return Path(settings.UPLOAD_FOLDER) / f"{_PREFIX}{worker}"


def _name(worker: str) -> str:
    return f"worker {worker}"


def _is_alive(worker: str) -> bool:
    if is_held(_name(worker)):
        return True
    with suppress(FileNotFoundError):
        handle = os.open(_path(worker), os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
    return False
