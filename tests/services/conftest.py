"""A server of PostgreSQL and archives in it, for tests that kill it or cut it off.

The index of an archive is in the OpenSearch whose hosts TEST_OPENSEARCH names, else in a folder.
"""

from __future__ import annotations

import os
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
    name, hosts = f"archive_{random.randrange(10**9)}", os.environ.get("TEST_OPENSEARCH")
    index = f"opensearch+http://{hosts}/{name}?replicas=0" if hosts else ""
    made = PostgresArchive.make(server, tmp_path / name, index)
    made.done("migrate")
    return made
