"""Correct the kinds of blocks by the blocks above and below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from articles.extraction.lines.bylines import byline_in
from articles.extraction.lines.datelines import read_opening
from articles.extraction.lines.handling import is_print_footer, is_print_header
from articles.extraction.lines.triggers import Wording
from articles.extraction.page.insertions import is_post_signature
from articles.extraction.page.kinds import (
    APPEAL,
    BYLINE,
    DATE,
    FURNITURE,
    HEADING,
    LINK,
    PARAGRAPH,
    SHORT,
    Kind,
)
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import vocabulary

_PHRASES = phrasebook("neighbouring")

_BOX_OPENER = 60  # characters of a line that opens a box to sign up in: Longer lines are prose.
_BOX_LINE = 160  # characters of a line in such a box
_BOX_REACH = 2  # How many lines after one that sounds like a box the next may stand.
_BOX_KINDS = (HEADING, PARAGRAPH, FURNITURE)
_SUBSCRIBE = frozenset(_PHRASES.phrases("subscribe"))
# An offer is a block of at least so many short lines, with so many lines of a box and such a share.
_OFFER_LINES, _OFFERS, _OFFER_SHARE = 4, 3, 0.4
_LONG_LINE = 20  # blanks: Headlines have fewer.
_SMALL_SHARE = 0.6  # Of the words of prose, so many are in lower case. In headlines fewer are.
# Words of prose from which a page has a story, and links after the first sentences of others.
_HARDLY_ANY = 40
_LINKED = _PHRASES.pattern("linked")
_FEWEST_BLANKS = 2  # A sentence has a subject, a verb and an object.


def in_context(
    lines: Sequence[Wording], kinds: Sequence[Kind], numbers: Sequence[int] = ()
) -> list[Kind]:
    """``kinds`` of the lines of a page, corrected by what stands beside them.

    ``numbers`` are those of the lines in the capture, whose gaps are blank lines.
    """
    result = list(kinds)
    texts = [line.text for line in lines]
    _mark_printing(texts, result)
    _keep_title(result)
    _extend_boxes(lines, result)
    _close_boxes(lines, result)
    _extend_offers(lines, result, numbers)
    _join_bylines(lines, result)
    _close_lists(lines, result)
    _keep_short_sentences(texts, result)
    _keep_posts(texts, result)
    _keep_long_lines(texts, result)
    _keep_items(texts, result)
    return result


def _mark_printing(texts: Sequence[str], kinds: list[Kind]) -> None:
    """What a browser prints above and below each page is not part of it."""
    footers = [at for at, text in enumerate(texts) if text[-1].isdigit() and is_print_footer(text)]
    if footers:
        for at in (*footers, *(at for at, text in enumerate(texts) if is_print_header(text))):
            kinds[at] = FURNITURE


def _keep_title(kinds: list[Kind]) -> None:
    """The first line of a page, above its date or byline, is a title: "In pictures: kestrels"."""
    if len(kinds) > 1 and kinds[0] is LINK and kinds[1] in (BYLINE, DATE):
        kinds[0] = HEADING


def _extend_boxes(lines: Sequence[Wording], kinds: list[Kind]) -> None:
    """Mark newsletter boxes: a line that asks for an address, and short lines after it like it."""
    words = vocabulary()
    last = -_BOX_REACH - 1
    # Above the first paragraph, the headline stands among buttons with the same words.
    first = kinds.index(PARAGRAPH) if PARAGRAPH in kinds else len(lines)
    for index in range(first, len(lines)):
        text, plain, _, triggers = lines[index]
        if not triggers or len(text) > _BOX_LINE or kinds[index] not in _BOX_KINDS:
            continue
        near = index - last <= _BOX_REACH
        is_label = len(text) <= _BOX_OPENER
        if not (near or is_label or kinds[index] is not PARAGRAPH):
            continue
        asked = words.newsletter.count(plain, triggers)
        if asked > (0 if is_label else 1) or (
            near and (asked or words.boxes.count(plain, triggers))
        ):
            kinds[index] = FURNITURE
            below_prose = index > 1 and kinds[index - 2] is PARAGRAPH
            if (near or below_prose) and kinds[index - 1] is HEADING:
                kinds[index - 1] = FURNITURE  # It is the name of the newsletter.
            last = index


def _close_boxes(lines: Sequence[Wording], kinds: list[Kind]) -> None:
    """Mark the offer right above a button to subscribe."""
    words = vocabulary()
    for index in range(1, len(lines)):
        if lines[index].plain not in _SUBSCRIBE:
            continue
        text, plain, _, triggers = lines[index - 1]
        is_offer = len(text) <= _BOX_LINE and kinds[index - 1] in (HEADING, PARAGRAPH)
        if is_offer and words.boxes.count(plain, triggers):
            kinds[index - 1] = FURNITURE


def _extend_offers(lines: Sequence[Wording], kinds: list[Kind], numbers: Sequence[int]) -> None:
    """Mark all of a block of short lines, without a blank line, that has several lines of a box.

    Only below the first paragraph, where the page separates paragraphs by blank lines.
    """
    words = vocabulary()
    first = next((i for i, kind in enumerate(kinds) if kind is PARAGRAPH), len(lines))
    asking = [
        index
        for index in range(first + 1, len(numbers))
        if lines[index].triggers
        and len(lines[index].text) <= SHORT
        and words.newsletter.count(lines[index].plain, lines[index].triggers)
    ]
    end = 0
    for index, following in pairwise(asking):
        if index < end or numbers[following] - numbers[index] != following - index:
            continue  # A blank line is between the two, or they are in the last block.
        start = index
        while start > first + 1 and numbers[start] == numbers[start - 1] + 1:
            start -= 1
        end = following + 1
        while end < len(numbers) and numbers[end] == numbers[end - 1] + 1:
            end += 1
        group = range(start, end)
        if len(group) < _OFFER_LINES or any(len(lines[i].text) > SHORT for i in group):
            continue
        offers = sum(
            i in asking
            or kinds[i] is FURNITURE
            or words.boxes.count(lines[i].plain, lines[i].triggers) > 0
            for i in group
        )
        if offers >= max(_OFFERS, len(group) * _OFFER_SHARE):
            kinds[start] = APPEAL  # so that all of it counts as one box
            kinds[start + 1 : end] = [FURNITURE] * (len(group) - 1)


def _keep_short_sentences(texts: Sequence[str], kinds: list[Kind]) -> None:
    """After a paragraph, "He gave no reason." is one too, though it is as short as a heading."""
    for index in range(1, len(texts)):
        if kinds[index] is HEADING and kinds[index - 1] is PARAGRAPH:
            text = texts[index].rstrip("\"”’'")
            is_closed = text.endswith(".") and not text.endswith("...")
            if is_closed and text.count(" ") >= _FEWEST_BLANKS:
                kinds[index] = PARAGRAPH


def _keep_posts(texts: Sequence[str], kinds: list[Kind]) -> None:
    """A post that the story shows is part of it: its words, then who wrote it and when."""
    for index in range(1, len(texts)):
        text = texts[index]
        if is_post_signature(text):
            kinds[index] = PARAGRAPH
            if kinds[index - 1] is HEADING:
                kinds[index - 1] = PARAGRAPH


def _keep_long_lines(texts: Sequence[str], kinds: list[Kind]) -> None:
    """A line beside a paragraph that is too long for a headline is one without its full stop."""
    for index in range(1, len(texts) - 1):
        if kinds[index] is HEADING and texts[index].count(" ") >= _LONG_LINE:
            words = texts[index].replace("’", "'").split()
            small = sum(word[0].islower() for word in words)
            beside = PARAGRAPH in (kinds[index - 1], kinds[index + 1])
            if beside and small >= _SMALL_SHARE * len(words):
                kinds[index] = PARAGRAPH


def _keep_items(texts: Sequence[str], kinds: list[Kind]) -> None:
    """On a page with hardly any other prose, sentences that a link follows are the text.

    They are the items of a newsletter: "The port reopens on Monday. Read more".
    """
    prose = 0
    for text, kind in zip(texts, kinds, strict=True):
        if kind is PARAGRAPH:
            prose += text.count(" ") + 1
            if prose >= _HARDLY_ANY:
                return
    for index, text in enumerate(texts):
        if kinds[index] is HEADING and len(text) > SHORT // 2 and _LINKED.search(text):
            kinds[index] = PARAGRAPH


def _join_bylines(lines: Sequence[Wording], kinds: list[Kind]) -> None:
    """A line "By" and the name in the next line are a byline."""
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
