"""Indexes of tests: each has a folder, which an engine without folders takes for a name.

SEARCH_URL chooses the engine: ``plain:``, or ``opensearch+http://host:port`` for a cluster whose
indexes may all be deleted. Without it, tests use Whoosh.
"""

from __future__ import annotations

import hashlib
import shutil
import urllib.request
from pathlib import Path


def url_of(chosen: str, folder: Path | str) -> str:
    """The SEARCH_URL of the index of a folder. ``chosen`` is a SEARCH_URL."""
    scheme, _, rest = chosen.partition(":")
    if not scheme.startswith("opensearch"):
        return f"{scheme}://{folder}"
    hosts = rest.removeprefix("//").partition("/")[0]
    # Several processes may test at once: each has folders of its own.
    return f"{scheme}://{hosts}/{_prefix(folder)}?replicas=0&timeout=60"


def remove(chosen: str, folder: Path | str) -> None:
    """Delete the index of a folder, if there is one."""
    if chosen.startswith("opensearch"):
        hosts = chosen.partition("://")[2].partition("/")[0]
        for suffix in ("-2*", "-lock"):
            url = f"http://{hosts}/{_prefix(folder)}{suffix}?ignore_unavailable=true"
            urllib.request.urlopen(urllib.request.Request(url, method="DELETE"), timeout=60).close()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _prefix(folder: Path | str) -> str:
    return f"test-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
