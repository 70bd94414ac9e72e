"""Decide whether an outlet that a story names is only a source, and not the outlet of the page.

A story says that somebody "told X" if X's own reporters wrote it, but also if another outlet
repeats what X has reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.fields.dateline import signed_dateline
from articles.extraction.fields.outlet.votes import IN_STORIES, Candidate
from articles.extraction.lines.outletmentions import known_in
from articles.extraction.page.layout import Layout
from articles.extraction.words.expressions import Expression
from articles.extraction.words.knownoutlets import KnownOutlet

_FEW_BLOCKS = 2  # An outlet's own story may have "told X" in more paragraphs than this.
_LONGEST_NAME = 60  # characters
_SEARCHED = 4000  # characters at the beginning of each paragraph; few paragraphs are longer
_CAPITAL = re.compile(r"(?<![\w’'])(?:The )?[A-Z]")
# "Originally published in X", "This story was provided by X"
_PROVIDED = Expression(
    r"\b(?:(?:story|article|report|content) (?:was|is|has been) provided by|"
    r"(?:originally|first) (?:published|appeared) (?:on|in|by|at)|"
    r"(?:republished|reprinted|syndicated)(?: with permission)? (?:from|by)) ",
    re.IGNORECASE,
)
_INTERVIEWED = ("interview with ", "interview with the ")


def is_source(winner: Candidate, layout: Layout) -> bool:
    """True if the only evidence for the winner is in the story, and it is likely a source.

    It is one if an agency signs the story, if the story cites it, or if the story has "told X" in
    few paragraphs and names other outlets too: reporters seldom name any but their own.
    """
    if not winner.evidence <= IN_STORIES:
        return False
    if signed_dateline(layout) is not None:
        return True
    names = (winner.name, *(winner.outlet.aliases if winner.outlet else ()))
    if is_cited(names, layout):
        return True
    return winner.blocks <= _FEW_BLOCKS and names_others(winner.outlet, layout)


def is_provider(outlet: KnownOutlet | None, layout: Layout) -> bool:
    """True if the page says that ``outlet`` provided the story."""
    if outlet is None:
        return False
    blocks = layout.page.blocks
    if not _PROVIDED.may_match("\n".join([block.plain for block in blocks])):
        return False
    for block in blocks:
        if _PROVIDED.may_match(block.plain):
            found = _PROVIDED.pattern.search(block.text[:_SEARCHED])
            name = block.text[found.end() :][:_LONGEST_NAME] if found else ""
            if name and known_in(name, has_phrase=True) is outlet:
                return True
    return False


def is_cited(names: Sequence[str], layout: Layout) -> bool:
    """True if the story gives an outlet of these names as a source: "according to X"."""
    bare = {name.removeprefix("The ") for name in names}
    name = "|".join(map(re.escape, sorted(bare, key=len, reverse=True)))
    # "The Journal reported": without the article, the last word of a name may be a place.
    name += rf"|(?<=[Tt]he ){re.escape(names[0].rpartition(' ')[2])}"
    cited = re.compile(
        rf"\b(?:according to|per|citing|reported (?:by|in|on)) (?:[Tt]he )?(?:{name})(?!['’\w])|"
        rf"\b(?:{name})(?:['’]s [\w ]{{1,30}})? (?:first |also |previously |had |has ){{0,2}}"
        r"(?:reported|reports|wrote)\b"
    )
    return any(cited.search(block.text[:_SEARCHED]) for block in layout.paragraphs)


def names_others(outlet: KnownOutlet | None, layout: Layout) -> bool:
    """True if the story names another outlet, other than an agency or "an interview with X"."""
    for block in layout.paragraphs:
        text = block.text[:_SEARCHED]
        for begin in _CAPITAL.finditer(text):
            if text.endswith(_INTERVIEWED, 0, begin.start()):
                continue
            named = known_in(text[begin.start() : begin.start() + _LONGEST_NAME], has_phrase=False)
            if named is None or named is outlet or named.agency or named.ordinary:
                continue
            return True
    return False
