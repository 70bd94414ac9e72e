"""From the text of one capture to what is known about the article: pure functions, no Django.

A page's lines become blocks with a kind (``page``, ``kinds``), the blocks a layout of head,
story and tail (``layout``); each field is then read by its own module's rules.
"""

from __future__ import annotations

from articles.extraction import (
    body,
    byline,
    captions,
    dateline,
    headline,
    language,
    outlet,
    published,
    standfirst,
)
from articles.extraction.findings import (
    Context,
    Extraction,
    Finding,
    Locator,
    Published,
    findings_as_json,
)
from articles.extraction.layout import layout_of
from articles.extraction.page import Line, Page
from articles.extraction.partialdate import PartialDate
from articles.extraction.titles import title_of

__all__ = [
    "Context",
    "Extraction",
    "Finding",
    "Line",
    "Locator",
    "Page",
    "PartialDate",
    "Published",
    "extract",
    "findings_as_json",
    "title_of",
]


NOTHING_KNOWN = Context()


def extract(page: Page, context: Context = NOTHING_KNOWN) -> Extraction:
    """Read every field of ``page``. Never fails, whatever the text; same text, same result."""
    layout = layout_of(page)
    found_headline = headline.find(layout, context)
    found_standfirst = standfirst.find(layout, found_headline)
    found_byline = byline.find(layout, found_headline)
    found_outlet = outlet.find(layout, context)
    found_agency = dateline.find_agency(layout, context)
    found_dateline = dateline.find(layout, context)
    found_captions = captions.find(layout, context)
    found_url = outlet.address_of(layout)
    when, found_published = published.find(layout, context, found_headline)
    taken = [item for item in (found_headline, found_standfirst) if item is not None]
    found_body = body.find(layout, taken)
    found_language = language.find(found_body)
    singles = (
        found_outlet,
        found_agency,
        found_headline,
        found_standfirst,
        found_byline,
        found_dateline,
        found_published,
        found_url,
        found_body,
        found_language,
    )
    return Extraction(
        outlet=found_outlet.value if found_outlet else None,
        agency=_value(found_agency),
        headline=_value(found_headline),
        standfirst=_value(found_standfirst),
        byline=found_byline.value if found_byline else (),
        dateline=_value(found_dateline),
        published=when,
        captions=tuple(caption.value for caption in found_captions),
        body=found_body.value if found_body else (),
        url=_value(found_url),
        language=_value(found_language),
        findings=tuple(item for item in (*singles, *found_captions) if item is not None),
    )


def _value(finding: Finding | None) -> str:
    return str(finding.value) if finding else ""
