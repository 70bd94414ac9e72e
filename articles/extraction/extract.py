"""Extract the facts of an article from the text of one capture: pure functions, no Django.

The lines of a page become blocks with a kind (``page``, ``kinds``), and the blocks a layout of
head, story and tail (``layout``). The rules in ``fields`` then read one fact after the other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from articles.extraction.recurrence import learnable, with_reasons, without_furniture

NOTHING_KNOWN = Context()
#: The function that reads each fact, in the order in which they are called.
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
#: The facts whose findings a room gets; a room that is not listed gets none.
NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "standfirst": ("headline",),
    "byline": ("headline",),
    "published": ("headline",),
    "body": ("headline", "standfirst"),
    "language": ("body",),
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
        remaining, became = without_furniture(layout, furniture, taken, plain.lines_of("body"))
        if became:
            read = _extraction(_read(layout_of(remaining), context, _unaffected(facts, became)))
            # Learnt lines may only take text away: if the body has lines that it did not have
            # before, another story was found, and they are ignored.
            if furniture.ruled or read.lines_of("body") <= plain.lines_of("body"):
                found = with_reasons(read, plain, became, context.learnt.snapshot)
    return replace(found, snapshot=context.learnt.snapshot, learnable=candidates)


def extract_only(wanted: Collection[str], page: Page, context: Context) -> Extraction:
    """Read the ``wanted`` facts of ``page``, and those that they need, which takes less time.

    Each has the value that ``extract`` finds without learnt lines. Nothing is learnt.
    """
    needed = set(wanted)
    for fact in reversed(ROOMS):  # A fact needs only facts that are read before it.
        if fact in needed:
            needed.update(NEEDS.get(fact, ()))
    skipped = dict.fromkeys(ROOMS.keys() - needed)
    return _extraction(_read(layout_of(page), context, skipped))


def _unaffected(facts: _Facts, became: Sequence[Block]) -> _Facts:
    """The facts that need not be read again after lines became furniture: the outlet, and the
    headline unless it is one of these lines."""
    lines = {number for block in became for number in block.lines}
    title = facts["headline"]
    if title and not all(lines.isdisjoint(each.locator.lines) for each in title.findings):
        return {"outlet": facts["outlet"]}
    return {"outlet": facts["outlet"], "headline": title}


def _read(layout: Layout, context: Context, known: _Facts) -> _Facts:
    """The value of each fact, None if there is none. The facts ``known`` are not read again."""
    facts: dict[str, FoundFact | None] = {}
    found: dict[str, Finding] = {}
    for fact, room in ROOMS.items():
        if fact in known:
            read = known[fact]
        else:
            needed = {name: found[name] for name in NEEDS.get(fact, ()) if name in found}
            read = _fact(room(layout, context, needed))
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
