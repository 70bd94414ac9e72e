"""Filters and facets: what is sent for them, and the counts that come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from search.engines.base import EngineUnavailable
from search.engines.opensearch.cluster import Json
from search.engines.opensearch.schema import UNKNOWN
from search.query.clauses import Filters
from search.query.results import MOST_DAYS, Counts

#: Every indexed article, but not the document that has the state of the index.
EVERY: Final[Json] = {"exists": {"field": "id"}}
DATED: Final[Json] = {"exists": {"field": "first"}}
UNDATED: Final[Json] = {"bool": {"must": EVERY, "must_not": DATED}}
NOTHING: Final[Json] = {"match_none": {}}

#: The most values of a facet, which is the most that a cluster counts at once.
_MOST: Final = 65_000


def between(first: dt.date | None, last: dt.date | None) -> Json:
    """Dated articles whose date lies wholly between two days, both inclusive."""
    limits: list[Json] = []
    if first is not None:
        limits.append({"range": {"first": {"gte": first.toordinal()}}})
    if last is not None:
        limits.append({"range": {"last": {"lte": last.toordinal()}}})
    return every_of([DATED, *limits])


def every_of(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {"bool": {"filter": parts}}


def any_of(parts: list[Json]) -> Json:
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    return {"bool": {"should": parts, "minimum_should_match": 1}}


class Selection:
    """The filters of a search. Each facet is counted with all filters but its own."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._outlets: list[Json] = (
            [{"terms": {"outlet_id": [*filters.outlets]}}] if filters.outlets else []
        )
        codes = [code or UNKNOWN for code in filters.languages]
        self._languages: list[Json] = [{"terms": {"language": codes}}] if codes else []
        self._span = between(filters.since, filters.until)
        self._dates = self._of_dates()

    @property
    def passing(self) -> list[Json]:
        """The filters, all of which must match; none, if everything passes."""
        return [*self._outlets, *self._languages, *self._dates]

    def facets(self) -> Json:
        """Aggregations that ``counts`` reads; the search must have no other filter."""
        others = [*self._outlets, *self._languages]
        offered = [*others, self._span]
        facets = {
            "outlets": _of([*self._languages, *self._dates], {"by": _values("outlet_id")}),
            "languages": _of([*self._outlets, *self._dates], {"by": _values("language")}),
            "dates": _of(offered, {"by": _values("period")}),
            "undated": _of([*others, UNDATED]),
            "days": _of(
                [*offered, *self._window()],
                {
                    "by": {"terms": {"field": "day", "size": MOST_DAYS}},
                    "first": {"min": {"field": "day"}},
                    "last": {"max": {"field": "day"}},
                },
            ),
        }
        for day, within in self._chosen_days().items():
            facets[f"day {day}"] = _of([*offered, within])
        return facets

    def counts(self, found: Mapping[str, Any]) -> Counts:
        """The counts in the answer to ``facets``."""
        dates: dict[str, int] = {}
        for period, count in _counted(found["dates"]).items():
            year = period[:4]
            dates[year] = dates.get(year, 0) + count
            if period != year:
                dates[period] = count
        for day in self._chosen_days():
            dates[day] = found[f"day {day}"]["doc_count"]
        if undated := found["undated"]["doc_count"]:
            dates["undated"] = undated
        return Counts(
            {int(outlet): count for outlet, count in _counted(found["outlets"]).items()},
            dates,
            _by_day(found["days"]),
            {
                "" if code == UNKNOWN else code: count
                for code, count in _counted(found["languages"]).items()
            },
        )

    def _of_dates(self) -> list[Json]:
        filters = self._filters
        narrowed = bool(filters.dates) or filters.since is not None or filters.until is not None
        if not narrowed:
            return [UNDATED] if filters.undated else []
        dated = [self._span]
        if filters.dates:
            dated.append(any_of([between(day.first_day, day.last_day) for day in filters.dates]))
        chosen = [every_of(dated)]
        return [any_of([*chosen, UNDATED] if filters.undated else chosen)]

    def _window(self) -> list[Json]:
        window = self._filters.window
        return [between(*window)] if window is not None else []

    def _chosen_days(self) -> dict[str, Json]:
        """The days among the chosen dates, each with its filter."""
        days = [each for each in self._filters.dates if each.precision == "day"]
        return {str(day): between(day.first_day, day.last_day) for day in days}


def by_language(found: Mapping[str, Any]) -> dict[str, int]:
    return {"" if code == UNKNOWN else code: n for code, n in _buckets(found).items()}


def _of(filters: list[Json], facets: Json | None = None) -> Json:
    made: Json = {"filter": every_of(filters) if filters else {"match_all": {}}}
    return made | {"aggs": facets} if facets else made


def _values(field: str) -> Json:
    return {"terms": {"field": field, "size": _MOST}}


def _counted(found: Mapping[str, Any]) -> dict[str, int]:
    return _buckets(found["by"])


def _buckets(found: Mapping[str, Any]) -> dict[str, int]:
    """The count of each value, which must be exact and of all values."""
    if found["sum_other_doc_count"] or found["doc_count_error_upper_bound"]:
        raise EngineUnavailable(f"A facet has more than {_MOST:,} values, which cannot be counted.")
    return {str(bucket["key"]): bucket["doc_count"] for bucket in found["buckets"]}


def _by_day(found: Mapping[str, Any]) -> dict[str, int]:
    first, last = found["first"]["value"], found["last"]["value"]
    if first is None or last - first >= MOST_DAYS:
        return {}
    by = found["by"]["buckets"]
    counts = {int(each["key"]): each["doc_count"] for each in by}
    return {str(dt.date.fromordinal(day)): counts[day] for day in sorted(counts)}
