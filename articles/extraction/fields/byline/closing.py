"""Names that sign a story at its end: "By Ann Lee", "Ann Lee", 「…。（山田太郎）」."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from articles.extraction.fields.byline.region import SHORT, Region, byline_finding
from articles.extraction.findings import Finding
from articles.extraction.lines.bylines import byline_in
from articles.extraction.lines.foreignbylines import (
    foreign_byline,
    foreign_name,
    is_vietnamese_name,
)
from articles.extraction.lines.names import names_in
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, DATE, FURNITURE, HEADING, LINK, PARAGRAPH
from articles.extraction.words.persons import has_given_name

_REACH: Final = 2  # blocks below the story that may sign it
_BESIDE: Final = frozenset({BYLINE, DATE, HEADING})  # kinds of these blocks
_MOST_BESIDE: Final = 8  # characters beside the names, such as " and " and full stops
_FAR_EAST: Final = re.compile("[぀-ヿ㐀-鿿가-힯]")
_SOURCE: Final = "Theo "  # Vietnamese for "according to"; elsewhere it is a name
_DASH: Final = re.compile(r"^\s*[-–—]+\s*")
_BRACKETED: Final = re.compile(r"\s*[(（](?P<names>[^()（）]{2,40})[)）][」』\"”]?\s*$")
#: In the last paragraph, such a bracket stands after the end of a sentence.
_AFTER_SENTENCE: Final = re.compile(r"[.!?。！？…][」』\"”’]?$")


def signed_below(region: Region) -> Finding | None:
    """The names right below the story, or in brackets at its end. Names without "By" or brackets
    must be the end of the text: below stories on web pages, others sign their comments."""
    if region.end <= region.start:
        return None
    last = region.blocks[region.end - 1]
    below = takewhile(
        lambda block: block.kind in _BESIDE, region.blocks[region.end : region.end + _REACH]
    )
    for block in (*below, last):
        if block.kind in (BYLINE, HEADING) and len(block.text) <= SHORT:
            names = byline_in(_DASH.sub("", block.text)) or _in_brackets(block.text, whole=True)
            if not names and _is_the_end(region, block):
                names = _alone(_DASH.sub("", block.text))
            if names and not any(map(region.is_in_story, names)):
                return byline_finding([block], names, "signed-below", "it stands below the story")
    names = _in_brackets(last.text, whole=False) if last.kind is PARAGRAPH else ()
    if names and not any(map(region.is_in_story, names)):
        return byline_finding([last], names, "signed-below", "it ends with a name in brackets")
    return None


def _in_brackets(text: str, *, whole: bool) -> tuple[str, ...]:
    """The names in brackets: all of a text, or what follows its last sentence."""
    match = _BRACKETED.search(text)
    if match is None or (match.start() == 0) is not whole:
        return ()
    if not whole and _AFTER_SENTENCE.search(text[: match.start()]) is None:
        return ()
    inner = match["names"].strip()
    return foreign_byline(inner) or foreign_name(inner) or _alone(inner)


def _alone(text: str) -> tuple[str, ...]:
    """The names of people whom their given or family names make certain."""
    if is_vietnamese_name(text.removeprefix(_SOURCE)) and text.startswith(_SOURCE):
        return ()
    names = names_in(text)
    is_certain = names and all(has_given_name(name) or is_vietnamese_name(name) for name in names)
    if is_certain and len(" ".join(names)) + _MOST_BESIDE >= len(text):
        return names
    # In other scripts without capitals, no word makes certain that a line is a name.
    return foreign_name(text) if _FAR_EAST.match(text) else ()


def _is_the_end(region: Region, block: Block) -> bool:
    """True if nothing follows a block but menus and links."""
    return all(
        other.kind in (FURNITURE, LINK) for other in region.blocks if other.lines > block.lines
    )
