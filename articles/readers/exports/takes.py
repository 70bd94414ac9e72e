"""Stories that a wire service sends in takes: which takes belong together, by their slugs.

A slug names the story and says which part follows: ``BC-Ferry Contract,1st Ld,2nd Add``. A new lead
or a writethru is another version of the story, not a part of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from articles.readers.exports.splitting import Piece

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBER = rf"(\d{{1,2}}(?=st|nd|rd|th|\b)|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?"
# The first add is the second take.
_ADD = re.compile(rf"(?<!\w)(?:{_NUMBER}[\s-]*add\b|add[\s-]*{_NUMBER}\b)", re.IGNORECASE)
_TAKE = re.compile(rf"(?<!\w)(?:{_NUMBER}[\s-]*take\b|take[\s=-]*{_NUMBER}\b)", re.IGNORECASE)
_VERSION = re.compile(
    r"(?<!\w)(?:(?:\d{1,2}(?:st|nd|rd|th)?[\s-]*|new[\s-]*)?(?:ld|lead|nulead|lede)"
    r"(?:[\s-]*writethru)?|(?:\d{1,2}(?:st|nd|rd|th)?[\s-]*)?writethru|update \d+|urgent|"
    r"correction)\b",
    re.IGNORECASE,
)
# The service's own number, the cycle of the day, the count of words.
_BESIDE = re.compile(
    r"^\s*(?:[A-Z]{1,4}\d{3,5}\s+|(?:BC|AM|PM)\b[-–/ ]*)|,\s?a?\d{2,5}\s*$|\(\s*\)", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
#: A line that says that the story goes on in another take.
MORE = re.compile(
    r"[\W_]*(?:more|more to come|mfl|forts(?:etzung)?\.? folgt|wird fortgesetzt|à suivre|a suivre|"
    r"suite|sigue|segue)[\W_]*$",
    re.IGNORECASE,
)
# Takes of other stories come in between; a story goes on within a day.
_MOST_WAITING = 300
_MOST_DAYS = 1


class Slug(NamedTuple):
    """What a slug says: the story in plain words, its version, and the number of the take."""

    story: str
    version: str
    take: int


def slug_in(line: str) -> Slug:
    """Read a line that is a slug. A story without a number is its first take."""
    text = line
    take = 1
    for pattern, more in ((_ADD, 1), (_TAKE, 0)):
        match = pattern.search(text)
        if match is not None:
            take = _number(match[1] or match[2]) + more
            text = text[: match.start()] + text[match.end() :]
            break
    version = _VERSION.search(text)
    if version is not None:
        text = text[: version.start()] + text[version.end() :]
    while text != (shorter := _BESIDE.sub("", text.strip(" ,"))):
        text = shorter
    named = " ".join(_WORD.findall(version[0].casefold())) if version is not None else ""
    return Slug(" ".join(_WORD.findall(text.casefold())), named, take)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _ORDINALS.index(text.casefold()) + 1


class Take(NamedTuple):
    """What a take says of itself: its slug (None: it has none), the service, the day."""

    slug: Slug | None
    service: str
    day: dt.date | None


@dataclass(slots=True)
class _Story:
    """A story that waits for its next takes. ``last`` is the number of its last one so far."""

    piece: Piece
    first: Take
    last: int


def joined_takes(pieces: Iterable[Piece], read: Callable[[Piece], Take]) -> Iterator[Piece]:
    """Yield the pieces of a wire, the takes of one story as one piece.

    A take is joined to a story with its slug, of the same service, version and day, the last take
    of which is the one before it, if there is exactly one such story. All others stay as they are.
    """
    waiting: deque[_Story] = deque()
    for piece in pieces:
        take = read(piece)
        story = _story_of(waiting, take)
        if story is not None:
            story.piece.lines += ["", *piece.lines]
            story.piece.ended = piece.ended
            story.last += 1
            continue
        waiting.append(_Story(piece, take, take.slug.take if take.slug is not None else 1))
        if len(waiting) > _MOST_WAITING:
            yield waiting.popleft().piece
    yield from (story.piece for story in waiting)


def _story_of(waiting: Iterable[_Story], take: Take) -> _Story | None:
    """Return the one story that a take goes on with; None if there is none, or several."""
    slug = take.slug
    if slug is None or slug.take == 1 or not slug.story:
        return None
    found = [story for story in waiting if _may_go_on(story.first, slug, take)]
    return found[0] if len(found) == 1 and found[0].last == slug.take - 1 else None


def _may_go_on(first: Take, slug: Slug, take: Take) -> bool:
    return (
        first.slug is not None
        and first.slug.take == 1
        and first.slug.story == slug.story
        and slug.version in ("", first.slug.version)
        and first.service == take.service
        and _is_near(first.day, take.day)
    )


def _is_near(first: dt.date | None, second: dt.date | None) -> bool:
    return first is None or second is None or abs((second - first).days) <= _MOST_DAYS
