"""Factiva: each document ends with "Document XXXX000020190303…", with field codes or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.words.persons import is_name
from articles.readers.exports.days import day_in, is_date_line
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import COPYRIGHT, Layout, trimmed
from articles.readers.exports.fieldvalues import Value, blocks, joined, paragraphs
from articles.readers.exports.splitting import Lines, Piece, by_ends
from articles.readers.exports.statedlanguages import language_code

_NUMBER = r"[A-Z][A-Z0-9]{3,12}0*(?:19|20)\d{6}[a-z0-9]{4,}"
_ID = re.compile(
    rf"\s*(?:AN\s+)?(?:Document|Dokument|Documento|Documenti|文件)\s+(?P<id>{_NUMBER})\s*$"
)
_CODE = re.compile(r"\s{0,3}(?P<code>[A-Z]{2,4})(?P<gap>[\t\xa0 ]+|$)(?P<value>.*)$")
# In the order in which Factiva prints them.
_ORDER = (
    *("SE", "HD", "CLM", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL"),
    *(
        "LA",
        "CY",
        "LP",
        "TD",
        "CT",
        "ART",
        "RF",
        "CX",
        "CO",
        "TIC",
        "DJIC",
        "IN",
        "NS",
        "RE",
        "IPC",
        "IPD",
        "PUB",
        "AN",
    ),
)
_KEYS = {
    "HD": "headline", "BY": "byline", "WC": "length", "PD": "published", "SN": "outlet",
    "ED": "edition", "PG": "page", "LA": "language", "CY": "copyright", "SE": "section",
    "CLM": "section",
}  # fmt: skip
_BODY = ("LP", "TD")
_FIRST = ("HD", "SE", "CLM")
_WORDS = re.compile(
    r"\s*\d[\d.,\s\xa0’']*\s*(?:words?|mots?|w[öo�]rter|wort|palabras?|parole|woorden|palavras|ord)\s*$",
    re.IGNORECASE,
)
_TIME = re.compile(r"\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[A-Z]{2,4})?\s*$")
_SOURCE_CODE = re.compile(r"\s*[A-Z][A-Z0-9]{2,9}\s*$")
_BY = re.compile(r"\s*(?:by|von|par|por|di|da)\s+\S", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*\d+\)\s+(?=\S)")
_FURNITURE = re.compile(
    r"\s*(?:©|\(c\)|copyright)\s*\d{4}\s+(?:Factiva|Dow Jones)|\s*(?:Dow Jones )?Factiva\s*$"
    r"|\s*Dow Jones\s*$|\s*Page \d+ of \d+|\s*Search Summary\s*$|\s*\f?\s*$",
    re.IGNORECASE,
)
_LONGEST_SECTION = 45  # characters
_PAGE_ALONE = re.compile(r"[A-Z]{0,2}\d{1,4}")
_FEW_LINES = 6
_LONGEST_PUBLISHER = 60
_HEAD_LINES = 16
_FEWEST_CODES = 3


class Factiva(Layout):
    """Saved from Dow Jones Factiva in article format, or with field codes."""

    name = "factiva"
    title = "Factiva"
    telling = ("Document ", "Dokument ", "Documento ", "Documenti ", "\nHD")

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        numbered = any(map(_ID.match, lines))
        codes = {match["code"] for line in lines if (match := _CODE.match(line))}
        coded = {"HD", "WC", "PD", "SN"} <= codes and bool(codes & {"LP", "TD"})
        return coded or (numbered and (any(map(_WORDS.match, lines)) or "HD" in codes))

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        kept = trimmed(lines)
        while kept and _FURNITURE.match(kept[0]):
            kept = trimmed(kept[1:])
        while kept and _FURNITURE.match(kept[-1]):
            kept = trimmed(kept[:-1])
        return kept

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        for index in range(len(lines) - 1, -1, -1):
            match = _ID.match(lines[index])
            if match:
                entry.add("id", Value(match["id"], (index + 1,), "Document"))
                break
        fields = list(_coded(lines))
        if len(fields) >= _FEWEST_CODES and any(code == "HD" for code, _ in fields):
            _read_coded(entry, lines, fields)
        else:
            _read_plain(entry, lines)
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
        if _WORDS.match(each) or is_date_line(each) or (code and code["code"] in _FIRST):
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


def _read_plain(entry: Entry, lines: Sequence[str]) -> None:
    """Read the article format: headline, byline, length, date, outlet, code, language, notice."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if _ID.match(lines[i])), len(lines))
    counted = next((i for i, line in enumerate(lines[:40]) if _WORDS.match(line)), None)
    if counted is None:
        counted = next((i for i, line in enumerate(lines[:20]) if is_date_line(line)), None)
        if counted is None:
            entry.body += paragraphs(lines, 0, last)
            return
        _read_heading(entry, lines, counted)
        start = _read_source(entry, lines, counted, last)
    else:
        _read_heading(entry, lines, counted)
        entry.add("length", joined(lines, [counted]))
        start = _read_source(entry, lines, counted + 1, last)
    entry.body += paragraphs(lines, start, last)


def _read_heading(entry: Entry, lines: Sequence[str], stop: int) -> None:
    above = [i for i in range(stop) if lines[i].strip() and not _FURNITURE.match(lines[i])]
    signed = next((n for n, i in enumerate(above) if n and _BY.match(lines[i])), None)
    if signed is None and len(above) > 1 and _is_signature(lines[above[-1]]):
        signed = len(above) - 1
    if signed is not None:
        entry.add("byline", joined(lines, above[signed : signed + 1]))
        above = above[:signed]
    if len(above) > 1 and _is_section(lines[above[0]]):
        entry.add("section", joined(lines, above[:1]))
        above = above[1:]
    if above:
        value = joined(lines, above)
        entry.add("headline", value._replace(text=_NUMBERED.sub("", value.text)))


def _is_section(line: str) -> bool:
    return len(line.strip()) <= _LONGEST_SECTION and not _NUMBERED.match(line)


def _is_signature(line: str) -> bool:
    parts = re.split(r"\s*[,;]\s*|\s(?:and|und|et|y)\s", line.strip())
    return is_name(parts[0], signed=True) and len(line) < 120


def _read_source(entry: Entry, lines: Sequence[str], start: int, stop: int) -> int:
    """Read the lines between length and text; return the index where the text begins."""
    noticed = False
    index = start
    for place, block in enumerate(blocks(lines, start, stop)):
        if place and entry.text("outlet") and not _is_source(entry, lines[block[0]]):
            return block[0]
        for index in block:
            text = lines[index].strip()
            if noticed and not _continues(lines, index):
                return index
            if noticed or COPYRIGHT.match(text):
                noticed = True
                entry.add("copyright", joined(lines, [index]))
            elif not entry.text("published") and is_date_line(text) and day_in(text):
                entry.add("published", joined(lines, [index]))
            elif _TIME.match(text):
                entry.add("other", joined(lines, [index], "Time"))
            elif entry.text("language"):
                return index
            elif len(text.split()) <= 2 and language_code(text) and not text.isupper():
                entry.add("language", joined(lines, [index]))
            elif not entry.text("outlet") and not _is_code(entry, text):
                entry.add("outlet", joined(lines, [index]))
            elif _is_code(entry, text) or len(text) <= _LONGEST_SECTION:
                entry.add("other", joined(lines, [index]))
            else:
                return index
    return index + 1 if noticed else stop


def _is_source(entry: Entry, line: str) -> bool:
    """True for a line that may stand between outlet and text."""
    text = line.strip()
    return bool(
        COPYRIGHT.match(text)
        or _is_code(entry, text)
        or _TIME.match(text)
        or _PAGE_ALONE.fullmatch(text)
        or (len(text.split()) <= 2 and language_code(text))
        or re.search(r"\b(?:edition|ausgabe|édition|edición|final)\b", text[:60], re.IGNORECASE)
    )


def _is_publisher(text: str) -> bool:
    """True for the name of the publisher, which stands below the text."""
    return len(text) <= _LONGEST_PUBLISHER and text[-1].isalnum() and text[0].isupper()


def _is_code(entry: Entry, text: str) -> bool:
    """True for the code of the source, with which the number of the document begins."""
    return bool(_SOURCE_CODE.match(text)) and (
        not entry.text("id") or entry.text("id").startswith(text.strip()[:4])
    )


def _continues(lines: Sequence[str], index: int) -> bool:
    """True for a line that goes on with a copyright notice."""
    before = lines[index - 1].strip()
    return bool(before) and (
        bool(
            re.match(
                r"\s*(?:all rights reserved|alle rechte|tous droits|todos los)", lines[index], re.I
            )
        )
        or (len(before) >= 70 and not before.endswith("."))
    )
