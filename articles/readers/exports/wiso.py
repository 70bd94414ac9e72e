"""WISO (GBI-Genios): each document ends with its lasting address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.days import day_in
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import (
    COPYRIGHT,
    Layout,
    read_body,
    read_fields,
    tail_start,
    trimmed,
)
from articles.readers.exports.fieldvalues import Value, blocks, joined
from articles.readers.exports.labels import labelled
from articles.readers.exports.splitting import Lines, Piece, by_ends

_ADDRESS = re.compile(
    r"\s*(?:Dauerhafte Adresse des Dokuments|Permanent address of the document)\s*:", re.I
)
_LINK = re.compile(
    r"\s*(?:https?://)?(?:www\.)?(?:wiso-net|genios)\.de/document/(?P<id>[^\s?]+)", re.I
)
_FURNITURE = re.compile(
    rf"{_ADDRESS.pattern}|{_LINK.pattern}|{COPYRIGHT.pattern}|\s*GBI-Genios\b",
    re.IGNORECASE,
)
_PAGE_LINE = re.compile(
    r"\s*Seite \d+ von \d+\s*$|\s*Dokumente\s*$|\s*Inhaltsverzeichnis\s*$"
    r"|\s*\d+\.\s.*\.{4,}\s*\d+\s*$"
)
_SOURCE = re.compile(
    r"(?P<outlet>.+?)(?:\s+(?:vom|VOM|v\.)|,?\s+(?:Nr\.|Heft|Jg\.)|,)\s*(?=\S*\d)(?P<rest>.*)",
    re.DOTALL,
)
_PAGE = re.compile(r"\b(?:S\.|Seite|SEITE)\s*(?P<page>[A-Z]{0,2}\d+[\w/-]*)")
_HEAD_LINES = 12
_HEADS = frozenset(
    ("source", "outlet", "published", "section", "edition", "byline", "id", "page", "length",
     "language", "other", "year")
)  # fmt: skip


class Wiso(Layout):
    """Saved from wiso-net.de or genios.de."""

    name = "wiso"
    title = "WISO"
    telling = ("wiso-net", "GENIOS", "Genios", "genios", "Dauerhafte Adresse")

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        return any(found.key == "source" for line in lines if (found := labelled(line))) and any(
            _ADDRESS.match(line) or _LINK.match(line) or "GBI-Genios" in line for line in lines
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True, belongs=_belongs)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        return trimmed([line for line in lines if not _PAGE_LINE.match(line)])

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        for index, line in enumerate(lines):
            found = _LINK.search(line)
            if found:
                entry.add("link", Value(found["id"], (index + 1,), "Dauerhafte Adresse"))
        first = next((i for i, line in enumerate(lines) if _is_field(line)), 0)
        end = tail_start(lines, first, keys=frozenset(("copyright", "link")), furniture=_FURNITURE)
        title = list(blocks(lines, 0, first))
        if title:
            entry.add("headline", joined(lines, title[-1] if len(title) > 3 else title[0]))
            for block in title[1:] if len(title) <= 3 else []:
                entry.add("standfirst", joined(lines, block))
        start = _fields_end(lines, first, end)
        read_fields(entry, lines, first, start, _HEADS)
        read_body(entry, lines, start, end)
        for index in range(end, len(lines)):
            if COPYRIGHT.match(lines[index]):
                entry.add("copyright", joined(lines, [index]))
        _add_source(entry)
        return entry

    def own_id(self, entry: Entry) -> str:
        return entry.text("link") or super().own_id(entry)


def _ends(line: str, lines: Lines) -> bool:
    """True for the address of a document, after which the export ends or another one begins."""
    if not (_ADDRESS.match(line) or "GBI-Genios" in line):
        return False
    following = [each for each in lines.ahead() if not _belongs(each)]
    return len(following) <= 2 or any(map(_is_field, following[:_HEAD_LINES]))


def _belongs(line: str, before: str = "") -> bool:
    return bool(_FURNITURE.match(line) or _PAGE_LINE.match(line))


def _is_field(line: str) -> bool:
    found = labelled(line)
    return found is not None and found.key in ("source", "section", "edition")


def _fields_end(lines: Sequence[str], start: int, stop: int) -> int:
    index = start
    while index < stop:
        found = labelled(lines[index])
        if lines[index].strip() and (found is None or found.key not in _HEADS):
            break
        index += 1
        if found is not None and not found.value:
            index += 1
    return index


def _add_source(entry: Entry) -> None:
    """Read outlet, date and page from ``Hafenzeitung vom 03.03.2019, S. 4``."""
    source = entry.first("source")
    if source is None:
        return
    match = _SOURCE.match(source.text)
    rest = match["rest"] if match else ""
    if not entry.text("outlet"):
        entry.add("outlet", source._replace(text=match["outlet"] if match else source.text))
    if not entry.text("published") and day_in(rest):
        entry.add("published", source._replace(text=rest))
    page = _PAGE.search(rest)
    if page and not entry.text("page"):
        entry.add("page", source._replace(text=page["page"]))
