"""Bylines without a person: an organisation, a desk or a role signs the story."""

from __future__ import annotations

from articles.extraction.fields.byline.region import NEAR, Region, Rule, byline_finding
from articles.extraction.findings import Finding
from articles.extraction.lines.authors import stands_over_a_name
from articles.extraction.lines.organisations import (
    announced_name,
    camel_organisation,
    is_organisation_alone,
    organisation_beside_date,
    placed_organisation,
    signing_organisation,
)
from articles.extraction.page.kinds import CAPTION
from articles.extraction.words.vocabulary import folded


def organisation_by_line(region: Region) -> Finding | None:
    """``By Associated Press``, ``By Staff Writer``: a byline that names no person."""
    for index in (*region.under, *region.over):
        block = region.blocks[index]
        name = signing_organisation(block.text)
        if not name and stands_over_a_name(block.text) and index + 1 < len(region.blocks):
            name = announced_name(region.blocks[index + 1].text)
        if not name and region.is_dated(index):
            name = camel_organisation(block.text)
        if name:
            return byline_finding(
                [block],
                (name,),
                "house-by-line",
                "an organisation or a desk is named as the author",
            )
    return None


def organisation_beside_the_date(region: Region) -> Finding | None:
    """``Reuters March 11, 2021``, or ``Staff Reporter`` in the line beside the date."""
    why = "an organisation or a desk is named beside the date"
    nearest = [index for index in region.over if index >= region.headline - NEAR]
    for index in (*region.under, *nearest):
        block = region.blocks[index]
        if index >= region.start + NEAR or block.kind is CAPTION:
            continue
        name = organisation_beside_date(block.text)
        if not name and is_organisation_alone(block.text) and region.is_dated(index):
            name = block.text.strip(" ,")
        if not name and region.is_dated(index, within=1):
            name = placed_organisation(block.text)
        if name:
            return byline_finding([block], (name,), "house-beside-the-date", why)
    return None


def repeated_below(region: Region) -> Finding | None:
    """A line beside the date under the headline that an author box after the story repeats."""
    after = {folded(block.text) for block in region.blocks[region.end :]}
    for index in range(region.headline + 1, min(region.headline + 1 + NEAR, region.start)):
        text = region.blocks[index].text
        if region.headline >= 0 and folded(text) in after and region.is_dated(index):
            name = announced_name(text)
            if name:
                why = "a line beside the date that is repeated after the story"
                return byline_finding([region.blocks[index]], (name,), "said-again", why)
    return None


ORGANISATION_RULES: tuple[Rule, ...] = (organisation_by_line, organisation_beside_the_date)
