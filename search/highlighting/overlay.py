"""Lays further marks over a text in which the words of a search may be marked already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class Overlay:
    """A passage of a text from ``start`` to ``end``. After a passage with a ``number`` stands a
    link, ``id="passage-<key>"``, that shows it and leads to ``#note-<key>``; with 0 there is
    none."""

    start: int
    end: int
    key: int
    number: int = 0


def overlaid(marked: SafeString, overlays: Sequence[Overlay]) -> SafeString:
    """The text with ``<mark class="noted">`` around the passages, which may overlap each other and
    the marks of the search. ``marked`` is what ``marking`` wrote, or an escaped text.

    A passage is marked in several parts where tags begin or end in it. No link is put into another
    one: it follows after it.
    """
    if not overlays:
        return marked
    bounds = {offset for each in overlays for offset in (each.start, each.end)}
    pieces: list[str] = []
    waiting: list[Overlay] = []
    offset, in_link = 0, False
    for part in _TAG.split(marked):
        if part.startswith("<"):
            in_link = part.startswith("<a ") or (in_link and part != "</a>")
            pieces.append(part)
        elif part:
            text = unescape(part)
            end = offset + len(text)
            cuts = sorted({offset, end, *(each for each in bounds if offset < each < end)})
            for first, last in pairwise(cuts):
                piece = escape(text[first - offset : last - offset])
                covered = any(each.start <= first < each.end for each in overlays)
                pieces.append(f'<mark class="noted">{piece}</mark>' if covered else piece)
                ended = [each for each in overlays if each.number and each.end == last]
                waiting += sorted(ended, key=lambda each: each.number)
                if waiting and not in_link:
                    pieces += map(_link, waiting)
                    waiting.clear()
            offset = end
        if waiting and not in_link and part == "</mark>":
            pieces += map(_link, waiting)
            waiting.clear()
    pieces += map(_link, waiting)
    return mark_safe("".join(pieces))  # noqa: S308 - every text is escaped, and every tag is ours


def _link(overlay: Overlay) -> str:
    # The number is not in the text, so that a copied passage does not contain it.
    return (
        f'<a class="note-ref" id="passage-{overlay.key}" href="#note-{overlay.key}"'
        f' data-number="{overlay.number}" aria-label="Note {overlay.number}"></a>'
    )
