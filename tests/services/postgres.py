"""A PostgreSQL of its own, for one run of the tests, on 127.0.0.1."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg

from tests.ports import free_port

INSTALL: Final = "apt-get install --no-install-recommends postgresql"
#: The server refuses root, so root starts it as the account that Debian's package makes.
ACCOUNT: Final = "postgres"
OWNER: Final = "archive"
#: Nothing has to survive a crash of the machine.
_SETTINGS: Final = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
}
#: Nor one of the server.
_QUICK: Final = {"synchronous_commit": "off", "autovacuum": "off"}


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server. ``folder`` holds its data and its log. It keeps what was committed when it is
    killed, if it is ``durable``."""

    folder: Path
    port: int
    durable: bool = False

    @property
    def url(self) -> str:
        """The DATABASE_URL of a database that exists."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgres://{OWNER}@127.0.0.1:{self.port}/{database}"

    def execute(self, database: str, sql: str) -> list[tuple[Any, ...]]:
        """Run a statement; returns its rows."""
        url = self.url_of(database).replace("postgres:", "postgresql:")
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Start it, also after a kill: it then recovers what was committed."""
        chosen = _SETTINGS if self.durable else _SETTINGS | _QUICK
        settings = " ".join(f"-c {name}={value}" for name, value in chosen.items())
        options = f"-p {self.port} -k {self.folder} {settings}"
        command = ("pg_ctl", "-D", self._data, "-w", "-l", self.folder / "log", "-o", options)
        deadline = time.monotonic() + 60
        while True:
            # It refuses for as long as the system still knows a process that was killed.
            is_last = time.monotonic() > deadline
            if _run(*command, "start", check=is_last):
                return
            time.sleep(0.2)

    def kill(self) -> None:
        """Kill it, and wait until none of its processes is left."""
        main = self.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        os.kill(main, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while any(_is_running(int(each)) for each in children) and time.monotonic() < deadline:
            time.sleep(0.05)

    def stop(self) -> None:
        _run("pg_ctl", "-D", self._data, "-w", "-m", "immediate", "stop", check=False)

    @property
    def pid(self) -> int:
        """The process whose end ends the server."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    @property
    def _data(self) -> Path:
        return self.folder / "data"


def lacking() -> str:
    """A sentence that says why no server can be started here, "" if one can."""
    if not programs():
        return f"It is not installed. Type: sudo {INSTALL}"
    if os.geteuid() == 0:
        try:
            pwd.getpwnam(ACCOUNT)
        except KeyError:
            return f"Root cannot run it, and there is no account {ACCOUNT}."
    return ""


def version() -> str:
    """``15.18``."""
    command = [str((programs() or Path()) / "postgres"), "--version"]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return words[2]


def programs() -> Path | None:
    """The folder of the newest server's programs; None if none is installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda each: int(each.parent.parent.name), default=None)
    beside = shutil.which("initdb")
    if newest is None and beside is None:
        return None
    return (newest or Path(beside or "")).parent


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """A new, empty server that runs until the end of the context."""
    folder = Path(tempfile.mkdtemp(prefix="newsarchive-postgres-"))
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(folder, account.pw_uid, account.pw_gid)
        server = Postgres(folder, free_port(), durable)
        _run("initdb", "-D", server._data, "-U", OWNER, "--auth=trust", "--encoding=UTF8",
             "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    """False for a process that has ended, also if nobody has asked for its exit code yet."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return False
    return state != "Z"


def _run(program: str, *arguments: str | Path, check: bool = True) -> bool:
    """Run it as the account of the server; returns whether it succeeded."""
    folder = programs()
    if folder is None:
        raise RuntimeError(f"PostgreSQL is not installed. Type: sudo {INSTALL}")
    account = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*account, str(folder / program), *map(str, arguments)],
        # The account may not enter the folder of the checkout. The server inherits no pipe, whose
        # end would otherwise never come.
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if check and done.returncode:
        raise RuntimeError(f"{program} failed with {done.returncode}.")
    return done.returncode == 0
