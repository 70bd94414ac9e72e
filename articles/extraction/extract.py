"""From the text of one capture to what is known about the article: pure functions, no Django.

A page's lines become blocks with a kind (``page``, ``kinds``), the blocks a layout of head,
story and tail (``layout``); each fact is then read by the rules of its own room in ``fields``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

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
from articles.extraction.fields.rule import Room
from articles.extraction.findings import Context, Extraction, Finding, Reading
from articles.extraction.page.blocks import Block
from articles.extraction.page.layout import Layout, layout_of
from articles.extraction.page.page import Page
from articles.extraction.recurrence import furnished, learnable, with_reasons

NOTHING_KNOWN = Context()
#: Who reads each fact, in the order in which they are asked: each sees what those before it found.
ROOMS: Final[dict[str, Room]] = {
    "outlet": outlet.find,
    "agency": dateline.find_agency,
    "headline": headline.find,
    "standfirst": standfirst.find,
    "byline": byline.find,
    "dateline": dateline.find,
    "published": published.find,
    "url": outlet.address_of,
    "body": body.find,
    "language": language.find,
    "captions": captions.find,
}
_NEVER_FURNITURE = ("headline", "standfirst", "byline", "dateline", "published")

_Readings = Mapping[str, Reading | None]


def extract(page: Page, context: Context = NOTHING_KNOWN) -> Extraction:
    """Read every fact of ``page``. Never fails, whatever the text; same text, same result."""
    layout = layout_of(page)
    readings = _read(layout, context, {})
    plain = _extraction(readings)
    taken = plain.lines_of(*_NEVER_FURNITURE)
    furniture = context.learnt.of(context.outlet or plain.outlet or "")
    found, candidates = plain, learnable(layout, taken, plain.byline)
    if furniture is not None:
        again, became = furnished(layout, furniture, taken, plain.lines_of("body"))
        if became:
            read = _extraction(_read(layout_of(again), context, _lasting(readings, became)))
            # What recurs takes text away. Where the story would be another one, it is no help.
            if furniture.said or read.lines_of("body") <= plain.lines_of("body"):
                found = with_reasons(read, plain, became, context.learnt.snapshot)
    return replace(found, snapshot=context.learnt.snapshot, learnable=candidates)


def _lasting(readings: _Readings, became: Sequence[Block]) -> _Readings:
    """What need not be read again where lines have become furniture: the outlet, and the headline
    unless it is one of them."""
    lines = {number for block in became for number in block.lines}
    headline = readings["headline"]
    found = headline.findings if headline else ()
    stays = all(lines.isdisjoint(each.locator.lines) for each in found)
    return {fact: readings[fact] for fact in (("outlet", "headline") if stays else ("outlet",))}


def _read(layout: Layout, context: Context, known: _Readings) -> _Readings:
    """What each room reads, None for nothing. The facts ``known`` are not read again."""
    readings: dict[str, Reading | None] = {}
    found: dict[str, Finding] = {}
    for fact, room in ROOMS.items():
        reading = known[fact] if fact in known else _reading(room(layout, context, found))
        readings[fact] = reading
        if reading and reading.findings:
            found[fact] = reading.findings[0]
    return readings


def _reading(found: Finding | Reading | None) -> Reading | None:
    return Reading(found.value, (found,)) if isinstance(found, Finding) else found


def _extraction(readings: _Readings) -> Extraction:
    read = {fact: reading for fact, reading in readings.items() if reading}
    return Extraction(
        {fact: reading.value for fact, reading in read.items()},
        tuple(finding for reading in read.values() for finding in reading.findings),
    )
