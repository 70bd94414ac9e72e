"""What tests share: an archive on disk, in a folder of each test's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from articles.ingest.ingest import Outcome, ingest
from articles.readers import find
from search.engines import Engine
from search.engines.registry import engine_at
from search.query.clauses import Query
from search.query.results import Results
from tests.paths import SEEDS
from tests.settings import SEARCH_URL

# By hand every run tries new examples; the build tries the same ones each time, so that it fails
# for a change and not by chance. No deadlines: machines are noisy.
hypothesis_settings.register_profile("exploring", deadline=None)
hypothesis_settings.register_profile("repeating", deadline=None, derandomize=True)
hypothesis_settings.load_profile("repeating" if os.environ.get("CI") else "exploring")


Ingest = Callable[..., list[Outcome]]

_SCHEME = SEARCH_URL.partition(":")[0]


def engine_in(folder: Path) -> Engine:
    """The engine that SEARCH_URL chooses, with its index in a folder."""
    return engine_at(f"{_SCHEME}://{folder}")


def damage(folder: Path) -> None:
    """Put garbage in the place of each file of an index, which must then be unreadable."""
    for path in folder.rglob("*"):
        if path.is_file():
            # Not written over: who has the old file open may go on to read it.
            path.unlink()
            path.write_bytes(b"garbage")


@pytest.fixture(autouse=True)
def index_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of each test's own."""
    folder = tmp_path_factory.mktemp("index")
    settings.SEARCH_URL = f"{_SCHEME}://{folder}"
    return folder


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """The engine that SEARCH_URL chooses, with an empty index."""
    engine = engine_in(tmp_path / "engine")
    engine.rebuild([])
    return engine


class Asked:
    """What the chosen engine was asked: how many searches, and how many totals in each trip."""

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


@pytest.fixture
def seeds(transactional_db: None, ingest_paths: Ingest) -> list[Outcome]:
    """The five seeds, ingested and indexed."""
    return ingest_paths(SEEDS)


def kinds(outcomes: Iterable[Outcome]) -> list[str]:
    return [str(outcome.kind) for outcome in outcomes]
