"""The dateline of a wire story, and the agency that signs there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from articles.extraction.fields.rule import Found, Rule, first_finding
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.lines.bylines import signed_by
from articles.extraction.lines.datelines import Opening, read_opening
from articles.extraction.lines.organisations import placed_organisation
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, DATE
from articles.extraction.page.layout import Layout
from articles.extraction.words.explanations import quoted
from articles.extraction.words.knownoutlets import KnownOutlet, known_outlets

_FIRST_PARAGRAPHS = 3  # A standfirst, or a notice, may stand above the dateline.


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline and the block that it opens."""

    opening: Opening
    block: Block


def dateline_of(layout: Layout) -> Dateline | None:
    """The dateline with which one of the first paragraphs begins."""
    for block in layout.paragraphs[:_FIRST_PARAGRAPHS]:
        opening = read_opening(block.text)
        if opening is not None:
            return Dateline(opening, block)
    return None


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The place and date with which the story opens, as printed."""
    dateline = dateline_of(layout)
    if dateline is None or not dateline.opening.text:
        return None
    return Finding(
        "dateline",
        dateline.opening.text,
        Locator(dateline.block.lines),
        "dateline.opens-the-story",
        f"the story opens with {quoted(dateline.block.text[: dateline.opening.end].strip())}",
    )


def find_agency(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The name of the agency from which the story came."""
    return first_finding(AGENCY_RULES, layout, context)


def signed_dateline(layout: Layout) -> tuple[KnownOutlet, Block] | None:
    """The agency that signs in the dateline, and the block that this opens."""
    dateline = dateline_of(layout)
    if dateline is None or dateline.opening.agency is None:
        return None
    return dateline.opening.agency, dateline.block


def agency_in_dateline(layout: Layout, context: Context) -> Finding | None:
    """``/TASS/``, ``(Reuters) -`` after the place and date."""
    signed = signed_dateline(layout)
    if signed is None:
        return None
    agency, block = signed
    why = f"the dateline names {agency.name}"
    return Finding("agency", agency.name, Locator(block.lines), "agency.dateline", why)


def agency_as_author(layout: Layout, context: Context) -> Finding | None:
    """``By Reuters Staff``: an agency where an author's name would stand."""
    for block in layout.head:
        if block.kind is BYLINE:
            signed = signed_by(block.text)
            agency = known_outlets().leading(signed.removeprefix("The ").removeprefix("the "))
            if agency is not None and agency.agency:
                why = f"{quoted(block.text)}: an agency is named as the author"
                return Finding("agency", agency.name, Locator(block.lines), "agency.byline", why)
    return None


def agency_beside_a_place(layout: Layout, context: Context) -> Finding | None:
    """``REUTERS, Lisbon`` on a line of its own beside the date."""
    for block, other in pairwise(layout.head):
        for line, beside in ((block, other), (other, block)):
            slug = placed_organisation(line.text) if beside.kind is DATE else ""
            agency = known_outlets().with_slug(slug) if slug else None
            if agency is not None and agency.agency:
                why = f"{quoted(line.text)}: an agency is named beside the date"
                return Finding("agency", agency.name, Locator(line.lines), "agency.placed", why)
    return None


AGENCY_RULES: tuple[Rule, ...] = (agency_in_dateline, agency_as_author, agency_beside_a_place)
