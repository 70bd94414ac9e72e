"""The headline: the line above the story that is most like a headline."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from articles.extraction.fields.headline.exclusions import LONGEST
from articles.extraction.fields.headline.features import Candidate, candidates
from articles.extraction.fields.headline.newsletters import title_of_newsletter
from articles.extraction.fields.headline.standingcolumns import standing_title
from articles.extraction.fields.rule import Found, Rule, first_finding
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.lines.bylines import signed_by
from articles.extraction.lines.handling import is_print_header
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, CAPTION, DATE, FURNITURE, HEADING
from articles.extraction.page.layout import Layout
from articles.extraction.words.explanations import listed, quoted
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.vocabulary import DATA

_FEWEST_WORDS = 4  # A heading of fewer words may be the name of a section.
# By how much a heading may weigh less than "no headline": above a byline or a date, and elsewhere.
_DOUBT, _LITTLE_DOUBT = 2.0, 1.0
_FEWEST_CAPTIONS = 2  # of a gallery
_SHOWN = 3  # features that an explanation names
_LABEL = re.compile(r"(?:headline|title|#{1,3})\s*:?\s+(?P<text>\S.*)", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+(?:[|–—-]|::)\s+(?P<name>[^|–—]+)$")


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The headline; None where no story was found, because then any heading could be one.

    A gallery has no story, but captions below its headline and date.
    """
    if not layout.story:
        return over_captions(layout, context)
    return first_finding(RULES, layout, context)


def labelled(layout: Layout, context: Context) -> Finding | None:
    """A line that is marked as the headline: ``Headline: …``, ``# …``."""
    for block in layout.head:
        match = _LABEL.match(block.text)
        if match and block.kind is HEADING and len(block.text) <= LONGEST:
            why = f"line {block.lines[0]} is marked as the headline"
            return _finding(block, match["text"], "labelled", why)
    return None


def newsletter(layout: Layout, context: Context) -> Finding | None:
    """The title of a newsletter, which is its first line."""
    title = title_of_newsletter(layout.page.blocks)
    if title is None:
        return None
    return _finding(title, title.text, "newsletter", "the title of a newsletter with several items")


def standing(layout: Layout, context: Context) -> Finding | None:
    """The title of a page of letters or of corrections."""
    title = standing_title(layout)
    if title is None:
        return None
    why = "the title of a page of letters or corrections, which has no other headline"
    return _finding(title, title.text, "standing", why)


def over_captions(layout: Layout, context: Context) -> Finding | None:
    """The first line of a gallery: a heading above a byline or a date, and several captions."""
    blocks = layout.page.blocks
    captions = sum(block.kind is CAPTION for block in blocks)
    if captions < _FEWEST_CAPTIONS:
        return None
    for block, below in pairwise(blocks):
        if block.kind is CAPTION:
            return None
        is_long = block.text.count(" ") + 1 >= _FEWEST_WORDS
        if block.kind is HEADING and is_long and below.kind in (BYLINE, DATE):
            why = f"above the {below.kind} in line {below.lines[0]} and {captions} captions"
            return _finding(block, block.text, "over-captions", why)
    return None


def weighed(layout: Layout, context: Context) -> Finding | None:
    """The line whose features weigh most, if they weigh more than that there is no headline.

    Above a byline or a date, a doubtful headline is better than none.
    """
    lines = candidates(layout)
    order = sorted(lines, key=_weight, reverse=True)
    possible = (
        line for line in order if not (signed_by(line.block.text) or _is_printing(line.block))
    )
    best = next(possible, None)
    if best is None:
        return None
    is_marked = best.features["date below"] or best.features["byline right below"]
    doubt = _DOUBT if is_marked else _LITTLE_DOUBT
    if _weight(best) <= weights()["no headline"] - doubt * (best.block.kind is HEADING):
        return None
    block = best.within or best.block
    line, reasons = f"line {block.lines[0]} is", listed(_reasons(best))
    if len(lines) == 1:
        why = f"{line} the only possible line ({reasons})"
    else:
        why = f"of the {len(lines)} possible lines, {line} most like a headline ({reasons})"
    return _finding(block, block.text, "weighed", why)


def _is_printing(block: Block) -> bool:
    """True for the date and title that a browser prints above a page."""
    return block.kind is FURNITURE and is_print_header(block.text)


RULES: tuple[Rule, ...] = (labelled, newsletter, standing, weighed)


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature, and that of "no headline"."""
    with (DATA / "headline.toml").open("rb") as file:
        table: dict[str, dict[str, float]] = tomllib.load(file)
    return table["weights"]


def _weight(line: Candidate) -> float:
    table = weights()
    return sum([table.get(name, 0.0) * value for name, value in line.features.items() if value])


def _reasons(line: Candidate) -> list[str]:
    """The features with the most weight in favour of a line."""
    table = weights()
    parts = {name: table.get(name, 0.0) * value for name, value in line.features.items()}
    heaviest = sorted(parts, key=lambda name: -parts[name])[:_SHOWN]
    return [name for name in heaviest if parts[name] > 0] or ["nothing speaks against it"]


def _finding(block: Block, text: str, rule: str, why: str) -> Finding:
    value = without_outlet(text)
    return Finding(
        "headline", value, Locator(block.lines), f"headline.{rule}", f"{quoted(value)}: {why}"
    )


def without_outlet(text: str) -> str:
    """A page title without the name of a known outlet at its end: ``… | Reuters``."""
    match = _SUFFIX.search(text)
    return text[: match.start()] if match and known_outlets().named(match["name"]) else text
