"""The kinds of blocks again, where their neighbours tell more than the blocks themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction.lines.bylines import byline_in
from articles.extraction.lines.credits import is_maker
from articles.extraction.lines.datelines import read_opening
from articles.extraction.lines.triggers import Wording
from articles.extraction.page.kinds import (
    APPEAL,
    BYLINE,
    CAPTION,
    FURNITURE,
    HEADING,
    NOTICE,
    PARAGRAPH,
    SHORT,
    Kind,
    opens_appeal,
)
from articles.extraction.words.vocabulary import vocabulary

# An appeal that a line has opened goes on over this many paragraphs that do not sound like one.
_REACH = 3
_BOX_OPENER = 60  # characters of a line that opens a box to sign up in
_BOX_LINE = 160  # characters of a line inside one
_BOX_KINDS = (HEADING, PARAGRAPH, FURNITURE)
_BOX_REACH = 2  # lines between two that have words of a box
# "— Ann Lee (@annlee) March 4, 2019" under the words that she posted.
_DASHES = "—–-"
_POSTED = re.compile(r"[—–-] ?[^()]{1,60} \(@\w{1,30}\)")
_LONG_LINE = 20  # blanks
_SMALL_SHARE = 0.6  # of the words in lower case; in headlines they are capitalised, or few
_FEWEST_BLANKS = 2  # in a sentence: subject, verb, object


def in_context(lines: Sequence[Wording], kinds: Sequence[Kind]) -> list[Kind]:
    """The kinds again, where neighbours tell more than the block itself."""
    result = list(kinds)
    texts = [line.text for line in lines]
    _extend_appeals(lines, result)
    _extend_boxes(lines, result)
    _join_credits(texts, result)
    _join_bylines(lines, result)
    _close_lists(lines, result)
    _keep_short_sentences(texts, result)
    _keep_posts(texts, result)
    _keep_long_lines(texts, result)
    return result


def _extend_appeals(lines: Sequence[Wording], kinds: list[Kind]) -> None:
    """From the line that opens an appeal to the last one, near enough, that sounds like it."""
    index = 0
    while APPEAL in kinds[index:]:
        index = kinds.index(APPEAL, index)
        if not opens_appeal(lines[index].plain):
            index += 1
            continue
        last, at = index, index + 1
        while at < len(lines) and at - last <= _REACH:
            if kinds[at] in (APPEAL, FURNITURE) or _sounds_like_appeal(lines[at]):
                last = at
            elif kinds[at] is PARAGRAPH and kinds[at - 1] is FURNITURE:
                break  # buttons close an appeal: prose after them is the story again
            at += 1
        for inside in range(index, last + 1):
            if kinds[inside] is not FURNITURE:
                kinds[inside] = APPEAL
        index = last + 1


def _sounds_like_appeal(line: Wording) -> bool:
    if len(line.text) > 2 * NOTICE:
        return False
    return vocabulary().appeal.count(line.plain, line.cues) > 0


def _extend_boxes(lines: Sequence[Wording], kinds: list[Kind]) -> None:
    """Short lines after one that asks for an address, while they are words of such a box."""
    words = vocabulary()
    last = -_BOX_REACH - 1
    # Above the first paragraph stand buttons of the same words, and the headline among them.
    first = kinds.index(PARAGRAPH) if PARAGRAPH in kinds else len(lines)
    for index in range(first, len(lines)):
        text, plain, _, cues = lines[index]
        if not cues or len(text) > _BOX_LINE or kinds[index] not in _BOX_KINDS:
            continue
        near = index - last <= _BOX_REACH
        is_label = len(text) <= _BOX_OPENER
        if not (near or is_label or kinds[index] is not PARAGRAPH):
            continue
        asked = words.newsletter.count(plain, cues)
        if asked > (0 if is_label else 1) or (near and (asked or words.boxes.count(plain, cues))):
            kinds[index] = FURNITURE
            below_prose = index > 1 and kinds[index - 2] is PARAGRAPH
            if (near or below_prose) and kinds[index - 1] is HEADING:
                kinds[index - 1] = FURNITURE  # the name of the letter
            last = index


def _keep_short_sentences(texts: Sequence[str], kinds: list[Kind]) -> None:
    """ "He gave no reason." after a paragraph is one too, though as short as a heading."""
    for index in range(1, len(texts)):
        if kinds[index] is HEADING and kinds[index - 1] is PARAGRAPH:
            told = texts[index].rstrip("\"”’'")
            if (
                told.endswith(".")
                and not told.endswith("...")
                and told.count(" ") >= _FEWEST_BLANKS
            ):
                kinds[index] = PARAGRAPH


def _keep_posts(texts: Sequence[str], kinds: list[Kind]) -> None:
    """A post of a social network that the story shows: its words, then who wrote it when."""
    for index in range(1, len(texts)):
        text = texts[index]
        if text[0] in _DASHES and len(text) <= SHORT and _POSTED.match(text):
            kinds[index] = PARAGRAPH
            if kinds[index - 1] is HEADING:
                kinds[index - 1] = PARAGRAPH


def _keep_long_lines(texts: Sequence[str], kinds: list[Kind]) -> None:
    """A line beside a paragraph, longer than headlines are, is one without its full stop."""
    for index in range(1, len(texts) - 1):
        if kinds[index] is HEADING and texts[index].count(" ") >= _LONG_LINE:
            told = texts[index].replace("’", "'").split()
            small = sum(word[0].islower() for word in told)
            beside = PARAGRAPH in (kinds[index - 1], kinds[index + 1])
            if beside and small >= _SMALL_SHARE * len(told):
                kinds[index] = PARAGRAPH


def _join_credits(texts: Sequence[str], kinds: list[Kind]) -> None:
    """A maker's name alone after a caption belongs to it: "Getty Images"."""
    for index in range(1, len(texts)):
        if kinds[index - 1] is CAPTION and len(texts[index]) <= 60 and is_maker(texts[index]):
            kinds[index] = CAPTION


def _join_bylines(lines: Sequence[Wording], kinds: list[Kind]) -> None:
    """ "By" alone, then a name in the next block."""
    for index in range(1, len(lines)):
        if lines[index - 1].plain == "by" and byline_in(f"by {lines[index].text}"):
            kinds[index - 1] = kinds[index] = BYLINE


def _close_lists(lines: Sequence[Wording], kinds: list[Kind]) -> None:
    """Headings under "Related stories" and the like are links to other stories."""
    lists = vocabulary().lists
    inside = False
    for index, (text, plain, _, _) in enumerate(lines):
        kind = kinds[index]
        if kind is PARAGRAPH:
            inside = False
        elif (kind is HEADING or kind is FURNITURE) and len(text) <= SHORT:
            if plain in lists or plain.startswith(("more from ", "more on ")):
                inside = True
            if inside and kind is HEADING and read_opening(text) is None:
                kinds[index] = FURNITURE
