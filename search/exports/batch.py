"""The results of many searches in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from search.addresses.parameters import Parameters
from search.exports.files import line_of
from search.inquiry.foundarticles import FoundArticle
from search.inquiry.inquiry import inquire
from search.pasted import shortened

#: Articles of one search.
MOST: Final = 1000
_OF_SEARCH: Final = ("query", "understood", "notes", "total", "partial")
_OF_HIT: Final = (
    *("rank", "words", "public_id", "title", "outlet", "date", "address", "original_url"),
)
COLUMNS: Final = _OF_SEARCH + _OF_HIT


def as_csv(queries: Iterable[str], limit: int) -> Iterator[str]:
    """A heading, then a line for each of the first ``limit`` articles of each search, or one line
    without an article for a search that lists none. Raises EngineUnavailable."""
    yield line_of(COLUMNS)
    for query in queries:
        inquiry = inquire(Parameters(q=shortened(query)), size=max(limit, 1))
        counts = (str(inquiry.total), str(inquiry.partial))
        search = (query, inquiry.understood, " ".join(inquiry.notes), *counts)
        hits = [_hit(*each) for each in enumerate(inquiry.found[:limit], start=1)]
        for hit in hits or [("",) * len(_OF_HIT)]:
            yield line_of((*search, *hit))


def _hit(rank: int, found: FoundArticle) -> tuple[str, ...]:
    """The address is without the host, which a command does not know."""
    article = found.article
    return (
        str(rank),
        "some" if found.is_partial else "all",
        article.public_id,
        article.title,
        article.outlet.name if article.outlet else "",
        str(article.published_date or ""),
        article.get_absolute_url(),
        article.url,
    )
