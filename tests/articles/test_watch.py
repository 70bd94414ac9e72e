"""A drop folder, watched by a process as an operator starts it."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.paths import ROOT, SEEDS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def archive(empty_archive: Archive, tmp_path: Path) -> Archive:
    (tmp_path / "archive").mkdir()
    return empty_archive.copy_to(tmp_path / "archive")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "drop"
    made.mkdir()
    return made


def watch(archive: Archive, folder: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "watch", "--settle", "0.3", *options, str(folder)],
        cwd=ROOT,
        env=archive.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def articles(archive: Archive) -> int:
    ((count,),) = archive.execute("SELECT count(*) FROM articles_article")
    return int(count)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_is_dropped_is_ingested_and_moved(archive: Archive, folder: Path) -> None:
    seeds = sorted(SEEDS.iterdir())
    shutil.copytree(SEEDS, folder / "march")
    (folder / "broken.jsonl").write_text('{"headline": "Ferry sinks"}\nno record\n')
    shutil.copy(seeds[0], folder / "again.txt")
    process = watch(archive, folder, "--once")
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr
    assert {each.name for each in (folder / "done").iterdir()} == {"march", "again.txt"}
    reason = (folder / "failed" / "broken.jsonl.reason.txt").read_text()
    assert "broken.jsonl:2: Line 2" in reason
    assert (folder / "failed" / "broken.jsonl").exists()
    assert articles(archive) == len(seeds) + 1
    archive.check()


def test_a_text_that_another_article_has_is_no_failure(archive: Archive, folder: Path) -> None:
    body = "The lighthouse of Quibblewick was closed for repairs, the harbour office said today. "
    copies = [
        {"id": outlet, "headline": "Lighthouse closed", "outlet": outlet, "body": body * 6}
        for outlet in ("The Post", "The Mail")
    ]
    (folder / "copies.jsonl").write_text("\n".join(map(json.dumps, copies)))
    watcher = watch(archive, folder, "--once")
    _, said = watcher.communicate(timeout=120)
    assert watcher.returncode == 0, said
    assert articles(archive) == 2
    assert (folder / "done" / "copies.jsonl").exists()


@pytest.mark.slow
def test_a_stopped_or_killed_watcher_loses_and_doubles_nothing(
    archive: Archive, folder: Path
) -> None:
    """Stopped in order once, and killed between storing and moving."""
    process = watch(archive, folder)
    (folder / "one.jsonl").write_text(json.dumps({"headline": "Ferry sinks", "id": "1"}))
    until((folder / "done" / "one.jsonl").exists)
    process.send_signal(signal.SIGTERM)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 143, stderr
    assert "Stopped." in stderr

    (folder / "two.jsonl").write_text(json.dumps({"headline": "Ferry found", "id": "2"}))
    process = watch(archive, folder)
    until(lambda: articles(archive) == 2 or process.poll() is not None)
    process.kill()
    process.communicate(timeout=60)
    if (folder / "done" / "two.jsonl").exists():
        (folder / "done" / "two.jsonl").rename(folder / "two.jsonl")
    process = watch(archive, folder, "--once")
    process.communicate(timeout=60)
    assert (folder / "done" / "two.jsonl").exists()
    assert articles(archive) == 2
    archive.check()


@pytest.mark.slow
def test_a_second_watcher_is_refused_and_so_is_a_missing_folder(
    archive: Archive, folder: Path
) -> None:
    first = watch(archive, folder)
    until((folder / "done").exists)
    second = watch(archive, folder)
    assert "Another process watches" in second.communicate(timeout=60)[1]
    assert second.returncode == 1
    first.terminate()
    first.communicate(timeout=60)
    missing = watch(archive, folder / "nowhere")
    assert "is not a folder" in missing.communicate(timeout=60)[1]
    assert missing.returncode == 1
