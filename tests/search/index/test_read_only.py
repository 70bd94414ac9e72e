"""An index on a read-only disk: searches go on, changes wait, and commands end with a sentence."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.test import Client

from articles.models import Article
from search.index import periodiccheck
from search.models import OutboxEntry
from tests.commandline import command

pytestmark = pytest.mark.django_db(transaction=True)

open_file = os.open
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@pytest.fixture
def read_only(seeds: object, index_folder: Path) -> Iterator[None]:
    """Refuses what the kernel refuses; root could write to a folder of any mode."""

    def opening(path: Any, flags: int, *given: Any, **more: Any) -> int:
        if str(path).startswith(str(index_folder)) and flags & WRITING:
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        return open_file(path, flags, *given, **more)

    with mock.patch("os.open", opening):
        yield


def test_searches_go_on_and_changes_wait(read_only: None, client: Client) -> None:
    article = Article.objects.order_by("pk")[2]
    article.headline = "A zebra crossing"
    article.save()
    periodiccheck.look()
    assert client.get("/api/search?q=idlib").json()["total"] == 5
    assert OutboxEntry.objects.count() == 1
    assert "1 changes are not in the search index yet" in command("check", "--database", "default").err  # fmt: skip


@pytest.mark.parametrize("arguments", [("drain",), ("reindex",), ("reindex", "--if-needed")])
def test_a_command_says_so(read_only: None, arguments: tuple[str, ...]) -> None:
    article = Article.objects.order_by("pk")[2]
    article.headline = "A zebra crossing"
    article.save()
    ended = command(*arguments)
    assert ended.code == 1
    assert "cannot be written to (Read-only file system)" in ended.err
    assert "Traceback" not in ended.err
