"""Lines that sign or date a story, and so show where it begins.

Only their form counts here, so they are recognised less strictly than by the rules that read the
byline and the date.
"""

from __future__ import annotations

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, DATE, Kind
from articles.extraction.words.caches import cached_by_line
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import DIGIT

_PHRASES = phrasebook("markers")

_LONGEST = 120  # characters: Longer lines are prose.
_DATED = _PHRASES.pattern("dated")
_SIGNED = _PHRASES.pattern("signed")


def marker_of(block: Block) -> Kind | None:
    """``BYLINE`` or ``DATE`` for a line that signs or dates a story; None for any other."""
    if block.kind in (BYLINE, DATE):
        return block.kind
    return _marker_in(block.text) if len(block.text) <= _LONGEST else None


@cached_by_line
def _marker_in(text: str) -> Kind | None:
    if DIGIT.search(text) and _DATED.search(text):
        return DATE
    return BYLINE if _SIGNED.match(text) else None
