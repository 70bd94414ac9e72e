"""An archive in a folder. It is made once and then copied to the test database, or used by other
processes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import override_settings

from tests.databases import SqliteFile, new_database
from tests.paths import ROOT


class Archive:
    """A database, in the state of the call of ``keep``, and an index. ``root`` is the folder of the
    program that its processes run."""

    root = ROOT

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / "index"
        self._database = new_database(folder)

    @property
    def database(self) -> Path:
        """The file of the database. Only for tests that are marked ``sqlite``."""
        assert isinstance(self._database, SqliteFile)
        return self._database.path

    @property
    def search_url(self) -> str:
        """The SEARCH_URL of the index."""
        return f"whoosh://{self.index}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of processes that use this archive as an operator does."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            "DATABASE_URL": self._database.url,
            "SEARCH_URL": self.search_url,
        }

    def manage(self, *arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run manage.py as an operator types it; raises an error unless it exits with 0."""
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=self.root,
            env=self.environment | settings,
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def execute(self, sql: str) -> list[tuple[Any, ...]]:
        """Run statements in the database while processes use it; returns the rows of the last."""
        return self._database.execute(sql)

    def check(self) -> None:
        """Assert that the index is in step with the database, as processes left both.

        ``reindex --check`` says so, in this process: the archive takes the place of the test
        database, which must be one of a test that commits.
        """
        self.restore()
        with override_settings(SEARCH_URL=self.search_url):
            call_command("reindex", "--check", stderr=io.StringIO())

    def keep(self) -> Archive:
        """Copy the test database to this archive."""
        self._database.keep()
        return self

    def restore(self) -> None:
        """Replace the test database with that of this archive."""
        self._database.restore()

    def copy_to(self, folder: Path) -> Archive:
        """A new archive with a copy of the database and without an index."""
        copy = Archive(folder)
        copy._database.copy_from(self._database)
        return copy
