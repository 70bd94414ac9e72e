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
from articles.extraction.findings import Context, Extraction, Finding, FoundFact
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

_Facts = Mapping[str, FoundFact | None]


def extract(page: Page, context: Context = NOTHING_KNOWN) -> Extraction:
    """Read every fact of ``page``. Never fails, whatever the text; same text, same result."""
    layout = layout_of(page)
    facts = _read(layout, context, {})
    plain = _extraction(facts)
    taken = plain.lines_of(*_NEVER_FURNITURE)
    furniture = context.learnt.of(context.outlet or plain.outlet or "")
    found, candidates = plain, learnable(layout, taken, plain.byline)
    if furniture is not None:
        again, became = furnished(layout, furniture, taken, plain.lines_of("body"))
        if became:
            read = _extraction(_read(layout_of(again), context, _lasting(facts, became)))
            # What recurs takes text away. Where the story would be another one, it is no help.
            if furniture.ruled or read.lines_of("body") <= plain.lines_of("body"):
                found = with_reasons(read, plain, became, context.learnt.snapshot)
    return replace(found, snapshot=context.learnt.snapshot, learnable=candidates)


def _lasting(facts: _Facts, became: Sequence[Block]) -> _Facts:
    """What need not be read again where lines have become furniture: the outlet, and the headline
    unless it is one of them."""
    lines = {number for block in became for number in block.lines}
    title = facts["headline"]
    if title and not all(lines.isdisjoint(each.locator.lines) for each in title.findings):
        return {"outlet": facts["outlet"]}
    return {"outlet": facts["outlet"], "headline": title}


def _read(layout: Layout, context: Context, known: _Facts) -> _Facts:
    """What each room reads, None for nothing. The facts ``known`` are not read again."""
    facts: dict[str, FoundFact | None] = {}
    found: dict[str, Finding] = {}
    for fact, room in ROOMS.items():
        read = known[fact] if fact in known else _fact(room(layout, context, found))
        facts[fact] = read
        if read and read.findings:
            found[fact] = read.findings[0]
    return facts


def _fact(found: Finding | FoundFact | None) -> FoundFact | None:
    return FoundFact(found.value, (found,)) if isinstance(found, Finding) else found


def _extraction(facts: _Facts) -> Extraction:
    found = {name: fact for name, fact in facts.items() if fact}
    return Extraction(
        {name: fact.value for name, fact in found.items()},
        tuple(finding for fact in found.values() for finding in fact.findings),
    )
