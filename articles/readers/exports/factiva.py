"""Factiva: each document ends with "Document XXXX000020190303…", with field codes or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.readers.exports.days import is_date_line
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout, trimmed
from articles.readers.exports.factivaarticle import WORDS, read_article
from articles.readers.exports.fieldvalues import Value, joined, paragraphs
from articles.readers.exports.splitting import Lines, Piece, by_ends

_NUMBER = r"[A-Za-z][A-Za-z0-9]{3,12}0*(?:19|20)\d{6}[a-z0-9]{4,}"
_ID = re.compile(
    rf"\s*(?:AN\s+)?(?:Document|Dokument|Documento|Documenti|Документ|文件|文書)\s+"
    rf"(?P<id>{_NUMBER})\s*$"
)
_CODE = re.compile(r"\s{0,3}(?P<code>[A-Z]{2,4})(?P<gap>[\t\xa0 ]+|$)(?P<value>.*)$")
# In the order in which Factiva prints them.
_ORDER = (
    *("SE", "HD", "CLM", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL"),
    *("LA", "CY", "LP", "TD", "CT", "ART", "RF", "CX", "CO", "TIC", "DJIC", "IN", "NS", "RE"),
    *("IPC", "IPD", "PUB", "AN"),
)
_KEYS = {
    "HD": "headline", "BY": "byline", "WC": "length", "PD": "published", "SN": "outlet",
    "ED": "edition", "PG": "page", "LA": "language", "CY": "copyright", "SE": "section",
    "CLM": "section",
}  # fmt: skip
_BODY = ("LP", "TD")
_FIRST = ("HD", "SE", "CLM")
_FURNITURE = re.compile(
    r"\s*(?:©|\(c\)|copyright)\s*\d{4}\s+(?:Factiva|Dow Jones)|\s*(?:Dow Jones )?Factiva\s*$"
    r"|\s*(?:Skip to (?:main )?content|Zum (?:Haupt)?inhalt springen|"
    r"Aller au contenu(?: principal)?|Ir al contenido(?: principal)?|"
    r"Vai al contenuto(?: principale)?)\s*$"
    r"|\s*Dow Jones\s*$|\s*Page \d+ of \d+|\s*Search Summary\s*$|\s*\f?\s*$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\s*(?:Page|Seite|Página|Pagina|Strona|Sida|Side) \d+"
    r"(?: (?:of|von|de|sur|di|van|av|af|z) \d+\b\s*(?:(?:©|\(c\)) ?\d{4}.*)?"
    r"|\s*(?:©|\(c\)) ?\d{4}.*)$"
)
# The summary of the search stands below the last document.
_SUMMARY = re.compile(
    r"\s*(?:Search Summary|Such-?(?:übersicht|zusammenfassung)|Zusammenfassung der Suche|"
    r"Résumé de (?:la )?recherche|Récapitulatif de (?:la )?recherche|"
    r"Resumen de (?:la )?búsqueda|Riepilogo (?:della )?ricerca|Resumo da (?:pesquisa|busca)|"
    r"Samenvatting (?:van )?(?:de )?zoekopdracht)\s*$",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"\b(?:Ltd|Inc|Corp|Co|LLC|Srl|S\.A|S\.p\.A|S\.L)\.$")
_WIDEST = 100  # characters of a footer
_FEW_LINES = 6
_LONGEST_PUBLISHER = 60
_HEAD_LINES = 16
_FEWEST_CODES = 3


class Factiva(Layout):
    """Saved from Dow Jones Factiva in article format, or with field codes."""

    name = "factiva"
    title = "Factiva"
    telling = (
        *("Document ", "Dokument ", "Documento ", "Documenti ", "Документ ", "文件 ", "文書 "),
        "\nHD",
    )

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        numbered = any(map(_ID.match, lines))
        codes = {match["code"] for line in lines if (match := _CODE.match(line))}
        coded = {"HD", "WC", "PD", "SN"} <= codes and bool(codes & {"LP", "TD"})
        return coded or (numbered and (any(map(WORDS.match, lines)) or "HD" in codes))

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        kept = trimmed([line for line in lines if len(line) > _WIDEST or not _FOOTER.match(line)])
        if kept and not _ID.match(kept[-1]):
            summary = (index for index, line in enumerate(kept) if _SUMMARY.match(line))
            kept = trimmed(kept[: next(summary, len(kept))])
        while kept and _FURNITURE.match(kept[0]):
            kept = trimmed(kept[1:])
        while kept and _FURNITURE.match(kept[-1]):
            kept = trimmed(kept[:-1])
        return kept

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        last = len(lines)
        for index in range(len(lines) - 1, -1, -1):
            match = _ID.match(lines[index])
            if match:
                entry.add("id", Value(match["id"], (index + 1,), "Document"))
                last = index
                break
        fields = list(_coded(lines))
        if len(fields) >= _FEWEST_CODES and any(code == "HD" for code, _ in fields):
            _read_coded(entry, lines, fields)
        else:
            read_article(entry, lines, last)
            if len(entry.body) > 1 and _is_publisher(entry.body[-1].text):
                entry.add("other", entry.body.pop())
        return entry


def _ends(line: str, lines: Lines) -> bool:
    """True for a document's number, after which the export ends or another document begins."""
    if not _ID.match(line):
        return False
    following = [each for each in lines.ahead() if not _FURNITURE.match(each)][:_HEAD_LINES]
    for each in following:
        code = _CODE.match(each)
        if WORDS.match(each) or is_date_line(each) or (code and code["code"] in _FIRST):
            return True
        if _ID.match(each):
            return False
    return len(following) < _FEW_LINES  # the file ends


def _coded(lines: Sequence[str]) -> Iterator[tuple[str, range]]:
    """Yield the fields of a document: (code, indices of its lines)."""
    code, start, order = "", 0, -1
    narrow = any(re.match(r"HD \S", line) for line in lines[:6])
    for index, line in enumerate(lines):
        match = _CODE.match(line)
        if match is None or match["code"] not in _ORDER:
            continue
        gap, value = match["gap"], match["value"]
        place = _ORDER.index(match["code"])
        is_wide = not value or len(gap) > 1 or gap in ("\t", "\xa0")
        if not (is_wide or narrow) or (order >= 0 and place <= order and not is_wide):
            continue
        if code in _BODY and place <= order:
            continue  # an article may have a line of two capitals
        if code:
            yield code, range(start, index)
        code, start, order = match["code"], index, place
    if code:
        yield code, range(start, len(lines))


def _read_coded(entry: Entry, lines: Sequence[str], fields: Sequence[tuple[str, range]]) -> None:
    for code, span in fields:
        match = _CODE.match(lines[span[0]])
        first = match["value"].strip() if match else ""
        if code in _BODY:
            shown = [*lines[: span[0]], first, *lines[span[0] + 1 :]]
            entry.body += paragraphs(shown, span[0], span[-1] + 1)
            continue
        if code == "AN":
            continue
        shown = [first, *lines[span[0] + 1 : span[-1] + 1]]
        used = [i for i, line in enumerate(shown) if line.strip()]
        value = joined(shown, used, code)
        numbers = tuple(span[0] + 1 + i for i in used)
        entry.add(
            _KEYS.get(code, "other"),
            value._replace(lines=numbers or (span[0] + 1,)),
        )


def _is_publisher(text: str) -> bool:
    """True for the name of the publisher, which stands below the text."""
    ends = text[-1].isalnum() or bool(_COMPANY.search(text))
    return len(text) <= _LONGEST_PUBLISHER and ends and text[0].isupper()
