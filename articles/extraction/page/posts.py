"""Posts from networks that a page shows inside a story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MOST_LINES = 3  # of a post
_LONGEST_SIGNATURE = 120  # characters
# Under the words of a post: "— Ann Lee (@annlee) March 4, 2019".
_DASHES = "—–-"
_POSTED = re.compile(r"[—–-] ?[^()]{1,60} \(@\w{1,30}\)")
_LINKED = re.compile(r"\b(?:pic\.\w+(?:\.\w+)?/|t\.co/)\w")


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
