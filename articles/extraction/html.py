"""A web page: its visible text read as any capture's, and what its markup states of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.extraction import extract
from articles.extraction.findings import Context, Extraction, Finding
from articles.extraction.given import is_possible, with_given
from articles.extraction.page import Page

_LETTERS = re.compile(r"\w+")


def extract_html(text: str, given: Sequence[Finding], context: Context) -> Extraction:
    """The fields of a page whose visible text is ``text`` and whose markup states ``given``."""
    found = extract(Page.of(text), context)
    return with_given(found, [each for each in given if _is_better(each, found, context)], context)


def _is_better(given: Finding, found: Extraction, context: Context) -> bool:
    match given.field:
        case "headline":
            # A page's title carries more than its headline: "… | Sport | The Daily Example".
            return not _begins(found.headline, given.value)
        case "published":
            return is_possible(given.value, context)
    return True


def _begins(headline: str, title: str) -> bool:
    words, all_words = _LETTERS.findall(headline.casefold()), _LETTERS.findall(title.casefold())
    return bool(words) and len(words) < len(all_words) and all_words[: len(words)] == words
