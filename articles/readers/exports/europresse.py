"""Europresse: each document ends with its number, "news·20190303·LM·0123", and a certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.lines.dates import readings_in
from articles.readers.exports.documentfields import COPYRIGHT, read_body, tail_start
from articles.readers.exports.entry import Entry, numbers
from articles.readers.exports.exportlayout import Layout
from articles.readers.exports.fieldvalues import Value, blocks, joined, may_go_on
from articles.readers.exports.signedpeople import is_signature
from articles.readers.exports.splitting import Lines, Piece, by_ends

_NUMBER = re.compile(
    r"\s*(?:(?:Numéro de document|Document number|Número de documento)\s*:\s*)?"
    r"(?P<id>(?:news|web|pubt|rep|bio)[·.•]\d{8}[·.•]\w+[·.•][\w.-]+)\s*$",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(
    r"\s*(?:Ce certificat|Certificat émis|Date d.émission|Le présent document|This certificate|"
    r"Certificate issued|This document is protected|Issue date|Date issued|"
    r"Fecha de emisión|Ausstellungsdatum|Ce document est|Este documento|"
    r"à des fins de visualisation|lois et conventions|conventions internationales|"
    r"est régie par|régie par ces|document est protégé|personnelle et temporaire|et temporaire)"
    r"|\s*.{0,90}(?:droit d.auteur et son utilisation|est régie par ces lois)",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    rf"{_NUMBER.pattern}|{_CERTIFICATE.pattern}|{COPYRIGHT.pattern}"
    r"|\s*(?:Illustration|Note|Encart|Graphique|Photo)\(?s?\)?\s*:\s*$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"[,•]?\s*\bp{1,2}\.\s*(?P<page>[\w-]+)")
_WORDS = re.compile(
    r"\b(?P<words>\d[\d\s]*)\s+(?:mots?|words?|wörter|palabras?|parole|palavras|woorden|ord)\b",
    re.IGNORECASE,
)
# Where else the article was printed.
_ALSO = re.compile(
    r"\s*(?:aussi paru dans|cet article est (?:également |aussi )?paru dans|autres? parutions?|"
    r"also (?:published|appeared) in|this article also appeared in|auch erschienen in)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\s*\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    r"sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo),?\s*(?:den|le)?\s*$",
    re.IGNORECASE,
)
_PAGE_ALONE = re.compile(r"pp?\.\s*[\w-]+|\d[\d\s]*\s(?:mots|words)", re.IGNORECASE)
_DOT = re.compile(r"\s*[•·]\s*")
_LONGEST_HEAD = 160
_LONGEST_KICKER = 40
_WRAPPED = 60  # characters


class Europresse(Layout):
    """Saved as text from Europresse (Cedrom-SNi)."""

    name = "europresse"
    title = "Europresse"
    telling = ("news", "web", "Certificat", "certificat", "pubt")

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        return any(map(_NUMBER.match, lines)) and (
            any(map(_CERTIFICATE.match, lines)) or any(map(COPYRIGHT.match, lines))
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        return by_ends(lines, _ends, keep=True, belongs=_belongs)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        # The certificate is that of the reader who exported the document.
        certified = False
        kept: list[str] = []
        for line in lines:
            certified = bool(_CERTIFICATE.match(line)) or (certified and bool(line.strip()))
            if not certified or _NUMBER.match(line):
                kept.append(line)
        return super().own_lines(kept)

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        end = tail_start(lines, 0, keys=frozenset(), furniture=_FURNITURE)
        for index in range(end, len(lines)):
            number = _NUMBER.match(lines[index])
            if number:
                entry.add("id", Value(number["id"], (index + 1,), "Numéro de document"))
            elif COPYRIGHT.match(lines[index]):
                entry.add("copyright", joined(lines, [index]))
        dated = next((i for i in range(min(end, 15)) if _date_in(lines[i])), None)
        above = [i for i in range(dated or 0) if lines[i].strip()]
        if dated is not None:
            _read_dated(entry, lines, dated)
            if above:
                entry.add("outlet", joined(lines, above[:1]))
        start = 0 if dated is None else dated + 1
        if dated is not None and not above:
            start = _read_outlet(entry, lines, start, end)
        start = _read_titles(entry, lines, start, end)
        read_body(entry, lines, start, end)
        return entry


def _ends(line: str, lines: Lines) -> bool:
    return bool(_NUMBER.match(line))


def _belongs(line: str, before: str) -> bool:
    """True for a line of the certificate, which may be wrapped, or of the notice above it."""
    return bool(_NUMBER.match(line) or COPYRIGHT.match(line)) or _is_certificate(line, before)


def _is_certificate(line: str, before: str) -> bool:
    return bool(_CERTIFICATE.match(line)) or (
        bool(before.strip()) and line[:1].islower() and len(before.strip()) >= _WRAPPED
    )


def _date_in(line: str) -> tuple[int, int] | None:
    """Where a line states a day, with section and page around it; None if it does not."""
    text = line.strip()
    if not text or len(text) > _LONGEST_HEAD or COPYRIGHT.match(text):
        return None
    found = next(readings_in(text), None)
    if found is None or found.readings[0].precision == "year":
        return None
    rest = _WORDS.sub("", _PAGE.sub("", text[found.end :])).strip(" ,•·-–—")
    before = _WEEKDAY.sub("", text[: found.start]).strip(" ,•·-–—")
    return (found.start, found.end) if len(rest.split()) <= 6 and len(before.split()) <= 8 else None


def _read_dated(entry: Entry, lines: Sequence[str], index: int) -> None:
    """Read ``Économie, dimanche 3 mars 2019, p. 12``."""
    text = " ".join(lines[index].split())
    at = _date_in(text)
    if at is None:
        return
    number = (index + 1,)
    entry.add("published", Value(text[at[0] : at[1]], number))
    entry.add("section", Value(_WEEKDAY.sub("", text[: at[0]]).strip(" ,•·-–—"), number))
    if page := _PAGE.search(text):
        entry.add("page", Value(page["page"], number))
    if words := _WORDS.search(text, at[1]):
        entry.add("length", Value(words[0], number))


def _read_outlet(entry: Entry, lines: Sequence[str], start: int, stop: int) -> int:
    """Read ``Le Monde • p. 12 • 845 mots`` below a date; return the index after it."""
    index = next((index for index in range(start, stop) if lines[index].strip()), stop)
    parts = _DOT.split(lines[index].strip()) if index < stop else []
    if len(parts) < 2 or not any(map(_PAGE_ALONE.match, parts[1:])):
        return start
    number = (index + 1,)
    entry.add("outlet", Value(parts[0], number))
    for part in parts[1:]:
        if page := _PAGE.match(part):
            entry.add("page", Value(page["page"], number))
        else:
            entry.add("length" if _WORDS.match(part) else "other", Value(part, number))
    return index + 1


def _read_titles(entry: Entry, lines: Sequence[str], start: int, stop: int) -> int:
    """Read kicker, headline and author above the text; return where the text begins."""
    heads: list[range] = []
    begins = stop
    for block in blocks(lines, start, stop):
        single = [range(i, i + 1) for i in block]
        if heads and len(block) > 1 and len(lines[block[0]].strip()) >= _WRAPPED:
            begins = block[0]  # wrapped lines of the text
            break
        for each in single:
            text = lines[each[0]].strip()
            enough = len(heads) >= 4 or (heads and (len(text) > _LONGEST_HEAD or _is_prose(text)))
            if enough:
                begins = each[0]
                break
            if _PAGE_ALONE.fullmatch(text):
                continue
            if _ALSO.match(text):
                entry.add("other", joined(lines, each))
                continue
            heads.append(each)
        else:
            continue
        break
    titles = [each[0] for each in heads]
    signed = next((n for n in range(1, len(heads)) if _is_author(lines, titles, n)), None)
    if signed is not None:
        after = signed + 1
        while after < len(heads) and is_signature(lines[titles[after]]):
            after += 1
        if after < len(heads):
            begins = heads[after][0]
        names = [index for each in heads[signed:after] for index in each]
        text = "; ".join(" ".join(lines[index].split()) for index in names)
        entry.add("byline", Value(text, numbers(names)))
        heads = heads[:signed]
    if len(heads) > 1 and _is_kicker(lines[heads[0][0]]):
        entry.add("section", joined(lines, heads[0]))
        heads, titles = heads[1:], titles[1:]
    if not heads:
        return begins
    count = 1
    while count < len(heads) and may_go_on(lines, titles[count - 1], titles[count]):
        count += 1
    entry.add("headline", joined(lines, [index for each in heads[:count] for index in each]))
    if signed is None and len(heads) > count:
        return heads[count][0]
    for each in heads[count:]:
        entry.add("standfirst", joined(lines, each))
    return begins


def _is_prose(text: str) -> bool:
    ends = text.endswith((".", "»", "”", "…"))
    return (ends and (len(text) > 60 or ". " in text)) or len(text) > 120


def _is_author(lines: Sequence[str], titles: Sequence[int], place: int) -> bool:
    """True for a line of names below a headline, which may go on in the line itself."""
    line = lines[titles[place]]
    goes_on = may_go_on(lines, titles[place - 1], titles[place])
    headline = "" if goes_on else joined(lines, titles[:place]).text
    return is_signature(line, headline=headline)


def _is_kicker(line: str) -> bool:
    text = line.strip()
    return len(text) <= _LONGEST_KICKER and (text.isupper() or len(text.split()) <= 2)
