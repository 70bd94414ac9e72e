"""WISO (GBI-Genios): each document ends with its lasting address.

In its files, the fields stand below the text; on its pages, and in what is printed from them,
above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.days import dated_in
from articles.readers.exports.documentfields import COPYRIGHT, read_body, read_fields, tail_start
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout, trimmed
from articles.readers.exports.fieldvalues import Value, blocks, joined, may_go_on
from articles.readers.exports.labels import labelled
from articles.readers.exports.signedpeople import is_opened, is_signature
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
_NOTICE = re.compile(r"\s*(?:©|\(c\)|Copyright)?\s*GBI-Genios\b.{0,60}$", re.IGNORECASE)
_PAGE_LINE = re.compile(
    r"\s*Seite \d+ von \d+\s*$|\s*Dokumente\s*$|\s*Inhaltsverzeichnis\s*$"
    r"|\s*\d+\.\s.*\.{4,}\s*\d+\s*$|\s*[-=_*]{5,}\s*$"
)
# Between outlet and date: "vom", "Nr. 12 vom Montag,".
_BEFORE_DATE = re.compile(
    r"(?:[\s,;]*\b(?:vom|v\.|den|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"(?:Nr\.|Heft|Jg\.)\s*\S+))*[\s,;]*$",
    re.IGNORECASE,
)
_WITHOUT_DATE = re.compile(
    r"(?P<outlet>.+?),?\s+(?:S\.|Seite:?|Nr\.|Heft|Jg\.)\s*\d", re.IGNORECASE
)
_PAGE = re.compile(r"\b(?:S\.|Seite:?|SEITE:?)\s*(?P<page>[A-Z]{0,2}\d+[\w/-]*)")
_HEAD_LINES = 12
_LONGEST_TITLE = 300  # characters of the block above the text
_HEADS = frozenset(
    ("source", "outlet", "published", "section", "edition", "byline", "id", "page", "length",
     "language", "other", "year")
)  # fmt: skip


_AFTER = frozenset(("copyright", "link"))
_BELOW = _HEADS | _AFTER


class Wiso(Layout):
    """Saved from wiso-net.de or genios.de."""

    name = "wiso"
    title = "WISO"
    surname_first = True
    telling = ("wiso-net", "GENIOS", "Genios", "genios", "Dauerhafte Adresse")

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        return any(found.key == "source" for line in lines if (found := labelled(line))) and any(
            _ADDRESS.match(line) or _LINK.match(line) or "GBI-Genios" in line for line in lines
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True, belongs=_belongs)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        kept: list[str] = []
        for line in lines:
            # A page may end between a label and its value.
            is_needless = not line.strip() and kept and not kept[-1].strip()
            if not is_needless and not _PAGE_LINE.match(line):
                kept.append(line)
        return trimmed(kept)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        lines = _without_repeat(lines)
        for index, line in enumerate(lines):
            found = _LINK.search(line)
            if found:
                entry.add("link", Value(found["id"], (index + 1,), "Dauerhafte Adresse"))
        below = tail_start(lines, 0, keys=_BELOW, furniture=_FURNITURE, never_first=frozenset())
        if any(map(_is_source, lines[below:])) and any(line.strip() for line in lines[:below]):
            start, end = _read_title(entry, lines, below), below
            rest = read_fields(entry, lines, below, len(lines), _HEADS)
        else:
            first = next((i for i, line in enumerate(lines) if _is_field(line)), 0)
            end = tail_start(lines, first, keys=_AFTER, furniture=_FURNITURE)
            _read_titles(entry, lines, first)
            start = _fields_end(lines, first, end)
            read_fields(entry, lines, first, start, _HEADS)
            rest = list(range(end, len(lines)))
        read_body(entry, lines, start, end)
        for index in rest:
            if COPYRIGHT.match(lines[index]):
                entry.add("copyright", joined(lines, [index]))
        _add_source(entry)
        return entry

    def own_id(self, entry: Entry) -> str:
        return entry.text("link") or super().own_id(entry)


def _ends(line: str, lines: Lines) -> bool:
    """True for the address of a document, or a notice after which another document begins."""
    if _ADDRESS.match(line):
        below = "".join(lines.ahead(2)[:1])
        return bool(_LINK.search(line) or _LINK.match(below))
    if not _NOTICE.match(line):
        return False
    following = [each for each in lines.ahead() if not _belongs(each)]
    return len(following) <= 2 or any(map(_is_field, following[:_HEAD_LINES]))


def _belongs(line: str, before: str = "") -> bool:
    return bool(_FURNITURE.match(line) or _PAGE_LINE.match(line))


def _is_field(line: str) -> bool:
    found = labelled(line)
    return found is not None and found.key in ("source", "section", "edition")


def _without_repeat(lines: Sequence[str]) -> list[str]:
    """Blank the source above the headline, which its field states again."""
    sources = [found.value for line in lines if (found := labelled(line)) and _is_source(line)]
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    repeats = bool(lines) and lines[first].strip() in sources
    return [*lines[:first], "", *lines[first + 1 :]] if repeats else list(lines)


def _is_source(line: str) -> bool:
    found = labelled(line)
    return found is not None and found.key == "source"


def _read_titles(entry: Entry, lines: Sequence[str], stop: int) -> None:
    """Read headline and standfirst, which stand above the fields."""
    title = list(blocks(lines, 0, stop))
    if title:
        entry.add("headline", joined(lines, title[-1] if len(title) > 3 else title[0]))
        for block in title[1:] if len(title) <= 3 else []:
            entry.add("standfirst", joined(lines, block))


def _read_title(entry: Entry, lines: Sequence[str], stop: int) -> int:
    """Read headline and byline above a text without fields; return where the text begins."""
    found = list(blocks(lines, 0, stop))
    first = found[0]
    # The headline may stand in one block with the text.
    count = 1
    while count < len(first) and may_go_on(lines, first[count - 1], first[count]):
        count += 1
    if len(found) > 1 and len(joined(lines, first).text) <= _LONGEST_TITLE:
        count = 1
        while count < len(first) and not _signs_below(lines, first[count]):
            count += 1
    entry.add("headline", joined(lines, first[:count]))
    start = first[-1] + 1 if count == len(first) else first[count]
    following = next((index for index in range(start, stop) if lines[index].strip()), stop)
    field = labelled(lines[following]) if following < stop else None
    if field is not None and field.key == "byline" and field.value:
        entry.add("byline", Value(field.value, (following + 1,), field.label))
        return following + 1
    if following < stop and is_signature(lines[following], headline=entry.text("headline")):
        entry.add("byline", joined(lines, [following]))
        return following + 1
    return start


def _signs_below(lines: Sequence[str], index: int) -> bool:
    """True for a signature in the block of the headline, which may be wrapped itself."""
    return is_signature(lines[index]) and (
        is_opened(lines[index]) or not may_go_on(lines, index - 1, index)
    )


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
    dated = dated_in(source.text)
    if dated is not None:
        outlet = _BEFORE_DATE.sub("", dated.before)
        rest = source.text[len(dated.before) :]
    else:
        match = _WITHOUT_DATE.match(source.text)
        outlet = match["outlet"] if match else source.text
        rest = source.text[len(outlet) :]
    if not entry.text("outlet"):
        entry.add("outlet", source._replace(text=outlet))
    if not entry.text("published") and dated is not None:
        entry.add("published", source._replace(text=rest))
    page = _PAGE.search(rest)
    if page and not entry.text("page"):
        entry.add("page", source._replace(text=page["page"]))
