"""EBSCOhost: each document begins with "Record: 1"; values stand beside or below their labels.

Copied from a page, a document begins with its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.days import dated_in
from articles.readers.exports.documentfields import COPYRIGHT, read_labelled
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout, trimmed
from articles.readers.exports.fieldvalues import Value, blocks, may_go_on
from articles.readers.exports.labels import labelled
from articles.readers.exports.signedpeople import is_opened, is_signature
from articles.readers.exports.splitting import Lines, Piece, by_starts

_RECORD = re.compile(
    r"\s*(?:Record|Datensatz|Enregistrement|Notice|Registro|Record n\.|Rekord|Post)\s*:?\s*"
    r"(?P<number>\d+)"
    r"(?:\s*(?:of|von|de|sur|/)\s*(?P<all>\d+))?\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[-=_*~]{5,}\s*$")
_FURNITURE = re.compile(
    rf"{COPYRIGHT.pattern}|\s*[-=_*~]{{5,}}\s*$|\s*.{{0,40}}\bis the property of\b"
    r"|\s*The link information (?:above|below)|\s*EBSCO\b|\s*https?://\S*ebsco\S*\s*$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\bpp?\.?\s?(?P<page>[A-Z]{0,2}\d+[A-Z]?(?:-\w+)?)")
_HEAD_LINES = 2
_FEWEST_FIELDS = 4  # of a block in which lines without a label belong to the field above
_MOST_FIELDS = 30  # lines from the title of a document to its number
_FIRST_LINES = 1_000  # of an export, in which a record has its number if any has
_HEADS = frozenset(("headline", "byline", "source", "outlet", "published"))


class Ebsco(Layout):
    """Saved or e-mailed as text from EBSCOhost."""

    name = "ebsco"
    title = "EBSCO"
    telling = (
        *("Record", "Datensatz", "Enregistrement", "Notice", "Registro", "RECORD"),
        *("ebscohost.com", "EBSCO"),
    )
    surname_first = True
    month_first = True

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        keys = {found.key for line in lines if (found := labelled(line))}
        if not {"headline", "source"} <= keys:
            return False
        is_named = "ebsco" in text.lower()
        if any(map(_RECORD.match, lines)) and (is_named or bool(keys & {"id", "link"})):
            return True
        return is_named and any(
            _begins(line, lines[index + 1 : index + _MOST_FIELDS])
            for index, line in enumerate(lines)
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        first = lines.ahead(_FIRST_LINES)
        if any(_is_record(line, first[index + 1 : index + 3]) for index, line in enumerate(first)):
            return by_starts(lines, _Records().is_next)
        return by_starts(lines, lambda line, rest: _begins(line, rest.ahead()), keep=True)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        kept = trimmed(lines)
        while kept and _RULE.match(kept[-1]):
            kept = trimmed(kept[:-1])
        return kept

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        read_labelled(entry, _listed(lines), furniture=_FURNITURE)
        headline = entry.text("headline").rstrip(". ")
        if headline.endswith("(cover story)"):
            headline = headline.removesuffix("(cover story)").strip(" .")
        first = entry.first("headline")
        if first is not None:
            entry.fields["headline"][0] = first._replace(text=headline)
        _without_repeats(entry, headline)
        _add_source(entry)
        return entry

    def complete(self, piece: Piece) -> bool:
        last = piece.lines[-1].rstrip() if piece.lines else ""
        return last.endswith((".", "”", '"', "»", "!", "?", ")")) or bool(_FURNITURE.match(last))


class _Records:
    """Tells the beginning of a record from one that an article quotes."""

    def __init__(self) -> None:
        self._number = 0

    def is_next(self, line: str, lines: Lines) -> bool:
        match = _RECORD.match(line)
        if match is None or not int(match["number"]) > self._number:
            return False
        if not _is_record(line, lines.ahead()):
            return False
        self._number = int(match["number"])
        return True


def _is_record(line: str, following: Sequence[str]) -> bool:
    """True for the number of a record, below which its first fields stand."""
    return bool(_RECORD.match(line)) and any(
        found.key in _HEADS for each in following[:_HEAD_LINES] if (found := labelled(each))
    )


def _begins(line: str, following: Sequence[str]) -> bool:
    """True for the title of a document: below it stand its source and its number."""
    title = labelled(line)
    if title is None or title.key != "headline":
        return False
    keys = [found.key for each in following[:_MOST_FIELDS] if (found := labelled(each))]
    fields = keys[: keys.index("headline")] if "headline" in keys else keys
    return {"source", "id"} <= set(fields)


def _listed(lines: Sequence[str]) -> list[str]:
    """Indent the lines of values that are lists, so that they go on: people, subjects.

    Such lines stand between the fields of the first block. People are parted with semicolons.
    """
    own = list(lines)
    for block in blocks(lines, 0, len(lines)):
        keys = {index: found.key for index in block if (found := labelled(lines[index]))}
        if len(keys) < _FEWEST_FIELDS:
            continue
        key = ""
        for index in range(min(keys), max(keys)):
            if index in keys:
                key = keys[index]
                continue
            own[index] = f"  {own[index]}"
            ended = lines[index - 1].rstrip().endswith((";", ","))
            if key == "byline" and not ended and not may_go_on(lines, index - 1, index):
                own[index - 1] += ";"
        break
    return own


def _without_repeats(entry: Entry, headline: str) -> None:
    """Leave out the headline above the text and the signature below it."""
    if entry.body and headline and entry.body[0].text.rstrip(". ") == headline:
        entry.body.pop(0)
    while entry.body and (_RULE.match(entry.body[-1].text) or _signs(entry.body[-1].text)):
        signed = entry.body.pop()
        if not entry.text("byline") and _signs(signed.text):
            entry.add("byline", signed)


def _signs(text: str) -> bool:
    return is_opened(text) and is_signature(text)


def _add_source(entry: Entry) -> None:
    """Read outlet, date and page from ``Harbour Gazette (Northfield). 3/17/2019, p4.``"""
    source = entry.first("source")
    if source is None:
        return
    dated = dated_in(source.text, month_first=True)
    outlet = dated.before.strip() if dated is not None else ""
    rest = source.text[len(outlet) :]
    if not entry.text("outlet"):
        entry.add("outlet", source._replace(text=outlet or source.text))
    if not entry.text("published") and outlet:
        entry.add("published", source._replace(text=rest.lstrip(" .,;")))
    page = _PAGE.search(rest)
    if page and not entry.text("page"):
        entry.add("page", Value(page["page"], source.lines, source.label))
