"""Formats whose files are ZIP archives, told apart by the names of their entries."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from articles.readers.base import Unreadable

#: The name of a format, by an entry that its files have.
BY_ENTRY = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
}
#: The name of a format, by what its entry ``mimetype`` begins with.
BY_TYPE = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/epub+zip": "epub",
}


def package_of(archive: zipfile.ZipFile) -> str:
    """Return the name of the format whose files are such archives; "" if it is any archive."""
    names = frozenset(archive.namelist())
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "wacz"
    found = next((form for entry, form in BY_ENTRY.items() if entry in names), "")
    if found or "mimetype" not in names:
        return found
    with archive.open("mimetype") as entry:
        kind = entry.read(100)
    return next((form for start, form in BY_TYPE.items() if kind.startswith(start)), "")


def has_entry(head: bytes, *names: bytes) -> bool:
    """True if the first bytes of a ZIP archive name one of these entries."""
    return head.startswith(b"PK\x03\x04") and any(name in head for name in names)


#: Bytes that a part of a document may unpack to.
LARGEST_PART = 50_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
_ENTITIES = "The file defines entities of its own, as no article does. Save the article again."
_LOCKED = 0x1  # the flag of an entry with a password


class Package:
    """The parts of a document that is a ZIP archive. Use as a context manager."""

    def __init__(self, data: bytes, what: str) -> None:
        """Open the document, a ``what`` such as “Word document”. Raises Unreadable."""
        self._what = what
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise Unreadable(self._damaged(error)) from error
        self.names = frozenset(self._archive.namelist())

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *args: object) -> None:
        self._archive.close()

    def read(self, name: str) -> bytes:
        """Return a part; b"" if there is none. Raises Unreadable, also if it is too large."""
        if name not in self.names:
            return b""
        info = self._archive.getinfo(name)
        if info.flag_bits & _LOCKED:
            raise Unreadable(f"The {self._what} has a password. Save it without one.")
        if info.file_size > LARGEST_PART:
            raise Unreadable(
                f"The {self._what} unpacks to more than {LARGEST_PART:,} bytes, as no article does."
            )
        try:
            return self._archive.read(info)
        except _FAULTS as error:
            raise Unreadable(self._damaged(error)) from error

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part in XML; None if there is no such part. Raises Unreadable."""
        data = self.read(name)
        if not data:
            return None
        try:
            return parsed_xml(data)
        except etree.XMLSyntaxError as error:
            raise Unreadable(self._damaged(error)) from error

    def _damaged(self, error: Exception) -> str:
        return f"The {self._what} is damaged or incomplete ({error}). Copy it again."


def parsed_xml(data: bytes) -> etree._Element:
    """Parse XML without entities, external files or very deep trees.

    Raises XMLSyntaxError, or Unreadable where it has entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "entity" in str(error):
            raise Unreadable(_ENTITIES) from error
        raise
    if root.getroottree().docinfo.doctype and next(root.iter(etree.Entity), None) is not None:
        raise Unreadable(_ENTITIES)
    return root
