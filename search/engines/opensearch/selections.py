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
        chosen: dict[str, list[int] | list[str]] = {
            "outlet_id": [*filters.outlets],
            "language": [code or UNKNOWN for code in filters.languages],
            "tag_id": [*filters.tags],
        }
        self._chosen: dict[str, list[Json]] = {
            field: [{"terms": {field: values}}] if values else []
            for field, values in chosen.items()
        }
        after = {"range": {"sequence": {"gt": filters.after}}}
        self._added: list[Json] = [after] if filters.after else []
        self._span = between(filters.since, filters.until)
        self._dates = self._of_dates()

    @property
    def passing(self) -> list[Json]:
        """The filters, all of which must match; none, if everything passes."""
        return [*self._but(""), *self._dates]

    def facets(self) -> Json:
        """Aggregations that ``counts`` reads; the search must have no other filter."""
        others = self._but("")
        offered = [*others, self._span]
        facets = {
            field: _of([*self._but(field), *self._dates], {"by": _values(field)})
            for field in self._chosen
        }
        facets["dates"] = _of(offered, {"by": _values("period")})
        facets["undated"] = _of([*others, UNDATED])
        facets["days"] = _of(
            [*offered, *self._window()],
            {
                "by": {"terms": {"field": "day", "size": MOST_DAYS}},
                "first": {"min": {"field": "day"}},
                "last": {"max": {"field": "day"}},
            },
        )
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
            _by_number(found["outlet_id"]),
            dates,
            _by_day(found["days"]),
            by_language(found["language"]["by"]),
            _by_number(found["tag_id"]),
        )

    def _but(self, field: str) -> list[Json]:
        """The filters but those of dates and of one field."""
        others = [each for name, each in self._chosen.items() if name != field]
        return [*self._added, *(filter_ for filters in others for filter_ in filters)]

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


def _by_number(found: Mapping[str, Any]) -> dict[int, int]:
    return {int(number): count for number, count in _counted(found).items()}


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
