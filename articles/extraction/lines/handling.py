"""What databases, browsers and archives print around a story.

The dates of such handling, when it was loaded, printed or archived, are not those of publication.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from articles.extraction.lines.dates import readings_in
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import DIGIT
from articles.partialdate import PartialDate

_PHRASES = phrasebook("handling")

# Before a date: any label of handling, and those that say when the page was copied
_LABEL_AT_END = _PHRASES.pattern("label")
_COPY_LABEL_AT_END = _PHRASES.pattern("copy")
_PRINT_HEADER = _PHRASES.pattern("print_header")
_PRINT_FOOTER = _PHRASES.pattern("print_footer")
_ARCHIVE_ADDRESS = _PHRASES.pattern("archived")
_LONGEST = 160  # characters of a line that says when a page was copied
_REACH = 60  # characters before a date in which its label stands
#: The names of the fields that state the newspaper, in lower case.
PUBLICATION_FIELDS = _PHRASES.phrases("publication_fields")
_PUBLICATION = _PHRASES.pattern("publication")
_TEXT = _PHRASES.pattern("text")


def is_handling(before: str) -> bool:
    """True if the words before a date, the last of their line, make it one of handling."""
    return _LABEL_AT_END.search(before[-_REACH:]) is not None


def is_print_header(text: str) -> bool:
    """True for ``8/14/2019, 10:30 AM  Headline - Outlet``, which browsers print above a page."""
    return _PRINT_HEADER.match(text) is not None


def is_print_footer(text: str) -> bool:
    """True for ``https://gazette.example/ferry 1/2``, which browsers print below a page."""
    return _PRINT_FOOTER.fullmatch(text) is not None


def copied_on(text: str) -> PartialDate | None:
    """The day on which the page was printed, downloaded or archived, if a line says so."""
    if len(text) > _LONGEST or not DIGIT.search(text):
        return None
    archived = _ARCHIVE_ADDRESS.match(text)
    if archived is not None:
        with suppress(ValueError):
            return PartialDate.of(dt.datetime.strptime(archived["day"], "%Y%m%d").date())
    for match in readings_in(text, short_years=True):
        if _COPY_LABEL_AT_END.search(text[max(0, match.start - _REACH) : match.start]):
            return match.date if len(match.readings) == 1 else None
    return None


def publication_in(text: str) -> str:
    """The name of the newspaper in the field that states it; "" for any other line."""
    match = _PUBLICATION.match(text)
    return match["name"].strip(" .,") if match else ""


def without_field_name(text: str) -> str:
    """``text`` without the name of its field: "Full text: The ferry sank"."""
    return _TEXT.sub("", text, count=1)
