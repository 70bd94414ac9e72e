"""Gale (InfoTrac, OneFile): each document ends with "Gale Document Number: GALE|A1234567"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.days import day_in
from articles.readers.exports.documentfields import COPYRIGHT, read_labelled
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout, trimmed
from articles.readers.exports.fieldvalues import Value, joined
from articles.readers.exports.labels import labelled
from articles.readers.exports.splitting import Lines, Piece, by_ends

_NUMBER = re.compile(
    r"\s*(?:(?:(?:Gale )?(?:Document Number|Dokumentnummer|Número de documento)(?: Gale)?|"
    r"Numéro de document(?: Gale)?)\s*:\s*(?:GALE\s*[|:]?\s*)?"
    # In any other language of the menus.
    r"|[^\W\d_][^\d:|]{3,50}:\s*GALE\s*\|\s*)(?P<id>[A-Z]{1,3}\d{6,})\s*$"
)
_CITATION = re.compile(
    r"\s*(?:Source Citation|Quellenangabe|Citation de la source|Cita de (?:la )?fuente|"
    r"Citazione (?:della )?fonte|Citação da fonte|Bronvermelding)"
    r"\s*(?:(?:\(|:).*)?$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"{COPYRIGHT.pattern}|{_CITATION.pattern}|\s*https?://\S+\s*$|\s*(?:https?://)?link\.gale(?:group)?\.com"
    r"|\s*Disclaimer\b|\s*\(MLA|\s*\(APA|\s*.{5,300}\bAccessed \d{1,2} \w+\.? \d{4}\.?\s*$"
    r"|\s*.{0,200}\bGale (?:OneFile|General OneFile|In Context|Academic)\b.{0,200}$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?P<outlet>[^(]+?)\.?\s*\((?P<rest>.*)", re.DOTALL)
_PAGE = re.compile(r"\bpp?\.?\s?(?P<page>[A-Z]{0,2}\d+[A-Z]?)\b")
_STOPPED = re.compile(r"[^\W\d_]{3}\.$")
_FEW_LINES = 8
_HEADS = frozenset(("headline", "byline", "outlet", "source", "published", "body"))


class Gale(Layout):
    """Downloaded or e-mailed as text from Gale's databases."""

    name = "gale"
    title = "Gale"
    telling = ("GALE", "Gale")
    surname_first = True

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        return (
            any(map(_NUMBER.match, lines))
            and "gale" in text.lower()
            and any(
                found.key in ("body", "source", "outlet")
                for line in lines
                if (found := labelled(line))
            )
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True, belongs=_belongs)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        return trimmed(lines)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        shown = ["" if _NUMBER.match(line) else line for line in lines]
        for index, line in enumerate(lines):
            match = _NUMBER.match(line)
            if match:
                entry.add("id", Value(match["id"], (index + 1,), "Gale Document Number"))
        citations = (i for i in reversed(range(len(shown))) if _CITATION.match(shown[i]))
        cited = next(citations, len(shown))
        free = read_labelled(entry, shown[:cited], furniture=_FURNITURE)
        if free and not entry.text("headline"):
            entry.add("headline", joined(lines, free))
        _without_stop(entry)
        _add_source(entry)
        return entry


def _without_stop(entry: Entry) -> None:
    """Leave out the full stop with which some of Gale's titles end."""
    headline = entry.first("headline")
    if headline is not None and _STOPPED.search(headline.text):
        entry.fields["headline"][0] = headline._replace(text=headline.text[:-1])


def _ends(line: str, lines: Lines) -> bool:
    """True for a document's number, after which the export ends or another document begins."""
    if not _NUMBER.match(line):
        return False
    following = lines.ahead()
    for each in following:
        found = labelled(each)
        if _NUMBER.match(each) or _CITATION.match(each) or (found and found.key == "copyright"):
            return False
        if found is not None and found.key in _HEADS:
            return True
    return len(following) < _FEW_LINES  # the file ends


def _belongs(line: str, before: str = "") -> bool:
    return bool(_FURNITURE.match(line)) and not labelled(line)


def _add_source(entry: Entry) -> None:
    """Read outlet, date and page from ``Paper. (Mar. 3, 2019): News: pA4.``"""
    for key in ("source", "outlet"):
        value = entry.first(key)
        match = _SOURCE.match(value.text) if value else None
        if value is None or match is None:
            if value is not None and not entry.text("outlet"):
                entry.add("outlet", value)
            continue
        rest = value._replace(text=match["rest"])
        if not entry.text("outlet"):
            entry.add("outlet", value._replace(text=match["outlet"]))
        if not entry.text("published") and day_in(match["rest"]):
            entry.add("published", rest)
        page = _PAGE.search(match["rest"])
        if page and not entry.text("page"):
            entry.add("page", value._replace(text=page["page"]))
