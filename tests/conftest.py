"""The options and fixtures that tests share.

``ingest_paths`` and ``write`` ingest and write captures of a test's own. A test that commits has an
index of its own, at ``index_folder``. ``seeds`` gives it the archive of the five seeds, which is
made once and copied, as ``made_once`` does for the tests of one module; ``empty_archive`` is one that was only migrated, for commands in processes of
their own. Tests marked ``slow`` or ``services`` run with the options of these names, and
those marked ``sqlite`` or ``postgresql`` on that database.
"""

from __future__ import annotations

import gc
import itertools
import os
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import TransactionTestCase, override_settings
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from articles.ingest.ingest import Outcome, ingest
from articles.readers import find
from search.engines import Engine
from search.engines.registry import engine_at
from search.index import draining
from search.query.clauses import Query
from search.query.results import Results
from tests import indexes
from tests.archive import Archive
from tests.databases import IS_POSTGRESQL, ensure_database
from tests.order import group, place
from tests.paths import SEEDS
from tests.settings import SEARCH_ENGINE, SHARED_INDEX

Ingest = Callable[..., list[Outcome]]
MadeOnce = Callable[[str, str], Archive]
TempPaths = pytest.TempPathFactory

#: Markers of tests that run only when the option of the same name is given.
OPTIONAL = ("slow", "services")
#: The markers of tests that are about one kind of database.
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def engine_in(folder: Path) -> Engine:
    """An engine of the kind that SEARCH_URL names, with its index in a folder."""
    return engine_at(indexes.url_of(SEARCH_ENGINE, folder))


def lose(folder: Path) -> None:
    """Delete an index."""
    indexes.remove(SEARCH_ENGINE, folder)


def damage(folder: Path) -> None:
    """Replace each file of an index with garbage, so that it cannot be read. One without files is
    deleted."""
    if not folder.exists():
        lose(folder)
    for path in folder.rglob("*"):
        if path.is_file():
            # A new file, not the old one overwritten: a process may have that one open.
            path.unlink()
            path.write_bytes(b"garbage")


def pytest_addoption(parser: pytest.Parser) -> None:
    for name in OPTIONAL:
        parser.addoption(f"--{name}", action="store_true", help=f"run the tests marked {name} too")
    parser.addoption(
        "--renew-recorded",
        action="store_true",
        help="write the answers of today to tests/recorded instead of comparing with them",
    )


def pytest_configure(config: pytest.Config) -> None:
    # A run by hand tries new examples. The build tries the same ones each time, so that it fails
    # only because of a change. There are no deadlines, since the speed of machines varies.
    hypothesis_settings.register_profile(
        "ours",
        deadline=None,
        derandomize=bool(os.environ.get("CI")),
        max_examples=100 if config.getoption("--slow") else 20,
    )
    hypothesis_settings.load_profile("ours")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = _left_out(config)
    deselected = {each for each in items if any(m.name in left_out for m in each.iter_markers())}
    config.hook.pytest_deselected(items=list(deselected))
    items[:] = [each for each in items if each not in deselected]
    items.sort(key=place)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    # Nearly all that is made meanwhile stays. To look for garbage again and again took a fifth of
    # the time.
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    # The tests that were collected stay until the end. Garbage collections need not look at them.
    gc.collect()
    gc.freeze()
    # What a test leaves behind is little. By default, every 700 new objects are looked through.
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    if config.getoption("dist") != "loadfile":
        return None
    scheduling = LoadFileScheduling(config, log)
    scheduling._split_scope = group
    return scheduling


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for name in sorted(_left_out(config) - {SQLITE, POSTGRESQL}):
        terminalreporter.write_line(
            f"Tests marked {name} were left out: `python3 dev.py test --{name}` runs them too."
        )


def _left_out(config: pytest.Config) -> set[str]:
    of_another = SQLITE if IS_POSTGRESQL else POSTGRESQL
    return {name for name in OPTIONAL if not config.getoption(name)} | {of_another}


@pytest.fixture(scope="session")
def empty_archive(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: TempPaths
) -> Archive:
    """An archive that was only migrated."""
    with django_db_blocker.unblock():
        # The tables exist only if a test of this run uses the database.
        ensure_database()
        call_command("migrate", verbosity=0)
        return Archive(tmp_path_factory.mktemp("empty")).keep()


@pytest.fixture(scope="session")
def archive_of_seeds(
    empty_archive: Archive, django_db_blocker: DjangoDbBlocker, tmp_path_factory: TempPaths
) -> Archive:
    """An archive of the five seeds."""
    with django_db_blocker.unblock():
        return _archive_of(SEEDS, tmp_path_factory.mktemp("seeds"), empty_archive)


def _archive_of(captures: Path, folder: Path, empty: Archive) -> Archive:
    """An archive of these captures, kept in a folder; the database is empty again then."""
    archive = Archive(folder)
    with override_settings(SEARCH_URL=indexes.url_of(SEARCH_ENGINE, archive.index)):
        list(ingest(find([captures])))
        archive.keep()
        empty.restore()
    return archive


@pytest.fixture(autouse=True)
def _committing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give a test that commits its own index, and empty the database after it. The index that any
    other test made belongs to a database that was rolled back."""
    mark = request.node.get_closest_marker("django_db")
    if (mark and mark.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        request.getfixturevalue("index_folder")
        request.getfixturevalue("_emptying")
    yield
    indexes.remove(SEARCH_ENGINE, SHARED_INDEX)


@pytest.fixture(scope="session")
def _emptying(empty_archive: Archive) -> Iterator[None]:
    """Empty the database by restoring a copy. Django deletes the rows of every table after a test
    that commits, which takes twenty times as long."""
    with mock.patch.object(
        TransactionTestCase, "_fixture_teardown", lambda _: empty_archive.restore()
    ):
        yield


@pytest.fixture(scope="session")
def index_folders(tmp_path_factory: TempPaths) -> Iterator[Path]:
    """Paths of folders that no test has used yet."""
    folder = tmp_path_factory.mktemp("indexes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture
def index_folder(settings: Settings, index_folders: Iterator[Path]) -> Iterator[Path]:
    """The folder of this test's index, which may not exist yet."""
    folder = next(index_folders)
    settings.SEARCH_URL = indexes.url_of(SEARCH_ENGINE, folder)
    settings.ERASURE_LOG = f"{folder}.erasures.jsonl"
    yield folder
    indexes.remove(SEARCH_ENGINE, folder)


@pytest.fixture
def seeds(archive_of_seeds: Archive, transactional_db: None, index_folder: Path) -> None:
    """The five seeds, ingested and indexed, in a copy that the test may change."""
    lay(archive_of_seeds, index_folder)


def lay(archive: Archive, folder: Path) -> None:
    """Make the test database, and the index of a folder, those of an archive."""
    archive.restore()
    if archive.index.exists():
        shutil.copytree(archive.index, folder)
    else:  # it is in a cluster
        draining.rebuild()


@pytest.fixture(scope="module")
def made_once(
    empty_archive: Archive, django_db_blocker: DjangoDbBlocker, tmp_path_factory: TempPaths
) -> MadeOnce:
    """Ingests a file of this name and content, for ``lay``: once for all tests of a module, since
    that takes longer than most tests."""

    def run(name: str, content: str) -> Archive:
        folder = tmp_path_factory.mktemp("made")
        path = folder / name
        path.write_text(content)
        with django_db_blocker.unblock():
            return _archive_of(path, folder, empty_archive)

    return run


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An engine of the kind that SEARCH_URL names, with an empty index."""
    engine = engine_in(tmp_path / "engine")
    engine.rebuild([])
    return engine


class Asked:
    """Counts the searches that the engine ran, and the totals of each trip."""

    def __init__(self) -> None:
        self.searches = 0
        self.totals: list[int] = []

    def clear(self) -> None:
        self.searches = 0
        self.totals.clear()


@pytest.fixture
def asked(index_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    counted = Asked()
    engine = type(engine_in(index_folder))
    search, totals = engine.search, engine.totals

    def counting_search(self: Engine, query: Query, *, start: int = 0, size: int = 20) -> Results:
        counted.searches += 1
        return search(self, query, start=start, size=size)

    def counting_totals(self: Engine, queries: Sequence[Query]) -> list[int]:
        counted.totals.append(len(queries))
        return totals(self, queries)

    monkeypatch.setattr(engine, "search", counting_search)
    monkeypatch.setattr(engine, "totals", counting_totals)
    return counted


@pytest.fixture
def ingest_paths() -> Ingest:
    """Ingests files and folders as the command does; returns the outcomes."""

    def run(*paths: Path, dry_run: bool = False) -> list[Outcome]:
        return list(ingest(find(paths), dry_run=dry_run))

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a capture below the test's folder."""

    def run(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return run


def kinds(outcomes: Iterable[Outcome]) -> list[str]:
    return [str(outcome.kind) for outcome in outcomes]
