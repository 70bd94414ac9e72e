"""Decide whether an outlet that a page names is only a source, and not the outlet of the page.

A story says that somebody "told X" if X's own reporters wrote it, but also if another outlet
repeats what X has reported. A page with the name of an agency in its byline, dateline or notice may
be the agency's, but most such pages are those of papers that print its stories.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from articles.extraction.fields.outlet.candidates import IN_STORIES, Candidate
from articles.extraction.lines.outletmentions import known_in
from articles.extraction.page.layout import Layout
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import words

_LONGEST_NAME = 60  # characters
_SEARCHED = 4000  # characters at the beginning of each paragraph; few paragraphs are longer
# Every phrase of ``is_cited`` has one of these.
_CITING = ("according to ", "per ", "citing ", "report", "wrote")
_PROVIDED = phrasebook("attribution").expression("provided")
_DELIVERED = phrasebook("attribution").pattern("delivered")
# The evidence of mastheads, menus and invitations, in which only an agency's own pages name it. Its
# address may also stand in a copied story, or below it as the source.
_OF_ITS_PAGES = words(
    """
    about account alone app follow masthead more newsletter site-path slogan speaks staff staffer
    """
)
_BESIDE = 5  # blocks below a story in which the notice of its agency stands, not that of the page


def providers(layout: Layout) -> set[str]:
    """The keys of the known outlets of which the page says that they provided the story."""
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
                if outlet is not None:
                    found.add(outlet.key)
    return found


def is_cited(names: Iterable[str], layout: Layout) -> bool:
    """True if the story gives an outlet of these names as a source: "according to X"."""
    first, *others = names
    last = first.rpartition(" ")[2]
    texts = [
        block.text[:_SEARCHED]
        for block in layout.paragraphs
        if any(map(block.plain.__contains__, _CITING))
    ]
    if not any(last in text or any(name in text for name in others) for text in texts):
        return False
    bare = {name.removeprefix("The ") for name in (first, *others)}
    name = "|".join(map(re.escape, sorted(bare, key=len, reverse=True)))
    # "The Journal reported": without the article, the last word of a name may be a place.
    name += rf"|(?<=[Tt]he ){re.escape(last)}"
    cited = re.compile(
        rf"\b(?:according to|per|citing|reported (?:by|in|on)) (?:[Tt]he )?(?:{name})(?!['’\w])|"
        rf"\b(?:{name})(?:['’]s [\w ]{{1,30}})? (?:first |also |previously |had |has ){{0,2}}"
        r"(?:reported|reports|wrote)\b"
    )
    return any(map(cited.search, texts))


def is_only_credited(candidate: Candidate, candidates: Sequence[Candidate], layout: Layout) -> bool:
    """True for an agency, whose stories others print, if the page names it only as those do: in
    bylines, datelines, notices and lists of its stories."""
    outlet = candidate.outlet
    if outlet is None or not outlet.reprinted or candidate.evidence <= IN_STORIES:
        return False
    others = [each.evidence for each in candidates if each is not candidate]
    is_noticed_alone = not any("copyright" in evidence for evidence in others)
    head, end = len(layout.head), len(layout.head) + len(layout.story)
    return not any(
        (sign.evidence in _OF_ITS_PAGES and _DELIVERED.search(sign.block.text) is None)
        or (sign.evidence == "domain" and not head <= sign.place < end)
        or (sign.evidence == "web-address" and sign.place < head)
        or (sign.evidence == "copyright" and sign.place >= end + _BESIDE and is_noticed_alone)
        for sign in candidate.signs
    )
