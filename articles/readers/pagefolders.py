"""Folders that hold one page in several forms, of which one is read: those of ArchiveBox."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: The forms of a page in a folder of ArchiveBox, the best to read first.
FORMS = ("singlefile.html", "output.html", "output.pdf")
_LISTING = "index.json"
_LARGEST_LISTING = 5_000_000  # bytes


@dataclass(frozen=True, slots=True)
class PageFolder:
    """``name`` is the file to read; the folder states its address and when it was captured."""

    name: str
    url: str
    captured_at: dt.datetime | None


def page_folder(folder: Path, names: Collection[str]) -> PageFolder | None:
    """Return what to read in a folder with these names if it is one of ArchiveBox."""
    name = next((each for each in FORMS if each in names), "")
    if not name or _LISTING not in names:
        return None
    try:
        with (folder / _LISTING).open("rb") as file:
            listing = json.loads(file.read(_LARGEST_LISTING))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(listing, dict) or not {"url", "timestamp"} <= listing.keys():
        return None
    url = str(listing["url"])
    return PageFolder(name, url if "://" in url else "", _time(listing["timestamp"]))


def _time(seconds: Any) -> dt.datetime | None:
    try:
        at = dt.datetime.fromtimestamp(float(str(seconds)), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if at <= dt.datetime.now(dt.UTC) else None
