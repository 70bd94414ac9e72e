"""Fixtures: an archive with a row of every model, its content, and its backup."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from articles.models import Article, Outlet
from newsarchive.operations.backup import backup
from newsarchive.operations.contents import kept_models
from tests.archive import Archive
from tests.conftest import TempPaths
from tests.newsarchive.operations import example


def nothing(_: int) -> None:
    """A progress that nobody watches."""


def content() -> dict[type[Model], list[tuple[Any, ...]]]:
    """Every row of every model that backups contain, without the values that they leave out."""
    found = {}
    for model, kept in kept_models():
        columns = [each.attname for each in model._meta.concrete_fields]
        columns = [name for name in columns if name not in kept.blanked]
        rows = model._base_manager.order_by("pk").values_list(*columns)
        found[model] = [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for row in rows
        ]
    return found


def public_answers() -> dict[str, bytes]:
    """The bytes of every public address."""
    addresses = [
        *("/", "/?q=ferry", "/?q=headline:bridge&sort=newest", "/search/help", "/archive/"),
        *("/archive/2021/", "/archive/2021/03/", "/coverage/", "/outlets/", "/feed.atom?q=ferry"),
        *(
            "/feed.json?q=ferry",
            "/api/search?q=harbour",
            "/api/suggest?q=fer",
            "/export.csv?q=late",
        ),
        *("/export.json", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/opensearch.xml"),
    ]
    articles = list(Article.objects.order_by("pk"))
    addresses += [each.get_absolute_url() for each in articles]
    addresses += [f"/articles/{each.public_id}/cite.ris" for each in articles]
    addresses += [each.get_absolute_url() for each in Outlet.objects.order_by("pk")]
    client = Client()
    found = {}
    for address in addresses:
        with override_settings(ROBOTS_WELCOME=True):
            answer = client.get(address)
        assert answer.status_code in (200, 410), (address, answer.status_code)
        found[address] = answer.getvalue()
    return found


@pytest.fixture(scope="session")
def example_archive(
    empty_archive: Archive, django_db_blocker: DjangoDbBlocker, tmp_path_factory: TempPaths
) -> Archive:
    """An archive with a row of every model, and ``backup.zip`` in its folder."""
    archive = Archive(tmp_path_factory.mktemp("example"))
    captures = archive.folder / "captures"
    captures.mkdir()
    with django_db_blocker.unblock(), override_settings(SEARCH_URL=archive.search_url):
        example.fill(captures)
        archive.keep()
        backup(archive.folder / "backup.zip", nothing)
        empty_archive.restore()
    return archive


@pytest.fixture
def filled(example_archive: Archive, transactional_db: None, index_folder: Path) -> None:
    """That archive, in a copy that the test may change."""
    example_archive.restore()
    shutil.copytree(example_archive.index, index_folder)


@pytest.fixture
def backup_file(example_archive: Archive, tmp_path: Path) -> Path:
    """A copy of its backup."""
    return Path(shutil.copy(example_archive.folder / "backup.zip", tmp_path))
