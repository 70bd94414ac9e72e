"""What pages insert into a story: posts from networks, and lines about the authors at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.extraction.lines.biographies import presents_journalist
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, DATE, HEADING, NOTICE
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded

_PHRASES = phrasebook("insertions")

_MOST_LINES = 3  # of a post
_LONGEST_SIGNATURE = 120  # characters
# Under the words of a post: "— Ann Lee (@annlee) March 4, 2019".
_DASHES = "—–-"
_POSTED = re.compile(r"[—–-] ?[^()]{1,60} \(@\w{1,30}\)")
_LINKED = re.compile(r"\b(?:pic\.\w+(?:\.\w+)?/|t\.co/)\w")
_LONGEST = 200  # characters: A longer paragraph that begins with "Reporting by" is prose.
_FIRST = 6  # blocks of a story among which it may introduce its authors
_INTRODUCED = _PHRASES.pattern("introduced")
_MOST = 3  # blocks about the authors at the end of a story
_CONTRIBUTED = _PHRASES.expression("contributed")
_HELPED = _PHRASES.pattern("helped")


def is_post_signature(text: str) -> bool:
    """True for the line under a post that says who wrote it."""
    return (
        text[0] in _DASHES and len(text) <= _LONGEST_SIGNATURE and _POSTED.match(text) is not None
    )


def embedded(texts: Sequence[str]) -> Iterator[int]:
    """The places of posts that link to a picture or a page: they were embedded, not quoted."""
    for index, text in enumerate(texts):
        if not is_post_signature(text):
            continue
        linked = [i for i in range(max(0, index - _MOST_LINES), index) if _LINKED.search(texts[i])]
        if linked:
            first = linked[0]
            begins_above = first == index - 1 and first > 0 and _is_post(texts[first - 1])
            yield from range(first - begins_above, index + 1)


def _is_post(text: str) -> bool:
    """True for a line that begins or ends as those of networks do: with a sign, a tag, a cut."""
    return not (text[0].isascii() or text[0] in "“‘") or text.endswith("…") or "#" in text


def without_endings(blocks: list[Block]) -> list[Block]:
    """The blocks of a story without lines about its authors at its end."""
    kept = len(blocks)
    for index in range(len(blocks) - 1, max(0, len(blocks) - 1 - _MOST), -1):
        if is_ending(blocks[index].text):
            kept = index
        elif blocks[index].kind is not HEADING:
            break
    return blocks[:kept]


def without_openings(blocks: list[Block], page: Sequence[Block]) -> list[Block]:
    """The blocks of a story without what introduces its authors above it.

    A page does so right below their names: "By Ann Lee", then "Ann Lee is a chemist." ``page`` has
    the blocks of the page down to the end of the story.
    """
    start = 0
    for index, block in enumerate(blocks[:_FIRST]):
        if block.kind is not HEADING:
            name = _INTRODUCED.match(block.text)
            if name and _is_signed(name["name"], block, page):
                start = index + 1
    return blocks[start:] if start < len(blocks) else blocks


def _is_signed(name: str, block: Block, page: Sequence[Block]) -> bool:
    """True if a short line above a block is signed with a name, or is the name of a journalist."""
    bare = folded(name)
    signed = re.compile(rf"(?:^|\bby ){re.escape(bare)}\b")
    for above in page:
        if above.lines[0] >= block.lines[0]:
            return False
        if len(above.text) <= _LONGEST_SIGNATURE and (found := signed.search(above.plain)):
            if above.kind in (BYLINE, DATE) or found[0] != bare:
                return True
            if above.plain == bare and presents_journalist(block.text):
                return True
    return False


def is_ending(text: str) -> bool:
    """True for a paragraph that presents a writer, or names people who contributed."""
    if len(text) <= NOTICE and presents_journalist(text):
        return True
    return len(text) <= _LONGEST and _names_helpers(text)


def _names_helpers(text: str) -> bool:
    if _HELPED.match(text):
        return True
    plain = text.lower()
    return _CONTRIBUTED.may_match(plain) and _CONTRIBUTED.pattern.search(plain) is not None
