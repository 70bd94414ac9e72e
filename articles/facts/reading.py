"""What the rules of today read in a capture of any kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from articles.extraction.extract import extract
from articles.extraction.findings import Context, Extraction, Finding
from articles.extraction.learnt import Learnt
from articles.extraction.page.page import Page
from articles.extraction.stated import extract_html, extract_record
from articles.readers import Kind

if TYPE_CHECKING:
    # Processes that only read and extract know nothing of the database.
    from articles.models import Article


def extraction_from(
    kind: str,
    text: str,
    given: Sequence[Finding],
    captured_at: dt.datetime,
    *,
    learnt: Learnt,
    outlet: str = "",
) -> Extraction:
    """The extraction of a capture shown as ``text`` whose bytes state ``given``.

    ``learnt`` is what the archive has learnt, ``outlet`` the one that a person has named.
    """
    stated = next((str(each.value) for each in given if each.field == "outlet"), "")
    context = Context(captured_at=captured_at, learnt=learnt, outlet=outlet or stated)
    match kind:
        case Kind.RECORD:
            return extract_record(text, given, context)
        case Kind.HTML:
            return extract_html(text, given, context)
    return extract(Page.of(text), context)


def extraction_of(article: Article, learnt: Learnt) -> Extraction:
    """What the rules of today read in the article's current capture."""
    capture = article.capture
    named = article.outlet.name if article.outlet and "outlet" in article.pins else ""
    return extraction_from(
        capture.kind,
        capture.text,
        capture.given,
        capture.captured_at,
        learnt=learnt,
        outlet=named,
    )
