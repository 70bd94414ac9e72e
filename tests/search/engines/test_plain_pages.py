"""Pages do not depend on one engine: some of their tests also pass with the plain one."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.paths import ROOT

#: The modules that use an engine most, one for each kind of query.
MODULES = [
    "test_inquiry.py",
    "views/test_zerohits.py",
    "views/test_api.py",
    "exports/test_listing.py",
]


def test_pages_are_the_same_with_the_plain_engine() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *(f"tests/search/{module}" for module in MODULES),
        ],
        cwd=ROOT,
        env=os.environ | {"SEARCH_URL": "plain://"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
