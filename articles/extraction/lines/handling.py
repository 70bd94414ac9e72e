"""Dates of handling: when a story was loaded, printed, downloaded or archived, not published."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

from articles.extraction.lines.dates import readings_in
from articles.extraction.words.dateparts import SHORT_WEEKDAY
from articles.partialdate import PartialDate

# What shows the page as it was on that day, so that "2 hours ago" counts from there.
_COPIED = (
    r"(?:access|captur|download|export|fetch|print|retriev|sav|screenshott?|view|crawl|archiv)ed"
    r"|printed out|printout|capture|download|retrieval|export|print"
)
# What is done to the story or to its copy at any other time, or announced in it.
_OTHERWISE = (
    r"(?:correct|digiti[sz]|enter|index|load|scann|import|receiv|ingest|cach|copi|generat)ed|"
    r"correction|load|entry|event|scan|expir(?:y|ation)|expires|expired|embargo|access|accession|"
    r"indexing|delivery|deadline|review|due|start|end|sale|record"
)
# The same in other languages: read, downloaded, printed, archived.
_COPIED_ELSEWHERE = (
    r"abgerufen|heruntergeladen|(?:aus)?gedruckt|archiviert|consulté|téléchargé|imprimé|archivé|"
    r"consultado|descargado|impreso|archivado|consultato|scaricato|stampato|archiviato|"
    r"geraadpleegd|gedownload|afgedrukt|gearchiveerd|acessado|baixado|impresso|arquivado|"
    r"pobrano|wydrukowano|zarchiwizowano|дата обращения|архивировано|распечатано"
)
_WHEN = (
    r"\W*(?:(?:(?:page |copy |version )?(?:on|at|from|of|taken(?: on)?)|by|date|"
    r"from the original on|am|le|el|em|il|op|dnia)\b\W*)?"
    rf"(?:{SHORT_WEEKDAY}[a-z]*\W+)?"
)
_IS_LABEL = re.compile(
    rf"(?:\b(?:{_COPIED}|{_OTHERWISE})[ _-]?date"
    rf"|\bdate (?:of )?(?:{_COPIED}|{_OTHERWISE})"
    r"|\b(?:access|captur|crawl|digiti[sz]|download|export|expir|import|retriev|scann|archiv)ed"
    rf"|\b(?:snapshot|{_COPIED_ELSEWHERE})"
    r"|^\W*(?:printed|saved|viewed|generated|cached|corrected|correction|expires))"
    rf"{_WHEN}$",
    re.IGNORECASE,
)
_IS_COPY = re.compile(
    rf"(?:^|[|·•(\[])\W*(?:this page was |page |article |web page |last )?"
    rf"(?:snapshot|{_COPIED_ELSEWHERE}|(?:{_COPIED})[ _-]?date|date (?:of )?(?:{_COPIED})|"
    rf"(?:access|captur|crawl|download|export|print|retriev|sav|archiv)ed){_WHEN}$",
    re.IGNORECASE,
)
_PRINT_HEADER = re.compile(
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}),?"
    r"(?:\s\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?)?\s+[^\W\d_]",
    re.IGNORECASE,
)
_PRINT_FOOTER = re.compile(
    r"(?:https?|file)://\S+\s+(?:page )?\d{1,3}(?:/| of )\d{1,3}", re.IGNORECASE
)
# The Wayback Machine - https://web.archive.org/web/20190814103211/https://gazette.example/
_IN_ARCHIVE = re.compile(
    r"(?:the wayback machine\W*)?(?:https?://)?web\.archive\.org/web/(?P<day>\d{8})", re.IGNORECASE
)
_LONGEST = 160  # characters of a line that says when a page was copied
_DIGIT = re.compile(r"\d")
_REACH = 60  # characters before a date in which its label stands


def is_handling(before: str) -> bool:
    """True if the words before a date, the last of their line, make it one of handling."""
    return _IS_LABEL.search(before[-_REACH:]) is not None


def is_print_header(text: str) -> bool:
    """True for ``8/14/2019, 10:30 AM  Headline - Outlet``, which browsers print above a page."""
    return _PRINT_HEADER.match(text) is not None


def is_print_footer(text: str) -> bool:
    """True for ``https://gazette.example/ferry 1/2``, which browsers print below a page."""
    return _PRINT_FOOTER.fullmatch(text) is not None


def copied_on(text: str) -> PartialDate | None:
    """The day on which the page was printed, downloaded or archived, if a line says so."""
    if len(text) > _LONGEST or not _DIGIT.search(text):
        return None
    archived = _IN_ARCHIVE.match(text)
    if archived is not None:
        with suppress(ValueError):
            return PartialDate.of(dt.datetime.strptime(archived["day"], "%Y%m%d").date())
    for match in readings_in(text, short_years=True):
        if _IS_COPY.search(text[max(0, match.start - _REACH) : match.start]):
            return match.date if len(match.readings) == 1 else None
    return None
