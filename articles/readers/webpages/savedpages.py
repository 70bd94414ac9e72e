"""Pages saved by programs: their address in a comment, and the folders of their pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from articles.extraction.findings import Finding, Locator

_ADDRESSES = (
    # <!-- Page saved with SingleFile url: https://example.org/a saved date: …
    re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(?P<url>https?://\S{3,2000})"),
    # <!-- saved from url=(0021)https://example.org/a -->
    re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://\S{3,2000})"),
    # <!-- Mirrored from example.org/a by HTTrack Website Copier/3.x …
    re.compile(r"<!--\s*Mirrored from (?P<url>[\w.-]+\.[a-z]{2,}/\S{0,2000}) by HTTrack"),
)
_BEGINNING = 20_000  # characters of a page in which the comment stands
# The ends of names that browsers give to the folder beside a page, in their languages.
_FOLDER = re.compile(
    r"(?P<stem>.+)[_.-](?:files|file|dateien|fichiers|archivos|ficheros|arquivos|ficheiros|bestanden"
    r"|filer|tiedostot|pliki|soubory|fajlovi|elemei|fails|fitxers|dosyalar|файлы|files_?\d?)$",
    re.IGNORECASE,
)
_PAGE = (".html", ".htm", ".xhtml")


def saved_from(markup: str) -> Finding | None:
    """Return the address from which a program says that it saved the page."""
    for each in _ADDRESSES:
        match = each.search(markup, 0, _BEGINNING)
        if match:
            url = match["url"] if "://" in match["url"] else f"http://{match['url']}"
            why = "The program that saved the page states its address in a comment."
            return Finding("url", url, Locator((), "comment"), "html.saved", why)
    return None


def is_of_saved_page(folder: str, siblings: Iterable[str]) -> bool:
    """True if a folder holds the pictures, styles and frames of a page saved beside it.

    ``siblings`` are the names in the folder that contains it.
    """
    match = _FOLDER.fullmatch(folder)
    if match is None:
        return False
    stem = match["stem"].lower()
    return any(
        PurePosixPath(each).stem.lower() == stem
        for each in siblings
        if each.lower().endswith(_PAGE)
    )
