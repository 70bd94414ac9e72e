"""Decide whether an outlet that a story names is only a source, and not the outlet of the page.

A story says that somebody "told X" if X's own reporters wrote it, but also if another outlet
repeats what X has reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.extraction.lines.outletmentions import known_in
from articles.extraction.lines.outletnames import stem, trimmed
from articles.extraction.lines.selfnaming import NAME
from articles.extraction.page.layout import Layout
from articles.extraction.words.knownoutlets import squeezed
from articles.extraction.words.phrasebook import phrasebook

_LONGEST_NAME = 60  # characters
_SEARCHED = 4000  # characters at the beginning of each paragraph; few paragraphs are longer
_PHRASES = phrasebook("attribution")
_PROVIDED = _PHRASES.expression("provided")
_CITING, _REPORTING = _PHRASES.expression("citing"), _PHRASES.expression("reporting")
# "according to the", at the end of what stands before a name
_BEFORE = re.compile(rf"\b(?i:{_CITING.pattern.pattern}) (?:[Tt]he )?$")
# "'s Ann Lee first reported", at the beginning of what stands after it
_AFTER = re.compile(
    r"(?:['’]s [\w ]{1,30})?,? (?:first |also |previously |had |has ){0,2}"
    rf"(?:{_REPORTING.pattern.pattern})\b"
)
_REACH = 40  # characters before a name: longer than any phrase


def providers(layout: Layout) -> set[str]:
    """The outlets of which the page says that they provided the story: the keys of known ones, and
    the letters and digits of names in no list."""
    found: set[str] = set()
    blocks = layout.page.blocks
    # Few pages have such a phrase. To look for one in all of a page takes less time.
    if not _PROVIDED.may_match("\n".join([block.plain for block in blocks])):
        return found
    for block in blocks:
        if _PROVIDED.may_match(block.plain):
            for phrase in _PROVIDED.pattern.finditer(block.text[:_SEARCHED]):
                name = block.text[phrase.end() :][:_LONGEST_NAME]
                outlet = known_in(name, has_phrase=True) if name else None
                printed = NAME.match(name)
                if outlet is not None:
                    found.add(outlet.key)
                elif printed is not None:
                    found.add(squeezed(stem(trimmed(printed.group().removeprefix("the ")))))
    return found


def is_cited(names: Iterable[str], layout: Layout) -> bool:
    """True if the story gives an outlet of these names as a source: "according to X"."""
    names = tuple(names)
    texts = [
        block.text[:_SEARCHED]
        for block in layout.paragraphs
        if _CITING.may_match(block.plain) or _REPORTING.may_match(block.plain)
    ]
    bare = {name.removeprefix("The ") for name in names}
    last = names[0].rpartition(" ")[2]
    for text in texts:
        for name in (*bare, last):
            start = text.find(name)
            while start >= 0:
                # "The Journal reported": without the article, the last word may be a place.
                is_name = name in bare or text[:start].endswith(("The ", "the "))
                if is_name and _is_cited_at(text, start, start + len(name)):
                    return True
                start = text.find(name, start + 1)
    return False


def _is_cited_at(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
        return False
    is_possessive = text[end : end + 1] in ("'", "’")
    before = text[max(0, start - _REACH) : start]
    return bool((not is_possessive and _BEFORE.search(before)) or _AFTER.match(text, end))
