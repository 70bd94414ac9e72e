"""Names in no list that a page repeats: in lines of their own, in others, and before its labels."""

from __future__ import annotations

from collections import defaultdict

from articles.extraction.fields.outlet.candidates import Candidates, Sign
from articles.extraction.fields.outlet.identification import LONGEST_LABEL
from articles.extraction.lines.outletnames import looks_like_name, stem
from articles.extraction.page.blocks import Block
from articles.extraction.page.layout import Layout
from articles.extraction.words.knownoutlets import squeezed

# How many names in no list are looked for in lines of their own, and how many in all lines.
_LOOKED_UP, _LOOKED_UP_EVERYWHERE = 20, 8
_EDGE = 40  # blocks at the top and at the bottom of the page, where a name may stand alone
# A name before so many different labels ("Harbour Radio", "Harbour Jobs") may be the page's own.
_FEWEST_LABELS = 3
_MOST_LABEL_WORDS = 4
_SHORTEST_BRAND = 3  # letters


def count_other_lines(candidates: Candidates, blocks: tuple[Block, ...], masthead: int) -> None:
    """Add signs for other lines with the name of a candidate in no list, alone or among words.

    The first ``masthead`` blocks are above the headline.
    """
    unlisted = sorted(candidates.unlisted(), key=lambda one: -len(one.signs))[:_LOOKED_UP]
    if not unlisted:
        return
    lines = _short_lines(blocks, masthead)
    for candidate in unlisted:
        for evidence, block, place in lines.get(squeezed(candidate.name), ()):
            candidates.add(stem(block.text), None, Sign(evidence, block, place))
    for candidate in unlisted[:_LOOKED_UP_EVERYWHERE]:
        name, counted = candidate.name, {sign.place for sign in candidate.signs}
        for place, block in enumerate(blocks):
            if place not in counted and name in block.text:
                candidates.add(name, None, Sign("recurs", block, place))


def add_brands(candidates: Candidates, layout: Layout) -> None:
    """Add names of one word that stand before several labels around the story: "HB Radio"."""
    labels: dict[str, dict[str, tuple[Block, int]]] = defaultdict(dict)
    head, story = len(layout.head), len(layout.head) + len(layout.story)
    for place, block in enumerate(layout.page.blocks):
        if head <= place < story or len(block.text) > LONGEST_LABEL:
            continue
        first, _, rest = block.text.partition(" ")
        if rest and first[0].isupper() and rest.count(" ") < _MOST_LABEL_WORDS:
            labels[first.strip(":+’'")].setdefault(rest, (block, place))
    for name, found in labels.items():
        if len(found) < _FEWEST_LABELS or len(name) < _SHORTEST_BRAND:
            continue
        if name[1:].islower() or not looks_like_name(name):
            continue
        for block, place in found.values():
            candidates.add(name, None, Sign("brand", block, place))


def _short_lines(
    blocks: tuple[Block, ...], masthead: int
) -> dict[str, list[tuple[str, Block, int]]]:
    """The short lines at both ends of a page, by their text, each with its kind of evidence."""
    lines: dict[str, list[tuple[str, Block, int]]] = defaultdict(list)
    for place, block in enumerate(blocks):
        if len(block.text) <= LONGEST_LABEL and (place < _EDGE or place >= len(blocks) - _EDGE):
            evidence = "masthead" if place < masthead else "alone"
            lines[squeezed(stem(block.text))].append((evidence, block, place))
    return lines
