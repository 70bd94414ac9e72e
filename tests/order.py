"""The order in which files of tests run, and which of them run in one process.

All tests of a file run in one process, since many files have costly fixtures. Those of
``tests/browser`` do so too: they share one server.
"""

from __future__ import annotations

from typing import Final

import pytest

#: The files of tests that take longest. They begin first, so that no process works on one alone at
#: the end. Some take long only with ``--slow``.
LONGEST: Final = (
    "browser/",
    "security/test_addresses.py",
    "security/test_hostile_text.py",
    "deploy/test_slow_clients.py",
    "index/test_full_disk.py",
    "articles/test_fuzz.py",
    "recorded/test_recorded.py",
    "whoosh/test_whoosh.py",
    "operations/test_restore.py",
    "ingest/test_ingest_processes.py",
    "index/test_kill.py",
    "articles/test_workers.py",
    "engines/test_plain_pages.py",
    "admin/test_corrections.py",
    "doors/test_deployment.py",
    "ingest/test_first_ingest.py",
    "tests/test_dev.py",
    "articles/test_databasefaults.py",
    "index/test_agreement.py",
    "newsarchive/test_settings.py",
    "security/test_terminal.py",
)
#: A folder whose files run in one process.
TOGETHER: Final = "tests/browser/"


def place(item: pytest.Item) -> int:
    """Where a test stands in the order: those of one file stay together."""
    path = item.path.as_posix()
    return next((n for n, name in enumerate(LONGEST) if f"/{name}" in path), len(LONGEST))


def group(nodeid: str) -> str:
    """The name of the group that a test runs in: its file or its folder."""
    return TOGETHER if nodeid.startswith(TOGETHER) else nodeid.partition("::")[0]
