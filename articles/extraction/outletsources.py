"""Houses that a story names as others': whom it cites, and whom it names beside a reporter's own.

"Told X" is said by X's own reporter, and by whoever repeats what X has reported.
"""

from __future__ import annotations

import re

from articles.extraction.ballot import IN_STORIES, Candidate
from articles.extraction.layout import Layout
from articles.extraction.outletlines import known_in
from articles.extraction.outlets import KnownOutlet

_SELDOM = 2  # paragraphs with "told X"
_LONGEST = 60  # characters of a name
_PROSE = 4000  # characters of a paragraph that are looked at
_CAPITAL = re.compile(r"(?<![\w’'])(?:The )?[A-Z]")
_ASKED_ELSEWHERE = ("interview with ", "interview with the ")


def is_source(winner: Candidate, layout: Layout) -> bool:
    """True for a house known by the story's "told X" alone that may well be another's.

    It is, where the story cites it; and where the story names other houses too: whoever gathers
    what others report names several, a reporter's own house stands alone.
    """
    if not winner.signs <= IN_STORIES:
        return False
    if winner.outlet is None or is_cited(winner.outlet, layout):
        return True
    return winner.blocks <= _SELDOM and names_others(winner.outlet, layout)


def is_cited(outlet: KnownOutlet, layout: Layout) -> bool:
    """True where the story gives ``outlet`` as the source of a report: "according to X"."""
    names = {name.removeprefix("The ") for name in (outlet.name, *outlet.aliases)}
    if " " in outlet.name:
        names.add(outlet.name.rpartition(" ")[2])  # "the Journal reported"
    name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    cited = re.compile(
        rf"\b(?:according to|per|citing|reported (?:by|in|on)) (?:[Tt]he )?(?:{name})(?!['’\w])|"
        rf"\b(?:{name})(?:['’]s [\w ]{{1,30}})? (?:first |also |previously |had |has ){{0,2}}"
        r"(?:reported|reports|wrote)\b"
    )
    return any(cited.search(block.text[:_PROSE]) for block in layout.paragraphs)


def names_others(outlet: KnownOutlet, layout: Layout) -> bool:
    """True where the story names another outlet that is no agency, and not for an interview."""
    for block in layout.paragraphs:
        text = block.text[:_PROSE]
        for begin in _CAPITAL.finditer(text):
            if text.endswith(_ASKED_ELSEWHERE, 0, begin.start()):
                continue
            named = known_in(text[begin.start() : begin.start() + _LONGEST], has_phrase=False)
            if named is None or named is outlet or named.agency or named.ordinary:
                continue
            return True
    return False
