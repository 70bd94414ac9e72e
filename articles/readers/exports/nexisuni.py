"""Nexis Uni, Nexis Advance and Lexis+: each document ends with "End of Document"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.words.knownoutlets import known_outlets
from articles.readers.exports.days import is_date_line
from articles.readers.exports.documentfields import (
    COPYRIGHT,
    read_body,
    read_fields,
    read_tail,
    tail_start,
)
from articles.readers.exports.entry import Entry
from articles.readers.exports.exportlayout import Layout, trimmed
from articles.readers.exports.fieldvalues import Value, blocks, joined, may_go_on, paragraphs
from articles.readers.exports.labels import labelled
from articles.readers.exports.splitting import Lines, Piece, by_ends

_END = re.compile(
    r"\s*(?:End of Document|Ende des Dokuments|Dokumentende|Fin du document|Fin del documento|"
    r"Fine del documento|Fim do documento|Einde van (?:het )?document|Slut på dokument(?:et)?|"
    r"Dokumentets slut|Slutningen af dokumentet|Koniec dokumentu)\s*$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\s*(?:Body|Text|Haupttext|Corps|Texte|Cuerpo|Texto|Corpo|Testo|Tekst|Volledige tekst|"
    r"Brödtext|Brødtekst)"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:Classification|Klassifi[kc]ation|Klassifizierung|Clasificación|Classificazione|"
    r"Classificação|Classificatie|Klassificering|Klasyfikacja|Graphic|Grafik|Grafiek|Bildtext|"
    r"Graphique|Gráfico|Notes|Correction|Anmerkungen|Load-Date|copyright\b|©)\s*:?\s*$"
    r"|\s*(?:copyright\b|©)|\s*PHOTO\b",
    re.IGNORECASE,
)
_AFTER_LINE = re.compile(
    r"\s*(?:Classification|Klassifi[kc]ation|Klassifizierung|Clasificación|Classificazione|"
    r"Classificação|Classificatie|Klassificering|Klasyfikacja)\s*$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\s*(?:Page|Seite|Página|Pagina|Sida|Side|Strona) \d+ "
    r"(?:of|von|de|sur|di|van|av|af|z) \d+\s*$",
    re.IGNORECASE,
)
# Below the list of documents.
_NOTICE = re.compile(
    r"[\s|]*(?:About LexisNexis\s*\||Copyright © \d{4} LexisNexis\s*$)", re.IGNORECASE
)
# The cover of a download and its list of documents.
_COVER = re.compile(
    r"\s*(?:Date and Time|Job Number|Documents? \(\d+\)|Client/Matter|Search Terms|Search Type|"
    r"Narrowed by|Content Type|Datum und Uhrzeit|Auftragsnummer|Dokumente? \(\d+\))\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"urn:contentItem:([\w-]+)", re.IGNORECASE)
_HEADS = frozenset(
    ("byline", "section", "length", "dateline", "standfirst", "headline", "edition", "copyright",
     "language", "other", "link", "page")
)  # fmt: skip
# Parts below the text that have no label with a colon.
_APPENDIX = re.compile(
    r"\s*(?:Graphic|Grafik|Graphique|Gráfico|Grafico|Grafiek|Notes?|Anmerkungen?|Correction|"
    r"Korrektur|Rectificatif|Corrección)\s*$"
)
_MOST_BLOCKS = 4  # of such a part
_BLOG = re.compile(r"\s*\([^()]{2,60}\)\s*")  # of an outlet, in the line below its name
_COVER_LINES = 40
_HEAD_LINES = 30
_HEADING_LINES = 10


class NexisUni(Layout):
    """Downloaded from Nexis Uni, Nexis Advance or Lexis+."""

    name = "nexisuni"
    title = "Nexis Uni"
    telling = (
        *("End of Document", "Ende des Dokuments", "Dokumentende", "Fin du document"),
        *("Fin del documento", "Fine del documento", "Fim do documento", "Einde van", "Load-Date"),
        *("Slut på dokument", "Dokumentets slut", "Slutningen af", "Koniec dokumentu"),
    )

    def marks(self, text: str) -> bool:
        lines = text.split("\n")
        ended = any(map(_END.match, lines))
        keys = {
            found.key for line in lines if (found := labelled(line)) and not found.label.isupper()
        }
        bodied = any(map(_BODY.match, lines))
        if ended:
            return bool(keys & {"length", "section", "byline", "loaded"}) or bodied
        return bodied and {"length", "loaded"} <= keys and any(map(COPYRIGHT.match, lines))

    def pieces(self, lines: Lines) -> Iterator[Piece]:
        above: Sequence[str] = ()
        for piece in by_ends(lines, _ends, keep=False):
            piece.lines = _without_foot(piece.lines, above)
            yield piece
            above = piece.lines

    def own_lines(self, lines: Sequence[str]) -> list[str]:
        own = ["" if _NOTICE.match(line) else line for line in lines]
        return trimmed(_without_page_ends(trimmed(_without_cover(own))))

    def entry(self, lines: Sequence[str]) -> Entry:
        entry = Entry()
        body = next((i for i, line in enumerate(lines[:120]) if _BODY.match(line)), None)
        dated = next((i for i, line in enumerate(lines[: body or 40]) if is_date_line(line)), None)
        first = _first_label(lines, body if body is not None else len(lines))
        heading = first if dated is None or dated > first else dated + 1
        _read_heading(entry, lines, heading, dated)
        if body is None:
            body = _labels_end(lines, max(first, heading))
            rest = read_fields(entry, lines, heading, body, _HEADS)
            start = body
        else:
            rest = read_fields(entry, lines, heading, body, _HEADS)
            start = body + 1
        _read_rest(entry, lines, rest)
        end = tail_start(lines, start, furniture=_AFTER)
        for first in _appendices(lines, start, end):
            text = list(paragraphs(lines, first + 1, end))
            numbers = tuple(number for each in text for number in each.lines)
            whole = " ".join(each.text for each in text)
            entry.add("other", Value(whole, numbers, lines[first].strip()))
            end = first
        read_body(entry, lines, start, end)
        read_tail(entry, lines, tail_start(lines, start, furniture=_AFTER))
        return entry

    def own_id(self, entry: Entry) -> str:
        links = (_LINK.search(value.text) for value in entry.fields.get("link", ()))
        return next((match[1] for match in links if match), "")


def _appendices(lines: Sequence[str], start: int, stop: int) -> list[int]:
    """Return the headings of short parts below the text, the last one first: "Graphic", "Notes"."""
    found = []
    for index in range(stop - 1, start, -1):
        if lines[index].strip() and _APPENDIX.match(lines[index]):
            if len(list(blocks(lines, index + 1, stop))) > _MOST_BLOCKS:
                break
            found.append(index)
            stop = index
    return found


def _without_cover(lines: Sequence[str]) -> list[str]:
    """Blank the cover of the download, which stands before the first document."""
    if not any(map(_COVER.match, lines[:_COVER_LINES])):
        return list(lines)
    last = max(index for index, line in enumerate(lines) if _COVER.match(line))
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    return [""] * (last + 1) + list(lines[last + 1 :])


def _without_foot(lines: Sequence[str], above: Sequence[str]) -> list[str]:
    """Leave out the foot of the page on which the document above ended: a counter, its title."""
    used = [index for index, line in enumerate(lines) if line.strip()]
    if not used or not _FURNITURE.match(lines[used[0]]):
        return list(lines)
    first = next(blocks(above, 0, len(above)), range(0))
    title, found = joined(above, first).text, ""
    for index in used[1:]:
        found = f"{found} {' '.join(lines[index].split())}".strip()
        if not title.startswith(found):
            return list(lines[index:])
    return []


def _without_page_ends(lines: Sequence[str]) -> list[str]:
    """Leave out "Page 2 of 3" and the headline that the next page repeats below it."""
    kept: list[str] = []
    heading = [line.strip() for line in lines[:_HEADING_LINES] if line.strip()]
    expected: list[str] = []
    for line in lines:
        if _FURNITURE.match(line):
            expected = heading.copy()
        elif expected and line.strip() == expected[0]:
            expected.pop(0)
        else:
            expected = expected if not line.strip() else []
            kept.append(line)
    return kept


def _ends(line: str, lines: Lines) -> bool:
    """True for an end mark, after which the export ends or another document begins."""
    if not _END.match(line):
        return False
    following = lines.ahead()[:_HEAD_LINES]
    if not following:
        return True
    # Whatever comes first tells: the text of an article goes on to its own end.
    for place, each in enumerate(following):
        found = labelled(each)
        if _END.match(each) or _AFTER_LINE.match(each) or (found and found.key == "loaded"):
            return False
        if found and found.key in ("length", "section", "byline"):
            return True
        if place < _HEADING_LINES and (is_date_line(each) or COPYRIGHT.match(each)):
            return True
        if _BODY.match(each):
            return True
    return len(following) < _HEADING_LINES  # the file ends


def _first_label(lines: Sequence[str], stop: int) -> int:
    for index in range(stop):
        found = labelled(lines[index])
        if COPYRIGHT.match(lines[index]) or (found is not None and found.key in _HEADS):
            return index
    return min(stop, len(lines))


def _labels_end(lines: Sequence[str], start: int) -> int:
    """Return where the text begins in a document without the line "Body"."""
    index = start
    while index < len(lines):
        found = labelled(lines[index])
        is_head = found is not None and found.key in _HEADS
        if lines[index].strip() and not is_head and not COPYRIGHT.match(lines[index]):
            break
        index += 1
    return index


def _read_heading(entry: Entry, lines: Sequence[str], stop: int, dated: int | None) -> None:
    """Read headline, outlet and date: lines without labels, in this order."""
    if dated is not None and dated < stop:
        entry.add("published", joined(lines, [dated]))
    above = [
        i for i in range(stop if dated is None or dated >= stop else dated) if lines[i].strip()
    ]
    # A page printed by a browser has the headline twice.
    if len(above) > 1 and lines[above[0]].strip() == lines[above[1]].strip():
        above.pop(0)
    links = [i for i in above if "http" in lines[i] and "contentItem" in lines[i]]
    for index in links:
        entry.add("link", joined(lines, [index]))
        above.remove(index)
    if not above:
        return
    if len(above) > 2 and _BLOG.fullmatch(lines[above[-1]]):
        entry.add("section", joined(lines, above[-1:]))
        above = above[:-1]
    last = lines[above[-1]].strip()
    is_outlet = len(above) > 1 and (
        not last[:1].islower()
        or not may_go_on(lines, above[-2], above[-1])
        or known_outlets().named(last) is not None
    )
    if len(above) == 1:
        is_outlet = known_outlets().named(last.strip(".")) is not None or _is_named(
            lines, stop, last
        )
    headline = above[:-1] if is_outlet else above
    if is_outlet:
        entry.add("outlet", joined(lines, above[-1:]))
    if headline:
        # Below a blank line stands what a provider calls the outlet: "Newstex Blogs".
        count = next((n for n in range(1, len(headline)) if _is_parted(headline, n)), len(headline))
        entry.add("headline", joined(lines, headline[:count]))
        for index in headline[count:]:
            entry.add("other", joined(lines, [index]))


def _is_parted(indices: Sequence[int], place: int) -> bool:
    return indices[place] > indices[place - 1] + 1


def _is_named(lines: Sequence[str], start: int, name: str) -> bool:
    """True if the copyright notice names this outlet."""
    return any(
        COPYRIGHT.match(line) and name.casefold() in line.casefold()
        for line in lines[start : start + 8]
    )


def _read_rest(entry: Entry, lines: Sequence[str], rest: Sequence[int]) -> None:
    for index in rest:
        text = lines[index].strip()
        if COPYRIGHT.match(text):
            entry.add("copyright", joined(lines, [index]))
        else:
            entry.add("other", Value(text, (index + 1,)))
