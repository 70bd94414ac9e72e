"""Houses that a story names as others': whom it cites, and whom it names beside a reporter's own.

"Told X" is said by X's own reporter, and by whoever repeats what X has reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.fields.dateline import dateline_of
from articles.extraction.fields.outlet.votes import IN_STORIES, Candidate
from articles.extraction.lines.outlets import known_in
from articles.extraction.page.layout import Layout
from articles.extraction.words.outlets import KnownOutlet

_SELDOM = 2  # paragraphs with "told X"
_LONGEST = 60  # characters of a name
_PROSE = 4000  # characters of a paragraph that are looked at
_CAPITAL = re.compile(r"(?<![\w’'])(?:The )?[A-Z]")
_TAKEN = ("provided by", "riginally", "epublished", "first published", "yndicated")
_FROM = re.compile(
    r"\b(?:(?:story|article|report|content) (?:was|is|has been) provided by|"
    r"(?:originally|first) (?:published|appeared) (?:on|in|by|at)|"
    r"(?:republished|reprinted|syndicated)(?: with permission)? (?:from|by)) (?=\S)",
    re.IGNORECASE,
)
_ASKED_ELSEWHERE = ("interview with ", "interview with the ")


def is_source(winner: Candidate, layout: Layout) -> bool:
    """True for a house known by the story's "told X" alone that may well be another's.

    It is, where the story cites it; and where the story names other houses too: whoever gathers
    what others report names several, a reporter's own house stands alone.
    """
    if not winner.signs <= IN_STORIES:
        return False
    dateline = dateline_of(layout)
    if dateline is not None and dateline.opening.agency is not None:
        return True
    names = (winner.name, *(winner.outlet.aliases if winner.outlet else ()))
    if is_cited(names, layout):
        return True
    return winner.blocks <= _SELDOM and names_others(winner.outlet, layout)


def is_provider(outlet: KnownOutlet | None, layout: Layout) -> bool:
    """True where the page says that it has the story from ``outlet``."""
    if outlet is None:
        return False
    blocks = layout.page.blocks
    page = "\n".join([block.text for block in blocks])
    possible = [mark for mark in _TAKEN if mark in page]
    for block in blocks if possible else ():
        if any(map(block.text.__contains__, possible)):
            taken = _FROM.search(block.text[:_PROSE])
            if taken and known_in(block.text[taken.end() :][:_LONGEST], has_phrase=True) is outlet:
                return True
    return False


def is_cited(names: Sequence[str], layout: Layout) -> bool:
    """True where the story gives a house of these names as the source of a report: "according
    to X"."""
    given = {name.removeprefix("The ") for name in names}
    name = "|".join(map(re.escape, sorted(given, key=len, reverse=True)))
    # "the Journal reported"; without the article the last word may be a place.
    name += rf"|(?<=[Tt]he ){re.escape(names[0].rpartition(' ')[2])}"
    cited = re.compile(
        rf"\b(?:according to|per|citing|reported (?:by|in|on)) (?:[Tt]he )?(?:{name})(?!['’\w])|"
        rf"\b(?:{name})(?:['’]s [\w ]{{1,30}})? (?:first |also |previously |had |has ){{0,2}}"
        r"(?:reported|reports|wrote)\b"
    )
    return any(cited.search(block.text[:_PROSE]) for block in layout.paragraphs)


def names_others(outlet: KnownOutlet | None, layout: Layout) -> bool:
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
