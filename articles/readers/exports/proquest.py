"""ProQuest: documents between rules of underscores, with fields before and after the text.

In mails and on pages there are no rules: a document ends with the fields around its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from articles.readers.exports.days import day_in
from articles.readers.exports.documentfields import (
    read_body,
    read_fields,
    read_tail,
    tail_start,
    value_end,
)
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout, trimmed
from articles.readers.exports.fieldvalues import Value, blocks, joined
from articles.readers.exports.labels import labelled
from articles.readers.exports.splitting import Lines, Piece, by_starts

_RULE = re.compile(r"\s*_{20,}\s*$")
_COUNTER = re.compile(
    r"\s*(?:document|dokument|documento|dokumentum|documente?n?)\s+(?P<number>\d+)\s+"
    r"(?:of|von|de|sur|di|van|av|af|z|/)\s+(?P<all>\d+)\s*$",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*(?:proquest document link(?:\s*<\S*>)?|<>|link zum proquest-dokument|"
    r"proquest-dokumentlink|"
    r"lien vers le document proquest|lien du document proquest|"
    r"enlace de documentos? de proquest|enlace al documento de proquest|"
    r"(?:link|collegamento|ligação|koppeling|lenke|länk|łącze)\b.{0,30}proquest\S*|https?://\S+)\s*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\s*(?:copyright\b|©|contact proquest|proquest kontaktieren|kontakt zu proquest|"
    r"contacter proquest|contactar con proquest|all rights reserved|database copyright|"
    r"terms and conditions|report information from proquest|bibliograph|contact us at\b)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:full text )?(?:not|none) available\.?|nicht verfügbar\.?|non disponi?bile?\.?|"
    r"no disponible\.?|não disponível\.?|niet beschikbaar\.?",
    re.IGNORECASE,
)
# "Ferry contract signed: FINAL Edition", "Ferry contract signed [National]"
_EDITION = re.compile(
    r"\s*[:;]\s*\[?[\w .,/-]{0,40}\b(?:edition|edición|édition)\]?\s*"
    r"|\s*[:;]?\s*\[[\w .,/-]{1,40}\]\s*",
    re.IGNORECASE,
)
_SENT = re.compile(r"\s*(?:Email \d+ of \d+|.{1,60} sent you the following:)\s*$", re.IGNORECASE)
# "Pettifer, Lorna. Harbour Gazette; Northfield [Northfield]. 03 Mar 2019."
_CITED = re.compile(r".{3,200}\[[^\]]+\]\.?\s*\d{1,2} \w{3,9} \d{4}\b.{0,40}$")
_DOCVIEW = re.compile(r"proquest\.com/\S*docview/(\d+)")
_HEAD = frozenset(("byline", "source", "body", "link"))
# Many fields follow the text, the first of which states its subject or its title.
_NEVER_FIRST = frozenset(
    ("note", "notes", "photo", "credit", "by", "von", "from", "words", "source")
)
_ABSTRACT = (
    "abstract",
    "zusammenfassung",
    "kurzfassung",
    "résumé",
    "resumen",
    "resumo",
    "riassunto",
)
_HEAD_LINES = 12
_LAST_LINES = 8
_LETTER = 40  # lines above the first document of a mail
_DATABASE = (
    *("database", "datenbank", "base de données", "base de datos", "base de dados", "databas"),
    *("banca dati", "databank", "baza danych", "adatbázis", "veritabanı", "база данных"),
)


class ProQuest(Layout):
    """Saved as text from ProQuest's databases."""

    name = "proquest"
    title = "ProQuest"
    telling = ("ProQuest", "proquest")
    surname_first = True

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        ruled = any(map(_RULE.match, lines)) or any(map(_COUNTER.match, lines))
        return (
            (ruled or any(map(_is_number, lines)))
            and "proquest" in text.lower()
            and any(
                found.key in ("source", "body", "outlet")
                for line in lines
                if (found := labelled(line))
            )
        )

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        first = lines.ahead(1_000)
        if any(map(_RULE.match, first)):
            return by_starts(lines, _begins_after_rule, keep=True)
        if any(map(_COUNTER.match, first)):
            return by_starts(lines, _begins_with_counter, keep=True)
        return by_starts(lines, _Numbers().is_next, keep=True)

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        # What stands above the first document of a mail.
        sent = (i for i in reversed(range(min(len(lines), _LETTER))) if _SENT.match(lines[i]))
        own = lines[next(sent, -1) + 1 :]
        kept = trimmed(["" if _RULE.match(line) else line for line in own])
        return trimmed(kept[1:]) if kept and _COUNTER.match(kept[0]) else kept

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        lines = ["" if _LINK.match(line) else line for line in lines]
        start = next((i for i, line in enumerate(lines) if _key(line) == "body"), None)
        end = _tail_start(lines, 0 if start is None else start + 1)
        begins = _below_links(lines, end) if start is None else start
        rest = read_fields(entry, lines, 0, begins)
        title = next(blocks(lines, rest[0], rest[-1] + 1), None) if rest else None
        if start is None:
            read_body(entry, lines, begins, end)
        else:
            text = labelled(lines[start])
            if text is not None and not _NONE.fullmatch(text.value):
                read_body(entry, lines, start + (not text.value), end, text.value)
        read_tail(entry, lines, end)
        if title is not None:
            cited = [index for index in title[1:] if _CITED.match(lines[index])]
            for index in cited:
                entry.add("source", joined(lines, [index]))
            above = joined(lines, [i for i in title if i in rest and i not in cited])
            _add_headline(entry, above)
        _add_source(entry)
        return entry

    def is_furniture(self, line: str) -> bool:
        return bool(_FURNITURE.match(line)) or super().is_furniture(line)

    def complete(self, piece: Piece) -> bool:
        fields = [found for line in piece.lines[-_LAST_LINES:] if (found := labelled(line))]
        return any(
            found.key == "loaded" or found.label.lower() in _DATABASE for found in fields[-2:]
        )

    def own_id(self, entry: Entry) -> str:
        number = super().own_id(entry)
        view = next(
            filter(None, (_DOCVIEW.search(v.text) for v in entry.fields.get("link", []))), None
        )
        return number or (view[1] if view else "")


def _is_number(line: str) -> bool:
    """True for the number of a document; an article that mentions one has no such field."""
    found = labelled(line)
    return found is not None and found.key == "id" and "proquest" in found.label.lower()


class _Numbers:
    """Tells where the next document begins: after a number, with a title above its first fields."""

    def __init__(self) -> None:
        self._is_over = False

    def is_next(self, line: str, lines: Lines) -> bool:
        if _is_number(line):
            self._is_over = True
        if not self._is_over or not line.strip() or labelled(line) or _FURNITURE.match(line):
            return False
        found = (labelled(each) for each in lines.ahead()[:_HEAD_LINES])
        keys = [each.key for each in found if each is not None]
        self._is_over = not keys or keys[0] not in _HEAD
        return not self._is_over


def _below_links(lines: Sequence[str], stop: int) -> int:
    """Return where a text without a label begins, which stands below the links; or ``stop``."""
    for block in islice(blocks(lines, 0, stop), _HEAD_LINES):
        index = block[0]
        while index < block.stop:
            found = labelled(lines[index])
            after = value_end(lines, index, stop, found) if found is not None else index + 1
            if found is not None and found.key == "link":
                return after
            index = after
    return stop


def _add_headline(entry: Entry, above: Value) -> None:
    """Take the headline above the fields where the title adds an edition to it, or is missing."""
    title = entry.text("headline")
    if not title:
        entry.add("headline", above)
    elif title.startswith(above.text) and _EDITION.fullmatch(title[len(above.text) :]):
        entry.fields["headline"].insert(0, above)


def _tail_start(lines: Sequence[str], start: int) -> int:
    return tail_start(lines, start, furniture=_FURNITURE, never_first=_NEVER_FIRST)


def _key(line: str) -> str:
    found = labelled(line)
    return found.key if found else ""


def _begins_after_rule(line: str, lines: Lines) -> bool:
    """True for a rule between documents, or after the last one."""
    return bool(_RULE.match(line)) and _is_heading(lines.ahead()[:_HEAD_LINES])


def _begins_with_counter(line: str, lines: Lines) -> bool:
    return bool(_COUNTER.match(line)) and _is_heading(lines.ahead()[:_HEAD_LINES])


def _is_heading(following: Sequence[str]) -> bool:
    """True if a document begins, or nothing follows: its first field is one above the text."""
    for line in following:
        if _COUNTER.match(line) or _LINK.match(line) or _FURNITURE.match(line):
            return True
        found = labelled(line)
        if found is not None:
            return found.key in _HEAD or found.label.lower().startswith(_ABSTRACT)
    return len(following) < _HEAD_LINES  # the file ends


def _add_source(entry: Entry) -> None:
    """Read outlet, date and page from ``Paper ; City [City]. 03 Mar 2019: A.4.``"""
    source = entry.first("source")
    if source is None:
        return
    if not entry.text("outlet"):
        entry.add("outlet", source._replace(text=source.text.partition(";")[0]))
    # Mails break values ("Feb 26, 2 009"); then the source still states the day.
    if not day_in(entry.text("published")) and day_in(source.text):
        entry.fields.setdefault("published", []).insert(0, source)
    page = re.search(r":\s*([^:\s][^:]{0,20}?)\.?$", source.text)
    if page and not entry.text("page"):
        entry.add("page", Value(page[1], source.lines, source.label))
