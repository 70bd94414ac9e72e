"""Reading files of a test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from articles.readers import Capture, Failure, Source, find, read

LIMIT = 20_000
Read = Callable[..., list[Capture | Failure]]


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    def run(name: str, data: bytes, limit: int = LIMIT) -> list[Capture | Failure]:
        (tmp_path / name).write_bytes(data)
        (source,) = find([tmp_path / name])
        assert isinstance(source, Source)
        return list(read(source, limit))

    return run
