"""Pages do not depend on one engine: their tests also pass with the plain one."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.paths import ROOT

#: Tests that ask whichever engine SEARCH_URL names.
PAGES = ("test_inquiry.py", "views", "exports/test_listing.py")


@pytest.mark.slow
def test_pages_are_the_same_with_the_plain_engine() -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *(f"tests/search/{each}" for each in PAGES),
            "--ignore=tests/search/views/test_damage.py",  # it damages the files of Whoosh
        ],
        cwd=ROOT,
        env=os.environ | {"SEARCH_URL": "plain://"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
