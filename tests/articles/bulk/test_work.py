"""Bulk changes are done in parts, by whichever process comes next, and survive kills."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django_tasks_db.models import DBTaskResult

from articles.bulk import work
from articles.bulk.kind import Kind
from articles.bulk.runundoing import RunUndoing
from articles.ingest import undoing
from articles.ingest.ingest import ingest
from articles.ingest.runlog import begun
from articles.models import Article, BulkChange, Capture, IngestRun
from articles.readers import find

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ana() -> User:
    return User.objects.create_superuser("ana")


@pytest.fixture
def run(tmp_path: Path, index_folder: Path) -> IngestRun:
    """An ingest of six articles."""
    path = tmp_path / "news.jsonl"
    path.write_text("".join(f'{{"id": {n}, "headline": "Ferry {n}"}}\n' for n in range(6)))
    record = begun([str(path)], by="ana")
    list(ingest(find([path]), record=record))
    return record


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (Kind, RunUndoing):
        monkeypatch.setattr(kind, "size", 2)
    monkeypatch.setattr(work, "SECONDS", 0)


def worker() -> None:
    call_command("db_worker", "--batch", "--no-startup-delay", "--no-reload", verbosity=0)


def undo(run: IngestRun, by: User) -> BulkChange:
    return work.start("undo", undoing.outcomes_of(run), by, {"runs": [run.pk]})


def test_a_run_is_undone_by_a_worker(run: IngestRun, ana: User, small_parts: None) -> None:
    change = undo(run, ana)
    assert (change.done, change.total, Article.objects.count()) == (2, 6, 4)
    run.refresh_from_db()
    assert run.state != IngestRun.State.UNDONE
    worker()
    change.refresh_from_db()
    run.refresh_from_db()
    assert (change.state, Article.objects.count(), Capture.objects.count()) == ("done", 0, 0)
    assert (run.state, run.undone_by) == ("undone", "ana")
    entry = LogEntry.objects.get()
    assert entry.change_message.startswith("Undone. Articles: 6 removed")
    worker()
    assert LogEntry.objects.count() == 1


def test_a_part_that_was_interrupted_is_done_once(
    run: IngestRun, ana: User, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a kill does: nothing of the part is stored, and its task is running for ever."""
    change = undo(run, ana)
    task = DBTaskResult.objects.ready().get()
    task.claim("killed")
    do = RunUndoing.do

    def interrupted(*args: Any) -> Any:
        do(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(RunUndoing, "do", interrupted)
        work.work(change)
    assert Article.objects.count() == 4
    worker()
    change.refresh_from_db()
    assert (change.state, change.done, Article.objects.count()) == ("done", 6, 0)
    assert change.tally == {f"{run.pk} removed": 6}


def test_two_processes_may_work_at_one_change(run: IngestRun, ana: User, small_parts: None) -> None:
    keys = list(Article.objects.values_list("pk", flat=True))
    change = work.start("withdraw", keys, ana)
    other = BulkChange.objects.get(pk=change.pk)
    for each in (change, other, change, other):
        work.work(each, until=0)
    change.refresh_from_db()
    assert (change.state, change.tally) == ("done", {"done": 6})
    assert LogEntry.objects.count() == 6


def test_an_account_can_be_deleted_while_its_change_is_done(
    run: IngestRun, ana: User, small_parts: None
) -> None:
    keys = list(Article.objects.values_list("pk", flat=True))
    change = work.start("withdraw", keys, ana)
    chief = Client()
    chief.force_login(User.objects.create_superuser("chief"))
    assert chief.post(f"/admin/auth/user/{ana.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=ana.pk).exists()
    worker()
    page = chief.get(f"/admin/articles/bulkchange/{change.pk}/change/").content.decode()
    assert "The account that started it was deleted." in page
    assert Article.objects.shown().count() == 4


def test_a_change_whose_processes_are_killed_again_and_again_fails(
    run: IngestRun, ana: User, small_parts: None
) -> None:
    change = undo(run, ana)
    tasks = DBTaskResult.objects.all()
    tasks.update(worker_ids=["killed"] * work.ATTEMPTS)
    worker()
    change.refresh_from_db()
    assert change.state == "failed"
    assert "ended 5 times" in change.problems[-1]


def test_a_database_that_cannot_be_used_is_said(
    run: IngestRun, ana: User, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> Any:
        raise DatabaseError("database or disk is full")

    change = undo(run, ana)
    with monkeypatch.context() as patch:
        patch.setattr(RunUndoing, "do", full)
        worker()
    change.refresh_from_db()
    assert "has no space left" in change.problems[-1]
    work.continue_failed(change)
    worker()
    change.refresh_from_db()
    assert (change.state, Article.objects.count()) == ("done", 0)
