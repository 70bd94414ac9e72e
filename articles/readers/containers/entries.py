"""The entries of archives: which are refused, and which are passed over without reading."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

#: The most entries that an archive may have.
MOST_ENTRIES = 100_000
TOO_MANY = (
    f"The archive has more than {MOST_ENTRIES:,} entries. Nothing from here on was read. "
    "Unpack it and ingest the folder."
)
_DRIVE = re.compile(r"[A-Za-z]:")
_OF_SYSTEMS = ("__MACOSX", "Thumbs.db", "desktop.ini")


def refusal(name: str) -> str:
    """Return why an entry of this name is refused; "" if it is not."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or _DRIVE.match(name):
        return "The name of this entry is absolute, so it points out of the archive."
    if ".." in path.parts:
        return "The name of this entry points out of the archive (“..”)."
    if "\x00" in name or not name.isprintable():
        return "The name of this entry has control characters."
    return ""


def hidden(name: str) -> str:
    """Return the kind of an entry that people do not see, in words; "" if they see it."""
    parts = PurePosixPath(name).parts
    if any(part in _OF_SYSTEMS for part in parts):
        return "file of the operating system"
    return "hidden file" if any(part.startswith(".") for part in parts) else ""
