"""Threads of one process give the answers that one thread gives, also while the index changes."""

from __future__ import annotations

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.deploy.server import serving

THREADS, TIMES = 16, 4
ADDRESSES = (
    "/",
    "/?q=idlib",
    "/?q=the+talks&sort=newest",
    "/?q=%22idlib%22+OR+turkey&outlet=tass",
    "/?q=tal*+-syria",
    "/?q=idlb",
    "/api/search?q=idlib",
    "/api/search?q=turkey&date=2020",
    "/api/suggest?q=tur",
    "/feed.json?q=idlib",
    "/archive/2020/",
    "/coverage/?q=idlib",
    "/outlets/tass/",
)


@pytest.mark.slow
def test_threads_answer_as_one_thread_does(archive_of_seeds: Archive, tmp_path: Path) -> None:
    archive = archive_of_seeds.copy_to(tmp_path)
    shutil.copytree(archive_of_seeds.index, archive.index)
    limits = {f"RATE_LIMIT_{name}": "0" for name in ("SEARCH", "API", "EXPORT")}
    with serving(archive, WEB_WORKERS="1", **limits) as server:

        def ask(address: str) -> tuple[str, int, bytes]:
            answer, body = server.get(address, timeout=120)
            return address, answer.status, body

        alone = [ask(address) for address in ADDRESSES]
        assert {status for _, status, _ in alone} == {200}
        many = list(ADDRESSES) * TIMES
        random.Random(1).shuffle(many)
        with ThreadPoolExecutor(THREADS) as pool:
            together = pool.map(ask, many)
            # A new index, of the same articles, takes the place of the old one meanwhile.
            archive.manage("reindex")
            assert set(together) == set(alone)
