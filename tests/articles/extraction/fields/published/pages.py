"""An invented page, and the date of publication that is found on it."""

from __future__ import annotations

import datetime as dt

from articles.extraction.extract import extract
from articles.extraction.findings import Context, Published
from articles.extraction.page.page import Page

STORY = (
    "The old bridge over the river was closed to lorries this week, the district office said.\n"
    "\n"
    "Engineers had found cracks in two of its piers, according to a report the council published.\n"
)
HEADLINE = "Old bridge closed to lorries after cracks are found\n"


def published(text: str, captured: tuple[int, int, int] | None = None) -> Published:
    at = dt.datetime(*captured, tzinfo=dt.UTC) if captured else None
    found: Published = extract(Page.of(text), Context(at)).published
    return found
