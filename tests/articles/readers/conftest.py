"""A fixture that writes a file and reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from articles.readers import (
    Capture,
    Failure,
    Member,
    PassedOver,
    Source,
    Unreadable,
    capture_of,
    find,
    read,
)

LIMIT = 20_000
Read = Callable[..., list[Capture | Failure]]


@pytest.fixture
def reading(tmp_path: Path) -> Read:
    def run(name: str, data: bytes, limit: int = LIMIT) -> list[Capture | Failure]:
        (tmp_path / name).write_bytes(data)
        (source,) = find([tmp_path / name])
        assert isinstance(source, Source)
        found = read(source, limit)
        return [captured(each) for each in found if not isinstance(each, PassedOver)]

    return run


def captured(item: Member | Failure) -> Capture | Failure:
    if isinstance(item, Failure):
        return item
    try:
        return capture_of(item)
    except Unreadable as unreadable:
        return Failure(item.name, str(unreadable))
