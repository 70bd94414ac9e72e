"""Archives of processes, on a PostgreSQL that a test may kill."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from tests.deploy.server import Server
from tests.paths import ROOT
from tests.services.patience import PATIENCE
from tests.services.postgres import Postgres

FILES: Final = 150
STORY: Final = (
    "Ferry {0} leaves the harbour late\n\n{1} May 2021\n\nFerry {0} left late on Monday.\n"
)

#: Makes somebody who may do everything; prints the key of a session.
_SIGNED_IN: Final = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
chief = User.objects.create_superuser("chief", "chief@example.org")
session = SessionStore()
session[SESSION_KEY] = str(chief.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = chief.get_session_auth_hash()
session.create()
print(session.session_key)
"""


@dataclass(frozen=True)
class PostgresArchive:
    """An archive in a database of a server that runs. Its processes connect to ``port``, have the
    folder as their own and run the program in ``root``."""

    server: Postgres
    folder: Path
    database: str
    port: int
    search_url: str
    settings: str = "newsarchive.settings"
    root: Path = ROOT
    variables: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def make(cls, server: Postgres, folder: Path, search_url: str = "") -> PostgresArchive:
        """A new one, whose database is called like the folder and has no tables."""
        folder.mkdir(exist_ok=True)
        server.execute("postgres", f"CREATE DATABASE {folder.name}")
        url = search_url or f"whoosh://{folder}/index"
        return cls(server, folder, folder.name, server.port, url)

    def of_version(self, settings: str) -> PostgresArchive:
        """The same, for processes of another version: a module of settings that makes it."""
        return replace(self, settings=settings)

    def behind(self, port: int, **variables: str) -> PostgresArchive:
        """The same, for processes that reach the server by another port."""
        return replace(self, port=port, variables=variables)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": self.settings,
            "DATABASE_URL": replace(self.server, port=self.port).url_of(self.database),
            "SEARCH_URL": self.search_url,
            "UPLOAD_FOLDER": f"{self.folder}/uploads",
            "ARCHIVE_ADDRESS": "https://archive.example.org",
            **self.variables,
        }

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """manage.py in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def manage(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def done(self, *arguments: str | Path) -> str:
        """The output of a command that succeeds."""
        ended = self.manage(*arguments)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout + ended.stderr

    def signed_in(self) -> str:
        """The key of a session of somebody who may do everything."""
        return self.done("shell", "-v0", "-c", _SIGNED_IN).split()[-1]

    def count(self, table: str) -> int:
        ((found,),) = self.server.execute(self.database, f"SELECT count(*) FROM {table}")
        return int(found)

    def paths(self) -> set[str]:
        rows = self.server.execute(self.database, "SELECT path FROM articles_seenpath")
        return {path for (path,) in rows}


def captures(folder: Path, first: int, number: int = FILES) -> Path:
    below = folder / f"captures {first}"
    below.mkdir()
    for each in range(first, first + number):
        (below / f"{each}.txt").write_text(STORY.format(each, each % 28 + 1))
    return below


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds * PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.02)


def answer(server: Server, path: str) -> tuple[int, str]:
    try:
        response, body = server.get(path, timeout=60)
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error)
    return response.status, body.decode()


@contextmanager
def running(archive: PostgresArchive, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with (archive.folder / f"{arguments[0]}.log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=archive.root,
            env=archive.environment,
            stderr=log,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
