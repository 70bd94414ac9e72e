"""Why a search found nothing: words that no article has, filters that exclude every match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.addresses.parameters import Parameters
from search.engines import get_engine
from search.inquiry.inquiry import Inquiry
from search.language.parts import Part
from search.query.clauses import Filters, Query

#: The most parts of a search text that are counted by themselves.
MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class OtherSearch:
    """A search to try instead: its label, the number of articles that it finds, and its address."""

    label: str
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class ZeroHits:
    """Other searches, for a page without results.

    ``parts`` are searches of the whole archive for one part of the search text each. ``filters``
    are the same search without each kind of filter in turn, and then without any filter.
    """

    parts: tuple[OtherSearch, ...]
    filters: tuple[OtherSearch, ...]

    @property
    def missing(self) -> list[OtherSearch]:
        return [part for part in self.parts if not part.total]

    @property
    def present(self) -> list[OtherSearch]:
        return [part for part in self.parts if part.total]


def zero_hits_of(inquiry: Inquiry, parts: Sequence[Part]) -> ZeroHits | None:
    """The other searches; None if the search found something.

    ``parts`` are the parts of the search text. Asks the engine once. Raises EngineUnavailable.
    """
    if inquiry.total:
        return None
    query, parameters = inquiry.query, inquiry.parameters
    wanted = [part for part in parts if not part.excludes][:MOST_PARTS]
    others = list(_without_one(query.filters, parameters))
    totals = iter(
        get_engine().totals(
            [
                *(Query((part.clause,)) for part in wanted),
                *(replace(query, filters=filters) for _, filters, _ in others),
            ]
        )
    )
    alone = [OtherSearch(part.words, next(totals), Parameters(q=part.text).url) for part in wanted]
    unfiltered = [OtherSearch(label, next(totals), rest.url) for label, _, rest in others]
    return ZeroHits(tuple(alone), tuple(unfiltered))


def _without_one(
    filters: Filters, parameters: Parameters
) -> Iterator[tuple[str, Filters, Parameters]]:
    """A label, the filters and the parameters without each kind of filter in turn; at the end, if
    there are several kinds, without any filter."""
    kinds = 0
    if filters.outlets:
        kinds += 1
        yield "the outlet filter", replace(filters, outlets=()), parameters.without_outlets()
    if filters.languages:
        kinds += 1
        yield "the language filter", replace(filters, languages=()), parameters.without_languages()
    if filters.tags:
        kinds += 1
        yield "the tag filter", replace(filters, tags=()), parameters.without_tags()
    if filters.dates or filters.undated:
        kinds += 1
        yield (
            "the date filter",
            replace(filters, dates=(), undated=False),
            parameters.without_dates(),
        )
    if filters.since or filters.until:
        kinds += 1
        yield (
            "the date range",
            replace(filters, since=None, until=None),
            parameters.without_range(),
        )
    if filters.after:
        kinds += 1
        yield (
            "the limit to new articles",
            replace(filters, after=0),
            parameters.without_after(),
        )
    if kinds > 1:
        yield "any filter", Filters(), parameters.without_filters()
