"""What tests share: an archive on disk, in a folder of each test's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from articles.ingest.ingest import Outcome, ingest
from articles.readers import find
from tests.paths import SEEDS

# By hand every run tries new examples; the build tries the same ones each time, so that it fails
# for a change and not by chance. No deadlines: machines are noisy.
hypothesis_settings.register_profile("exploring", deadline=None)
hypothesis_settings.register_profile("repeating", deadline=None, derandomize=True)
hypothesis_settings.load_profile("repeating" if os.environ.get("CI") else "exploring")


Ingest = Callable[..., list[Outcome]]


@pytest.fixture(autouse=True)
def index_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of each test's own."""
    folder = tmp_path_factory.mktemp("index")
    settings.SEARCH_URL = f"whoosh://{folder}"
    return folder


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
