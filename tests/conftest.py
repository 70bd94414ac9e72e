"""What tests share: an archive on disk, in a folder of each test's own."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection
from django.test import TransactionTestCase, override_settings
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from articles.ingest.ingest import Outcome, ingest
from articles.readers import find
from tests.paths import SEEDS

# By hand every run tries new examples; the build tries the same ones each time, so that it fails
# for a change and not by chance. No deadlines: machines are noisy.
hypothesis_settings.register_profile("exploring", deadline=None)
hypothesis_settings.register_profile("repeating", deadline=None, derandomize=True)
hypothesis_settings.load_profile("repeating" if os.environ.get("CI") else "exploring")


Ingest = Callable[..., list[Outcome]]
TempPaths = pytest.TempPathFactory


class Archive:
    """A table and its index at a moment: kept once, and put in place for each test that asks."""

    def __init__(self, folder: Path) -> None:
        self.table, self.index = folder / "table.sqlite3", folder / "index"
        connection.ensure_connection()
        with closing(sqlite3.connect(self.table)) as kept:
            connection.connection.backup(kept)

    def restore(self) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(self.table)) as kept:
            kept.backup(connection.connection)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: TempPaths
) -> Iterator[None]:
    """After a test that commits, the empty table is copied over: deleting each row takes longer."""
    with django_db_blocker.unblock():
        empty = Archive(tmp_path_factory.mktemp("empty"))
    with mock.patch.object(TransactionTestCase, "_fixture_teardown", lambda test: empty.restore()):
        yield


@pytest.fixture(scope="session")
def index_folders(tmp_path_factory: TempPaths) -> Iterator[Path]:
    """Folders that nobody has used yet."""
    folder = tmp_path_factory.mktemp("indexes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture
def index_folder(settings: Settings, index_folders: Iterator[Path]) -> Iterator[Path]:
    """Where the index of this test is, or will be."""
    folder = next(index_folders)
    settings.SEARCH_URL = f"whoosh://{folder}"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_index(request: pytest.FixtureRequest) -> None:
    """A test that commits has an index of its own, since each commit brings the index in step."""
    mark = request.node.get_closest_marker("django_db")
    if (mark and mark.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        request.getfixturevalue("index_folder")


@pytest.fixture
def ingest_paths() -> Ingest:
    """Ingest files and folders as the command does; gives the outcomes."""

    def run(*paths: Path, dry_run: bool = False) -> list[Outcome]:
        return list(ingest(find(paths), dry_run=dry_run))

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a capture below the test's folder."""

    def run(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return run


@pytest.fixture(scope="session")
def archive_of_seeds(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: TempPaths
) -> Archive:
    folder = tmp_path_factory.mktemp("seeds")
    with django_db_blocker.unblock(), override_settings(SEARCH_URL=f"whoosh://{folder}/index"):
        list(ingest(find([SEEDS])))
        return Archive(folder)


@pytest.fixture
def seeds(archive_of_seeds: Archive, transactional_db: None, index_folder: Path) -> None:
    """The five seeds, ingested and indexed: a copy that the test may change."""
    archive_of_seeds.restore()
    shutil.copytree(archive_of_seeds.index, index_folder)


def kinds(outcomes: Iterable[Outcome]) -> list[str]:
    return [str(outcome.kind) for outcome in outcomes]
