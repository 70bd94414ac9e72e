"""Run the current extraction rules on captures of any format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.extraction.findings import Context, Extraction, Finding
from articles.extraction.furniture import Learnt
from articles.extraction.stated import TextLayout, extract_laid_out

if TYPE_CHECKING:
    # Worker processes that only read and extract do not load the models.
    from articles.models import Article


def extraction_from(
    layout: TextLayout,
    text: str,
    stated: Sequence[Finding],
    captured_at: dt.datetime | None,
    seen_at: dt.datetime,
    *,
    learnt: Learnt,
    outlet: str = "",
) -> Extraction:
    """Extract from a capture with this text, whose bytes state the values ``stated``.

    ``captured_at`` and ``seen_at`` are as in Context. ``outlet`` is the name of the outlet that a
    person has pinned, "" if none.
    """
    named = next((str(each.value) for each in stated if each.field == "outlet"), "")
    context = Context(
        captured_at=captured_at, learnt=learnt, outlet=outlet or named, seen_at=seen_at
    )
    return extract_laid_out(layout, text, stated, context)


def pinned_outlet(article: Article) -> str:
    """Return the name of the pinned outlet; "" if none is pinned, or unknown is."""
    return article.outlet.name if article.outlet and "outlet" in article.pins else ""
