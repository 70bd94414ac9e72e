"""What a killed worker process was doing is done again by the next one, or one that runs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from newsarchive.operations.workers import give_back, registered
from newsarchive.uploads.tasks import clear

pytestmark = pytest.mark.django_db(transaction=True)

#: A process that holds the lock of a worker as the command does.
HOLD = """
import fcntl, sys, time
file = open(sys.argv[1] + "/.worker-other", "w")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def running(worker: str) -> DBTaskResult[Any, Any]:
    task = DBTaskResult.objects.get(pk=clear.enqueue().id)
    task.claim(worker)
    return task


def status(task: DBTaskResult[Any, Any]) -> str:
    task.refresh_from_db()
    return str(task.status)


def test_tasks_of_a_worker_that_runs_are_left_to_it(folder: Path) -> None:
    with override_settings(UPLOAD_FOLDER=str(folder)):
        task = running("here")
        with registered("here"):
            assert give_back() == 0
            assert status(task) == "RUNNING"
        assert list(folder.iterdir()) == []
        assert give_back() == 1
        assert status(task) == "READY"
        assert give_back() == 0


def test_tasks_of_a_worker_that_was_told_twice_to_stop_wait_again(folder: Path) -> None:
    with override_settings(UPLOAD_FOLDER=str(folder)):
        stopped, failed = running("here"), running("here")
        stopped.set_failed(SystemExit(1))
        failed.set_failed(ValueError("x"))
        assert give_back() == 1
        assert (status(stopped), status(failed)) == ("READY", "FAILED")


def test_tasks_of_a_worker_that_was_killed_wait_again(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with override_settings(UPLOAD_FOLDER=str(folder)):
            task = running("other")
            assert (give_back(), status(task)) == (0, "RUNNING")
            process.kill()
            process.wait()
            deadline = time.monotonic() + 5
            while not give_back() and time.monotonic() < deadline:
                time.sleep(0.05)
            assert status(task) == "READY"
            assert list(folder.iterdir()) == []
