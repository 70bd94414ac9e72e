"""Collect the signs of the outlet of a page: phrases, mastheads, addresses, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.fields.outlet.attribution import providers
from articles.extraction.fields.outlet.candidates import Candidate, Candidates, Sign
from articles.extraction.fields.outlet.identification import (
    ADDRESSES,
    WEB_ADDRESS,
    Place,
    identified,
)
from articles.extraction.fields.outlet.repetition import add_brands, count_other_lines
from articles.extraction.fields.outlet.signatures import (
    OPENING,
    PATH,
    ROLE,
    paper_of_folio,
    signers_in,
    writers_in,
)
from articles.extraction.lines.biographies import (
    opens_bio,
    presents_journalist,
    subject_of_bio,
)
from articles.extraction.lines.directaddress import pronouns
from articles.extraction.lines.outletmentions import (
    LINE,
    NO_OUTLET,
    Mention,
    listed_in,
    mentions_in_prose,
    outlet_line,
)
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, CAPTION, DATE, HEADING, LINK
from articles.extraction.page.layout import Layout
from articles.extraction.words.knownoutlets import KnownOutlet, known_outlets
from articles.extraction.words.persons import has_given_name
from articles.extraction.words.vocabulary import folded, vocabulary, words

# The longest furniture line and the longest paragraph that are read, in characters. In longer ones,
# a name proves little and takes long to find.
_LONGEST_LINE, _LONGEST_PARAGRAPH = 1200, 4000
_LONGEST_BYLINE = 300  # characters of a line with several authors and their papers
_EDGE_OF_STORY = 3  # blocks of a story, at either end, in which any listed name is found
# How many blocks at the top of the page may be a masthead, and page titles, and menus.
_TOP = 25
# How many blocks above the story its byline may stand, and its paper and place.
_SIGNED_ABOVE, _NAMED_ABOVE = 25, 10
_MOST_LABEL_WORDS = 5  # in a line that begins with a name; a longer one is a headline
# An interviewer before a question: "HARBOUR POST: What is your boat about?"
_ASKS = re.compile(r"[^:?]{2,40}: ?[^?]+\?")
_LINKED = frozenset({"link"})  # An address alone is a source.
# A name that the page has only where sections and labels stand is one of these: "Lifestyle".
_LABELS = words("a-label begins in-a-line")
# The second part of a path whose first part is the site; sections are others.
_HOMES = words("home blog news")
# A page that is named in these ways did not take the story from that outlet.
_AT_HOME = words("masthead alone follow copyright web-address")


def candidates_on(layout: Layout) -> list[Candidate]:
    """The candidates for the outlet of a page, with their signs."""
    candidates = Candidates()
    blocks = layout.page.blocks
    paragraphs = {id(block) for block in layout.paragraphs}
    story = range(len(layout.head), len(layout.head) + len(layout.story))
    edge = range(story.start + _EDGE_OF_STORY, story.stop - _EDGE_OF_STORY)
    masthead = len(_above_headline(layout))
    for index, block in enumerate(blocks):
        prose = id(block) in paragraphs
        if len(block.text) > (_LONGEST_PARAGRAPH if prose else _LONGEST_LINE):
            continue
        # In the middle of a story, a name without a phrase is what the story is about, unless the
        # paragraph speaks to readers.
        is_inner = prose and edge.start <= index < edge.stop
        is_read = not is_inner or bool(pronouns(block.text, block.words))
        listed = listed_in(block.text, block.words) if is_read else []
        if prose:
            mentions = mentions_in_prose(block.text, block.plain, block.triggers)
        else:
            mentions = _mentions(block, index, masthead, len(layout.head))
        for evidence, text in mentions:
            if evidence in ADDRESSES and index in story and not known_outlets().at_host(text):
                continue  # A story is about the sites that it names.
            found = identified(evidence, text, Place(block, index, listed))
            if found is not None and not _made_picture(found.outlet, block):
                candidates.add(found.name, found.outlet, Sign(found.evidence, block, index))
        for outlet, start in listed:
            if not _made_picture(outlet, block) and not candidates.has(outlet, index):
                evidence = "inner" if is_inner else "named"
                if _is_bio(block.text):
                    evidence = "in-a-bio"
                elif _ASKS.match(block.text) and start == 0 and index in story:
                    evidence = "asks"
                elif not prose:
                    evidence = _place_of(block.text[:start], index, layout)
                candidates.add(outlet.name, outlet, Sign(evidence, block, index))
    _add_opening(candidates, layout)
    add_brands(candidates, layout)
    candidates.drop(writers_in(layout.head))
    candidates.drop(_surnames(candidates, blocks))
    count_other_lines(candidates, blocks, masthead)
    provided = providers(layout)
    return [
        one
        for one in candidates.merged()
        if not (one.evidence == _LINKED and one.signs[0].place >= story.start)
        and not ("a-label" in one.evidence and one.evidence <= _LABELS)
        and not (one.outlet and one.outlet.key in provided and one.evidence.isdisjoint(_AT_HOME))
    ]


def _surnames(candidates: Candidates, blocks: Sequence[Block]) -> Iterator[str]:
    """The names in no list that are surnames of people on the page: "told Castellane"."""
    for candidate in candidates.unlisted():
        name = candidate.name
        if " " in name or not name.isalpha():
            continue
        for block in blocks:
            at = block.text.find(f" {name}")
            if at > 0 and has_given_name(block.text[:at].rpartition(" ")[2]):
                yield name
                break


def _made_picture(outlet: KnownOutlet | None, block: Block) -> bool:
    """True for an agency in a caption."""
    return outlet is not None and outlet.agency and block.kind is CAPTION


def _is_bio(text: str) -> bool:
    """True for a biography, whose subject works for the outlets that it names."""
    return opens_bio(text) or bool(subject_of_bio(text)) or presents_journalist(text)


def _place_of(before: str, index: int, layout: Layout) -> str:
    """The kind of evidence that a name within a line is, by the text before it and by where the
    line stands."""
    if index >= len(layout.head):
        return "in-a-line"
    return "beside-a-role" if ROLE.search(before) else "near-the-byline"


def _beside_role(text: str, part: str) -> str:
    """The kind of evidence of a name after a writer's role, else ""."""
    return "beside-a-role" if ROLE.search(text[: text.find(part)]) else ""


def _add_opening(candidates: Candidates, layout: Layout) -> None:
    """Add the name with which the story opens: "HARBOUR TOWN (Harbour News) - "."""
    for block in layout.paragraphs[:1]:
        place = len(layout.head)
        match = OPENING.match(block.text)
        if match is None:
            continue
        name = match["slug"] or match["bare"]
        outlet = known_outlets().leading(name) or known_outlets().with_slug(name)
        if outlet is not None and not (match["bare"] and outlet.ordinary):
            candidates.add(outlet.name, outlet, Sign("opening", block, place))


def _mentions(block: Block, index: int, masthead: int, head: int) -> Iterator[Mention]:
    """The mentions in a block that is not a paragraph of the story.

    ``index`` is its place; the first ``masthead`` blocks are above the headline, the first ``head``
    blocks above the story.
    """
    line = outlet_line(block.text, block.plain, block.triggers)
    folio = paper_of_folio(block.text) if len(block.text) <= LINE else ""
    if folio:
        yield "folio", folio
        return
    longest = _LONGEST_BYLINE if block.kind is BYLINE else LINE
    if 0 < head - index <= _SIGNED_ABOVE and len(block.text) <= longest and not line.known:
        yield from signers_in(block.text)
    path = PATH.match(block.text) if ">" in block.text or "»" in block.text else None
    if path is not None:
        yield "path", path[1]
        if path[2].strip().casefold() in _HOMES or folded(path[2].strip()) in vocabulary().sections:
            yield "site-path", path[1]
    if line is NO_OUTLET:
        return
    is_link = block.kind is LINK and WEB_ADDRESS.search(block.text) is not None
    for evidence, name in line.mentions:
        yield "web-address" if is_link and evidence in ADDRESSES else evidence, name
    if line.outlet is not None:
        if (index < _TOP and not line.outlet.agency) or index < masthead:
            yield "masthead", block.text.lstrip("@")
        elif not line.outlet.agency:
            yield "alone", block.text.lstrip("@")
        return
    if block.kind in (BYLINE, DATE):
        yield from ((_beside_role(block.text, part) or "byline", part) for part in line.known)
    elif line.begins:
        # A longer line that begins with a name is a headline about it.
        is_label = block.text.count(" ") < _MOST_LABEL_WORDS
        yield "begins" if is_label else "in-a-line", block.text


def _above_headline(layout: Layout) -> tuple[Block, ...]:
    for index, block in enumerate(layout.head):
        if block.kind is HEADING:
            return layout.head[:index]
    return layout.head
