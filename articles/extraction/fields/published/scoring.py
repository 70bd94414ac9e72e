"""Where dates stand on a page, and how well each place suits the date of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.extraction.lines.dates import DAY, MONTH
from articles.extraction.lines.datestamps import LABEL, Label, Stamp, read_mention, read_stamp
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
from articles.extraction.words.vocabulary import folded

# A sighting is taken from this weight on; what is less is some other date of the page.
ENOUGH = 4.0
_UNDER = 14  # blocks below the headline in which its date may stand
_INTO_STORY = 14  # blocks of the story; date lines further down belong to something else
_TOP = 4  # blocks at the top of the page
_AFTER_END = 4  # blocks after the story's end
_LISTED = 5  # blocks between the dates of a list of stories
_SHORTEST_PROSE = 80  # characters: teasers are shorter
_NEVER = frozenset({PARAGRAPH, CAPTION, LINK, APPEAL})
_TRUSTED = 4.0  # place and prose together, for a line that says more than a date
_TINY = 20  # characters of a part of a date on a line of its own
_DATE_PART = re.compile(
    rf"{DAY}(?: {MONTH})?,?|{MONTH}(?: {DAY})?,?|(?:{MONTH},? )?\d{{4}}", re.IGNORECASE
)
_STORY = 120  # words below a date that make a story
_REPLY = re.compile(r"\W*(?:(?:log in to )?reply|report(?: abuse)?|upvote)\W*", re.IGNORECASE)
_SAYS = re.compile(r"^.{1,60} says:?$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LABEL_ONLY = re.compile(rf"\W*(?:{LABEL.pattern})(?: on)?\W*$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b", re.I)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A date line, its place among the page's blocks, and how well it suits."""

    block: Block
    stamp: Stamp
    label: Label
    weight: float


def sightings(layout: Layout, headline: Sequence[int] = ()) -> tuple[Sighting, ...]:
    """The dates that may be the page's, best first; of equals the upper one.

    ``headline``: the numbers of the lines in which the headline was found.
    """
    blocks = layout.page.blocks
    stamped = list(_stamped(blocks))
    if not stamped:
        return ()
    start, end = len(layout.head), len(layout.head) + len(layout.story)
    anchor = _anchor(blocks, headline, start)
    found = []
    for index, (at, stamp) in enumerate(stamped):
        label = stamp.label or _label_above(blocks, at)
        place = _place(at, anchor, start, end)
        prose = _prose_below(blocks, at) * (1.0 if at < end else 0.3)
        if not stamp.alone and not label and place + prose < _TRUSTED:
            continue  # more than a date is said, and not where a date line stands
        weight = (
            place
            + _looks(blocks, at, stamp, label, anchor)
            + prose
            - _in_list(stamped, blocks, index)
            - _in_comments(blocks, at)
        )
        if weight >= ENOUGH:
            found.append(Sighting(blocks[at], stamp, label, weight))
    return tuple(sorted(found, key=lambda one: -one.weight))


def _stamped(blocks: Sequence[Block]) -> Iterator[tuple[int, Stamp]]:
    for at, block in enumerate(blocks):
        text, stamp = block.text, None
        if block.kind in _NEVER:
            continue
        if _DIGIT.search(text):
            stamp = read_stamp(text) or read_mention(text)
        if stamp is None and len(text) <= _TINY:
            stamp = _over_lines(blocks, at)
        if stamp is not None:
            yield at, stamp


def _over_lines(blocks: Sequence[Block], at: int) -> Stamp | None:
    """A date whose day, month and year have lines of their own."""
    if at + 1 == len(blocks) or len(blocks[at + 1].text) > _TINY:
        return None
    parts = [block.text for block in blocks[at : at + 3]]
    if not parts[0][0].isalnum():
        return None
    if not any(map(_DIGIT.search, parts[:2])):
        return None  # a year or a day is one of the first two
    if not (_DATE_PART.fullmatch(parts[0]) and _DATE_PART.fullmatch(parts[1])):
        return None
    return read_stamp(" ".join(parts[:2])) or read_stamp(" ".join(part[:_TINY] for part in parts))


def _anchor(blocks: Sequence[Block], headline: Sequence[int], start: int) -> int:
    """The headline's block, where it is printed last above the story; else the story's start."""
    own = next((at for at, block in enumerate(blocks) if block.lines[0] in headline), None)
    if own is None:
        return start
    text = folded(blocks[own].text)
    again = [at for at in range(own, start) if folded(blocks[at].text) == text]
    return again[-1] if again else own


def _place(at: int, anchor: int, start: int, end: int) -> float:
    """How likely a date line is to stand there: best just under the headline."""
    if anchor < at < max(start, min(anchor + _UNDER, end)) + 2:
        return 6.0 - min(3.0, 0.15 * (at - anchor))
    if start <= at < min(start + _INTO_STORY, end):
        return 4.0 - 0.15 * (at - start)
    if at <= anchor:
        return max(4.0 - 0.4 * (anchor - at), 2.5 if at < _TOP else 0.0)
    if end <= at < end + _AFTER_END:
        return 2.0
    return 0.0


def _looks(blocks: Sequence[Block], at: int, stamp: Stamp, label: Label, anchor: int) -> float:
    weight = {"published": 3.0, "": 0.0, "updated": -2.0}[label]
    weight += 1.0 if stamp.alone else 0.0
    weight += 0.5 if stamp.timed else 0.0
    if stamp.date.precision != "day":
        weight -= 2.0
    near = (*blocks[max(0, at - 3) : at], *blocks[at + 1 : at + 3])
    if stamp.names or any(block.kind is BYLINE for block in near):
        weight += 1.0
    if at < anchor and not label and _WEEKDAY.search(blocks[at].text):
        weight -= 2.0  # a masthead's "Tuesday, 4 March 2020" is the day of the visit
    if blocks[at].kind is FURNITURE:
        weight -= 1.0
    return weight


def _prose_below(blocks: Sequence[Block], at: int) -> float:
    """From 0 for none to 3 for several paragraphs: what a date line of a story stands above."""
    words = sum(
        block.text.count(" ", 0, 400) + 1
        for block in blocks[at + 1 : at + 1 + _UNDER]
        if block.kind is PARAGRAPH and len(block.text) >= _SHORTEST_PROSE
    )
    return min(words, _STORY) * 3.0 / _STORY


def _in_comments(blocks: Sequence[Block], at: int) -> float:
    """What a date loses that stands at a reader's comment."""
    for block in blocks[at + 1 : at + 5]:
        if _SAYS.search(block.text):
            break  # the next comment begins
        if _REPLY.fullmatch(block.text):
            return 4.0
    return 4.0 if at and _SAYS.search(blocks[at - 1].text) else 0.0


def _in_list(stamped: Sequence[tuple[int, Stamp]], blocks: Sequence[Block], index: int) -> float:
    """What a date loses that is one of a list of stories, each with its own date."""
    at = stamped[index][0]
    near = (*stamped[max(0, index - _LISTED) : index], *stamped[index + 1 : index + 1 + _LISTED])
    others = [
        other for other, _ in near if abs(other - at) <= _LISTED and _parted(blocks, at, other)
    ]
    return 3.0 if len(others) >= 2 else 1.5 if others else 0.0


def _parted(blocks: Sequence[Block], at: int, other: int) -> bool:
    """True if another story's heading stands between two dates, and no prose."""
    between = blocks[min(at, other) + 1 : max(at, other)]
    prose = sum(len(block.text) for block in between if block.kind is PARAGRAPH)
    return prose < 2 * _SHORTEST_PROSE and any(
        block.kind in (HEADING, FURNITURE) for block in between
    )


def _label_above(blocks: Sequence[Block], at: int) -> Label:
    """What a line of its own above a date calls it: "Published"."""
    match = _LABEL_ONLY.match(blocks[at - 1].text) if at else None
    return "" if match is None else "updated" if match["updated"] else "published"
