"""An archive in a folder of its own, and the processes that fill and query it."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
#: The modification time of all files. A capture must not have a later date.
MODIFIED: Final = dt.datetime(2022, 11, 1, 12, tzinfo=dt.UTC).timestamp()
#: Settings that the environment of the machine may contain.
FOREIGN: Final = (
    *("DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SCRIPT_NAME", "LOGIN_REQUIRED"),
    *("ROBOTS_WELCOME", "INGEST_MAX_BYTES"),
)

Answer = dict[str, Any]


class Asker:
    """A process that answers requests to the archive, and runs commands in it."""

    def __init__(self, process: subprocess.Popen[str], log: Path) -> None:
        self._process = process
        self._log = log

    def ask(self, address: str, method: str = "GET", **more: Any) -> Answer:
        return self._send(do="ask", address=address, method=method, **more)

    def command(self, *arguments: str) -> Answer:
        return self._send(do="command", arguments=arguments)

    def sign_in(self) -> None:
        self._send(do="sign in")

    def _send(self, **request: Any) -> Answer:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            pytest.fail(f"{request} ended the process: {self._log.read_text()[-3000:]}")
        answer: Answer = json.loads(line)
        return answer


class Archive:
    """An archive in a folder of its own, which other processes fill and query."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.environment = own | {
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "for tests only",
            "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
            "SEARCH_URL": f"whoosh://{folder}/index",
            "LOG_LEVEL": "CRITICAL",
            **dict.fromkeys(("RATE_LIMIT_SEARCH", "RATE_LIMIT_API", "RATE_LIMIT_EXPORT"), "0"),
            "PYTHONUTF8": "1",
            # Starting worker processes takes longer than these few captures.
            "INGEST_PROCESSES": "1",
        }

    def lay(self, source: Path, name: str, pattern: str = "*") -> None:
        """Copy files to a folder below the archive, all with the same modification time."""
        target = self.folder / name
        target.mkdir(exist_ok=True)
        for file in source.glob(pattern):
            os.utime(shutil.copyfile(file, target / file.name), (MODIFIED, MODIFIED))

    def with_folder(self, arguments: Iterable[str]) -> list[str]:
        """Arguments of a command, in which FOLDER stands for the archive's folder."""
        return [each.replace("FOLDER", str(self.folder)) for each in arguments]

    @contextmanager
    def asker(self, **settings: str) -> Iterator[Asker]:
        log = self.folder / "log.txt"
        with (
            log.open("a") as errors,
            subprocess.Popen(
                [sys.executable, "-m", "tests.recorded.ask"],
                cwd=ROOT,
                env=self.environment | settings,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            ) as process,
        ):
            yield Asker(process, log)
