"""An archive with a text of the test in every field, made once for all tests of a module."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.core.management import call_command
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.archive import Archive
from tests.databases import lift_limits
from tests.security.material import fill

#: Takes what makes the text of a field; gives keys and ids for addresses.
Filled = Callable[[Callable[[str], str]], AbstractContextManager[dict[str, str]]]


@pytest.fixture(scope="module")
def filled(
    empty_archive: Archive,
    archive_of_seeds: Archive,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Filled:
    @contextmanager
    def archive(text_of: Callable[[str], str]) -> Iterator[dict[str, str]]:
        folder = tmp_path_factory.mktemp("filled") / "index"
        shutil.copytree(archive_of_seeds.index, folder)
        scheme = archive_of_seeds.search_url.partition(":")[0]
        with django_db_blocker.unblock(), override_settings(SEARCH_URL=f"{scheme}://{folder}"):
            archive_of_seeds.restore()
            lift_limits()
            try:
                places = fill(text_of)
                call_command("reindex", verbosity=0)
                yield places
            finally:
                empty_archive.restore()

    return archive
