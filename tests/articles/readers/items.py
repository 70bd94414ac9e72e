"""What reading a file gives, and files of records."""

from __future__ import annotations

import json

from articles.readers import Capture, Failure


def one(items: list[Capture | Failure]) -> Capture:
    (item,) = items
    assert isinstance(item, Capture), item
    return item


def failure(items: list[Capture | Failure]) -> Failure:
    (item,) = items
    assert isinstance(item, Failure), item
    return item


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)
