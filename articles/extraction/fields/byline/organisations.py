"""The byline where nobody is named: a house, a desk or a role signs the story."""

from __future__ import annotations

from articles.extraction.fields.byline.region import NEAR, Rule, Scene, byline_finding
from articles.extraction.findings import Finding
from articles.extraction.lines.authors import stands_over_a_name
from articles.extraction.lines.organisations import (
    house_announced,
    house_beside_date,
    house_signed,
    is_house_alone,
    is_outlet,
    is_section,
)
from articles.extraction.page.kinds import CAPTION
from articles.extraction.words.vocabulary import folded


def house_by_line(scene: Scene) -> Finding | None:
    """``By Associated Press``, ``By Staff Writer``: a line that signs and names nobody."""
    for index in (*scene.under, *scene.over):
        block = scene.blocks[index]
        name = house_signed(block.text)
        if not name and stands_over_a_name(block.text) and index + 1 < len(scene.blocks):
            name = house_announced(scene.blocks[index + 1].text)
        if name:
            return byline_finding(
                [block],
                (name,),
                "house-by-line",
                "an organisation or a desk is named as the author",
            )
    return None


def house_beside_the_date(scene: Scene) -> Finding | None:
    """``Reuters March 11, 2021``, or ``Staff Reporter`` in the line beside the date."""
    why = "an organisation or a desk is named beside the date"
    nearest = [index for index in scene.over if index >= scene.headline - NEAR]
    for index in (*scene.under, *nearest):
        block = scene.blocks[index]
        if index >= scene.start + NEAR or block.kind is CAPTION:
            continue
        name = house_beside_date(block.text)
        # An outlet's own name stands in other places too.
        within = 1 if is_outlet(block.text) else NEAR
        if not name and is_house_alone(block.text) and scene.is_dated(index, within=within):
            name = block.text.strip(" ,")
        if name:
            return byline_finding([block], (name,), "house-beside-the-date", why)
    return None


def said_again(scene: Scene) -> Finding | None:
    """A line beside the date under the headline that an author box after the story repeats."""
    after = {folded(block.text) for block in scene.blocks[scene.end :]}
    for index in range(scene.headline + 1, min(scene.headline + 1 + NEAR, scene.start)):
        text = scene.blocks[index].text
        if scene.headline >= 0 and folded(text) in after and scene.is_dated(index):
            name = house_announced(text)
            if name and not is_section(name):
                why = "a line beside the date that is repeated after the story"
                return byline_finding([scene.blocks[index]], (name,), "said-again", why)
    return None


HOUSES: tuple[Rule, ...] = (house_by_line, house_beside_the_date)
