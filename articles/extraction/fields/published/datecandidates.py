"""The date lines of a page, and how likely each gives the date of publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.extraction.lines.datedlines import Label
from articles.extraction.lines.datestamps import Stamp, has_page, is_folio, read_mention, read_stamp
from articles.extraction.lines.handling import is_handling, is_print_header
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import (
    APPEAL,
    BYLINE,
    CAPTION,
    FURNITURE,
    HEADING,
    LINK,
    PARAGRAPH,
)
from articles.extraction.page.layout import Layout
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import DIGIT, folded

_PHRASES = phrasebook("datecandidates")

ENOUGH = 4.0  # A date with a lower score is some other date on the page.
# The scores of places: under the headline, in the story, above the headline, at the top.
_UNDER_HEADLINE, _IN_STORY, _ABOVE_HEADLINE, _AT_TOP = 6.0, 4.0, 4.0, 2.5
# Subtracted for each block of distance: below the headline or into the story, where the second is
# the most in all; and above the headline, where menus and other stories stand.
_LOSS_BELOW, _MOST_LOSS, _LOSS_ABOVE = 0.15, 3.0, 0.4
# Added for the label of a date.
_LABEL_SCORES: dict[Label, float] = {"published": 3.0, "": 0.0, "updated": -2.0}
# Added for a line with nothing but a date, with a time of day, and with a byline in it or near it.
_ALONE, _TIMED, _SIGNED = 1.0, 0.5, 1.0
# Subtracted for a date without a day, for one in furniture, and for one that may be the day of the
# visit: "Tuesday, 4 March 2020" in a masthead.
_NO_DAY, _OF_VISIT = 2.0, 2.0
# Added for the only date of a page, alone in its line, with a time of day or without; and for a
# catalogue's label.
_ONLY_TIMED, _ONLY, _CATALOGUED = 2.5, 0.5, 2.0
_PROSE = 3.0  # added for a whole story below the date; for less prose, a part of it
_PROSE_AFTER_STORY = 0.3  # the share of this that prose after the story adds
_SEVERAL = 3  # paragraphs of the story above a comment
# Subtracted for the date of a reader's comment: above the story's end, and below it.
_COMMENT, _BELOW_STORY = 4.0, 10.0
_TWO_OTHERS, _ANOTHER = 3.0, 1.5  # subtracted for other dates of a list of stories
# How many blocks the byline may stand above or below a date, and the end of a comment below it.
_BYLINE_ABOVE, _BYLINE_BELOW, _COMMENT_BELOW = 3, 2, 4
# How many blocks the date may be below the headline, below the story's beginning, below the top of
# the page, and below the story's end.
_REACH_UNDER, _REACH_INTO, _REACH_TOP = 14, 14, 4
_LISTED = 5  # blocks between the dates of a list of stories
_SHORTEST_PROSE = 80  # characters: Teasers are shorter.
_TRUSTED = 4.0  # the least score of a line that is more than a date, by place and prose
_STORY = 120  # So many words of prose below a date count as a whole story.
_SEARCHED = 400  # characters of a paragraph in which its words are counted
_REPLY = _PHRASES.pattern("reply")
_SAYS = _PHRASES.pattern("says")
_CATALOGUE = _PHRASES.pattern("catalogued")
_WEEKDAY = _PHRASES.pattern("weekday")
_NEVER_DATED = frozenset({PARAGRAPH, CAPTION, LINK, APPEAL})  # kinds without date lines
_DATE_LINES = 3  # lines in which day, month and year can stand apart
_TINY = 20  # characters: Day, month or year alone in a line are no longer.
_DATE_PART = _PHRASES.pattern("date_part")
_LONGEST_POSTED = 120  # characters: A longer sentence says more.
_POSTED = _PHRASES.pattern("posted")
_LABEL_ALONE = _PHRASES.pattern("label_alone")


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A line with a date that may be the page's. ``score`` says how likely that is."""

    block: Block
    stamp: Stamp
    label: Label
    score: float


def date_candidates(layout: Layout, headline: Sequence[int] = ()) -> tuple[DateCandidate, ...]:
    """The dates that may be the page's, by score, the best first; of equals, the upper one.

    ``headline`` are the numbers of the lines in which the headline was found.
    """
    blocks = layout.page.blocks
    stamped = list(_stamps_on(blocks))
    if not stamped:
        return ()
    start, end = len(layout.head), len(layout.head) + len(layout.story)
    anchors = _anchors(blocks, headline, start)
    found = []
    for index, (at, stamp) in enumerate(stamped):
        label = stamp.label or _label_above(blocks, at)
        place = max(_place(at, anchor, start, end) for anchor in anchors)
        prose = _prose_below(blocks, at) * (1.0 if at < end else _PROSE_AFTER_STORY)
        if not stamp.alone and not label and (at >= end or place + prose < _TRUSTED):
            continue  # The line says more than a date and is not in a place for date lines.
        score = (
            place
            + _form(blocks, at, stamp, label, anchors[-1])
            + prose
            - _in_list(stamped, blocks, index)
            - _in_comments(blocks, at, start, end)
        )
        if len(stamped) == 1 and stamp.alone:
            score += _ONLY_TIMED if stamp.timed else _ONLY if at < end else 0.0
        if score >= ENOUGH:
            found.append(DateCandidate(blocks[at], stamp, label, score))
    return tuple(sorted(found, key=lambda one: -one.score))


def _anchors(blocks: Sequence[Block], headline: Sequence[int], start: int) -> tuple[int, ...]:
    """The first and the last block above the story with the headline; or the story's start."""
    first = next((at for at, block in enumerate(blocks) if block.lines[0] in headline), None)
    if first is None:
        return (start,)
    text = folded(blocks[first].text)
    return first, *[at for at in range(first + 1, start) if folded(blocks[at].text) == text][-1:]


def _place(at: int, anchor: int, start: int, end: int) -> float:
    """The score of a place. The best is just under the headline."""
    if anchor < at < max(start, min(anchor + _REACH_UNDER, end)) + 2:
        return _UNDER_HEADLINE - min(_MOST_LOSS, _LOSS_BELOW * (at - anchor))
    if start <= at < min(start + _REACH_INTO, end):
        return _IN_STORY - _LOSS_BELOW * (at - start)
    if at <= anchor:
        return max(
            _ABOVE_HEADLINE - _LOSS_ABOVE * (anchor - at), _AT_TOP if at < _REACH_TOP else 0.0
        )
    return 0.0


def _form(blocks: Sequence[Block], at: int, stamp: Stamp, label: Label, anchor: int) -> float:
    """The score for the form of a line, its label, and the lines beside it."""
    score = _LABEL_SCORES[label]
    score += _ALONE if stamp.alone else 0.0
    score += _TIMED if stamp.timed else 0.0
    if stamp.date.precision != "day":
        score -= _NO_DAY
    if _CATALOGUE.match(blocks[at].text):
        score += _CATALOGUED
    above = blocks[max(0, at - _BYLINE_ABOVE) : at]
    below = blocks[at + 1 : at + 1 + _BYLINE_BELOW]
    if stamp.names or any(block.kind is BYLINE for block in (*above, *below)):
        score += _SIGNED
    text = blocks[at].text
    is_printed = is_folio(text) or has_page(text)
    if at < anchor and not label and not is_printed and _WEEKDAY.search(text):
        score -= _OF_VISIT
    return score


def _prose_below(blocks: Sequence[Block], at: int) -> float:
    """The score for the prose below a date."""
    words = sum(
        block.text.count(" ", 0, _SEARCHED) + 1
        for block in blocks[at + 1 : at + 1 + _REACH_UNDER]
        if block.kind is PARAGRAPH and len(block.text) >= _SHORTEST_PROSE
    )
    return min(words, _STORY) * _PROSE / _STORY


def _in_comments(blocks: Sequence[Block], at: int, start: int, end: int) -> float:
    """What to subtract for the date of a reader's comment; otherwise 0.

    The story begins at ``start``; ``end`` is the first block after it. A date below it, or below
    several of its paragraphs, that has a text right below it is the date of that text.
    """
    if at + 1 < len(blocks) and blocks[at + 1].kind is PARAGRAPH:
        above = sum(block.kind is PARAGRAPH for block in blocks[start:at])
        if at >= end or above >= _SEVERAL:
            return _BELOW_STORY
    for block in blocks[at + 1 : at + 1 + _COMMENT_BELOW]:
        if _SAYS.search(block.text):
            break  # The next comment begins.
        if _REPLY.fullmatch(block.text):
            return _BELOW_STORY if at >= end else _COMMENT
    if at and _SAYS.search(blocks[at - 1].text):
        return _BELOW_STORY if at >= end else _COMMENT
    return 0.0


def _in_list(stamped: Sequence[tuple[int, Stamp]], blocks: Sequence[Block], index: int) -> float:
    """What to subtract for a date in a list of stories that have dates of their own."""
    at = stamped[index][0]
    near = (*stamped[max(0, index - _LISTED) : index], *stamped[index + 1 : index + 1 + _LISTED])
    others = [
        other for other, _ in near if abs(other - at) <= _LISTED and _are_apart(blocks, at, other)
    ]
    return _TWO_OTHERS if len(others) > 1 else _ANOTHER if others else 0.0


def _are_apart(blocks: Sequence[Block], at: int, other: int) -> bool:
    """True if the heading of another story stands between two dates, and no prose."""
    between = blocks[min(at, other) + 1 : max(at, other)]
    prose = sum(len(block.text) for block in between if block.kind is PARAGRAPH)
    return prose < 2 * _SHORTEST_PROSE and any(
        block.kind in (HEADING, FURNITURE) for block in between
    )


def _stamps_on(blocks: Sequence[Block]) -> Iterator[tuple[int, Stamp]]:
    """The date lines among ``blocks`` from top to bottom, as the index of a block and its stamp."""
    for at, block in enumerate(blocks):
        text, stamp = block.text, None
        if block.kind in _NEVER_DATED and not (block.kind is PARAGRAPH and _is_posted(text)):
            continue
        if DIGIT.search(text):
            if block.kind is FURNITURE and is_print_header(text):
                continue
            stamp = read_stamp(text) or read_mention(text)
        if stamp is None and len(text) <= _TINY:
            stamp = _over_lines(blocks, at)
        if stamp is not None and not (at and is_handling(blocks[at - 1].text)):
            yield at, stamp


def _is_posted(text: str) -> bool:
    """True for ``Posted by Ann on March 4, 2020 from the harbour.``, which is a sentence too."""
    return len(text) <= _LONGEST_POSTED and _POSTED.match(text) is not None


def _over_lines(blocks: Sequence[Block], at: int) -> Stamp | None:
    """A date whose day, month and year are in lines of their own."""
    if at + 1 == len(blocks) or len(blocks[at + 1].text) > _TINY:
        return None
    parts = [block.text for block in blocks[at : at + _DATE_LINES]]
    if not parts[0][0].isalnum():
        return None
    if not any(map(DIGIT.search, parts[:2])):
        return None  # Of the first two parts, one is a number.
    if not (_DATE_PART.fullmatch(parts[0]) and _DATE_PART.fullmatch(parts[1])):
        return None
    return read_stamp(" ".join(parts[:2])) or read_stamp(" ".join(part[:_TINY] for part in parts))


def _label_above(blocks: Sequence[Block], at: int) -> Label:
    """The label in a line of its own above a date, such as "Published"."""
    match = _LABEL_ALONE.match(blocks[at - 1].text) if at else None
    return "" if match is None else "updated" if match["updated"] else "published"
