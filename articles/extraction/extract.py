"""From the text of one capture to what is known about the article: pure functions, no Django.

A page's lines become blocks with a kind (``page``, ``kinds``), the blocks a layout of head,
story and tail (``layout``); each field is then read by its own module's rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articles.extraction.fields import (
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
from articles.extraction.findings import Context, Extraction, Finding
from articles.extraction.page.blocks import Block
from articles.extraction.page.layout import Layout, layout_of
from articles.extraction.page.page import Page
from articles.extraction.recurrence import furnished, learnable, with_reasons

NOTHING_KNOWN = Context()
_NEVER_FURNITURE = ("headline", "standfirst", "byline", "dateline", "published")


def extract(page: Page, context: Context = NOTHING_KNOWN) -> Extraction:
    """Read every field of ``page``. Never fails, whatever the text; same text, same result."""
    layout = layout_of(page)
    found_outlet = outlet.find(layout, context)
    found_headline = headline.find(layout, context)
    plain = _read(layout, context, found_outlet, found_headline)
    taken = plain.lines_of(*_NEVER_FURNITURE)
    furniture = context.learnt.of(context.outlet or plain.outlet or "")
    found, candidates = plain, learnable(layout, taken, plain.byline)
    if furniture is not None:
        again, became = furnished(layout, furniture, taken, plain.lines_of("body"))
        if became:
            read = _read_again(again, became, context, found_outlet, found_headline)
            # What recurs takes text away. Where the story would be another one, it is no help.
            if furniture.said or read.lines_of("body") <= plain.lines_of("body"):
                found = with_reasons(read, plain, became, context.learnt.snapshot)
    return replace(found, snapshot=context.learnt.snapshot, learnable=candidates)


def _read_again(
    page: Page,
    became: Sequence[Block],
    context: Context,
    found_outlet: Finding | None,
    found_headline: Finding | None,
) -> Extraction:
    """What is read where lines have become furniture. A headline that is none of them stays."""
    layout = layout_of(page)
    lines = {number for block in became for number in block.lines}
    if found_headline is not None and not lines.isdisjoint(found_headline.locator.lines):
        found_headline = headline.find(layout, context)
    return _read(layout, context, found_outlet, found_headline)


def _read(
    layout: Layout,
    context: Context,
    found_outlet: Finding | None,
    found_headline: Finding | None,
) -> Extraction:
    found_standfirst = standfirst.find(layout, found_headline)
    found_byline = byline.find(layout, found_headline)
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
