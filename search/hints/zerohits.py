"""Why a search found nothing: words that no article has, filters that exclude every match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.addresses.parameters import Parameters
from search.engines import get_engine
from search.inquiry import Inquiry
from search.language.parts import Part
from search.query.clauses import Filters, Query

#: Words that are looked up.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Way:
    """Another search: its description, the number of articles that it finds, and its address."""

    words: str
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class ZeroHits:
    """``words`` are searches for each part by itself in the whole archive. ``filters`` are the same
    search without each kind of filter in turn, and without any filter."""

    words: tuple[Way, ...]
    filters: tuple[Way, ...]

    @property
    def missing(self) -> list[Way]:
        return [way for way in self.words if not way.total]

    @property
    def present(self) -> list[Way]:
        return [way for way in self.words if way.total]


def zero_hits_of(inquiry: Inquiry, parts: Sequence[Part]) -> ZeroHits | None:
    """None if something was found. ``parts`` are the parts of the search text. Asks the engine
    once. Raises EngineUnavailable."""
    if inquiry.total:
        return None
    query, parameters = inquiry.query, inquiry.parameters
    wanted = [part for part in parts if not part.excludes][:MOST_WORDS]
    others = list(_without_one(query.filters, parameters))
    totals = iter(
        get_engine().totals(
            [
                *(Query((part.clause,)) for part in wanted),
                *(replace(query, filters=filters) for _, filters, _ in others),
            ]
        )
    )
    words = [Way(part.words, next(totals), Parameters(q=part.text).url) for part in wanted]
    without = [Way(label, next(totals), rest.url) for label, _, rest in others]
    return ZeroHits(tuple(words), tuple(without))


def _without_one(
    filters: Filters, parameters: Parameters
) -> Iterator[tuple[str, Filters, Parameters]]:
    """The filters without each kind in turn and, if there are several kinds, no filters at last."""
    kinds = 0
    if filters.outlets:
        kinds += 1
        yield "the outlet filter", replace(filters, outlets=()), parameters.without_outlets()
    if filters.languages:
        kinds += 1
        yield "the language filter", replace(filters, languages=()), parameters.without_languages()
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
    if kinds > 1:
        yield "any filter", Filters(), parameters.without_filters()
