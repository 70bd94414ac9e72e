"""A PgBouncer of its own, which gives each transaction to another connection of the server."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.ports import free_port
from tests.services.postgres import ACCOUNT, OWNER, Postgres

INSTALL: Final = "apt-get install --no-install-recommends pgbouncer"
#: Connections of the server, far fewer than the processes of a test have.
POOL: Final = 12
#: Its defaults, but for the addresses: what it refuses by default is refused here.
_CONFIGURATION: Final = """
[databases]
* = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
logfile = {folder}/log
pool_mode = transaction
default_pool_size = {pool}
"""


def program() -> str | None:
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def pgbouncer(server: Postgres) -> Iterator[int]:
    """The port of one in front of a server, for all of its databases."""
    folder = Path(tempfile.mkdtemp(prefix="newsarchive-pgbouncer-"))
    port = free_port()
    settings = {"server": server.port, "port": port, "folder": folder, "pool": POOL}
    (folder / "ini").write_text(_CONFIGURATION.format(**settings))
    (folder / "users").write_text(f'"{OWNER}" ""\n')
    if os.geteuid() == 0:  # which it refuses
        for each in (folder, *folder.iterdir()):
            shutil.chown(each, ACCOUNT)
    try:
        with subprocess.Popen(
            [program() or "pgbouncer", "-q", str(folder / "ini")],
            cwd="/",
            user=ACCOUNT if os.geteuid() == 0 else None,
        ) as process:
            try:
                yield port
            finally:
                process.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
