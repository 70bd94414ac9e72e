"""The quoted parts of a paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: What closes a quotation, by the mark that opens it.
_CLOSED_BY: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", '"': '"', "‹": "›"}
_OPENS: Final = re.compile(r"(?<![^\W_])([“„«»‘\"‹])\s?(?=\S)")
#: After the end of a sentence or clause, and not before a letter or digit.
_SINGLE_CLOSE: Final = re.compile(r"(?<=[,.!?…])’(?![^\W_])")
#: Words in titles that have small letters are no longer.
_SHORT: Final = 3
SENTENCE_END: Final = ".!?…"


@dataclass(frozen=True, slots=True)
class Span:
    """Quoted words, without their marks: from ``start`` to ``end``; the whole with its marks ends
    at ``after`` and begins at ``before``. ``goes_on``: into the next paragraph."""

    before: int
    start: int
    end: int
    after: int
    mark: str
    goes_on: bool = False


def is_title(text: str) -> bool:
    """Whether quoted English words are a title, such as that of a book. A comma may follow it."""
    words = text.split()
    if not words or text[-1] in SENTENCE_END:
        return False
    long = [word for word in words if len(word) > _SHORT]
    return (
        all(word[0].isupper() for word in (words[0], *long))
        and sum(word[0].isupper() for word in words) > 1
    )


def spans_of(paragraph: str, following: str) -> list[Span]:
    """The quoted parts of a paragraph. One that is not closed goes on in the next paragraph, if
    that begins with a quotation mark."""
    found: list[Span] = []
    closing = [match.start() for match in _SINGLE_CLOSE.finditer(paragraph)]
    at = 0
    while match := _OPENS.search(paragraph, at):
        mark = match[1]
        end = _closing(paragraph, match.end(), mark, closing)
        if end < 0:
            if following.lstrip()[:1] == mark and mark != "»":
                found.append(
                    Span(match.start(), match.end(), len(paragraph), len(paragraph), mark, True)
                )
                break
            at = match.end()
            continue
        found.append(Span(match.start(), match.end(), end, end + 1, mark))
        at = end + 1
    return found


def _closing(paragraph: str, start: int, mark: str, single: Sequence[int]) -> int:
    """Where the mark stands that closes a quotation; -1 if there is none. ``single`` are the places
    of those that close one opened by ‘: most of them are apostrophes."""
    if mark != "‘":
        places = [paragraph.find(each, start) for each in _CLOSED_BY[mark]]
        return min((each for each in places if each >= 0), default=-1)
    first = bisect_left(single, start)
    return single[first] if first < len(single) else -1
