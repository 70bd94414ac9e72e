"""Formats whose files are ZIP archives, told apart by the names of their entries."""

from __future__ import annotations

import zipfile

#: The name of a format, by an entry that its files have.
BY_ENTRY = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "datapackage.json": "wacz",
}
#: The name of a format, by what its entry ``mimetype`` begins with.
BY_TYPE = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/epub+zip": "epub",
}


def package_of(archive: zipfile.ZipFile) -> str:
    """Return the name of the format whose files are such archives; "" if it is any archive."""
    names = frozenset(archive.namelist())
    found = next((form for entry, form in BY_ENTRY.items() if entry in names), "")
    if found or "mimetype" not in names:
        return found
    with archive.open("mimetype") as entry:
        kind = entry.read(100)
    return next((form for start, form in BY_TYPE.items() if kind.startswith(start)), "")


def has_entry(head: bytes, *names: bytes) -> bool:
    """True if the first bytes of a ZIP archive name one of these entries."""
    return head.startswith(b"PK\x03\x04") and any(name in head for name in names)
