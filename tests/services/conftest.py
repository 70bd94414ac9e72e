"""A server of PostgreSQL and archives in it, for tests that kill it or cut it off."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.archives import PostgresArchive
from tests.services.postgres import Postgres, postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres(durable=True) as started:
        yield started


@pytest.fixture
def archive(server: Postgres, tmp_path: Path) -> PostgresArchive:
    made = PostgresArchive.make(server, tmp_path / f"archive_{random.randrange(10**9)}")
    made.done("migrate")
    return made
