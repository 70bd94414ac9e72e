"""What the rules of today read in a capture of any kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from articles.extraction import Context, Extraction, Finding, Page, extract
from articles.extraction.html import extract_html
from articles.extraction.learnt import Learnt
from articles.extraction.records import extract_record
from articles.readers import Kind


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
