"""What the rules of today read in a capture of any format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.extraction.findings import Context, Extraction, Finding
from articles.extraction.learnt import Learnt
from articles.extraction.stated import TextLayout, extract_laid_out

if TYPE_CHECKING:
    # Processes that only read and extract know nothing of the database.
    from articles.models import Article


def extraction_from(
    layout: TextLayout,
    text: str,
    stated: Sequence[Finding],
    captured_at: dt.datetime,
    *,
    learnt: Learnt,
    outlet: str = "",
) -> Extraction:
    """The extraction of a capture shown as ``text`` whose bytes state ``stated``.

    ``learnt`` is what the archive has learnt, ``outlet`` the one that a person has named.
    """
    named = next((str(each.value) for each in stated if each.field == "outlet"), "")
    context = Context(captured_at=captured_at, learnt=learnt, outlet=outlet or named)
    return extract_laid_out(layout, text, stated, context)


def pinned_outlet(article: Article) -> str:
    """The name of the outlet that a person has pinned; "" if nobody has, or as unknown."""
    return article.outlet.name if article.outlet and "outlet" in article.pins else ""


def extraction_of(article: Article, learnt: Learnt) -> Extraction:
    """What the rules of today read in the text of the article's current capture."""
    capture = article.capture
    return extraction_from(
        capture.layout,
        capture.text,
        capture.stated,
        capture.captured_at,
        learnt=learnt,
        outlet=pinned_outlet(article),
    )
