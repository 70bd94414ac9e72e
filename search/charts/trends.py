"""Several searches over time: how many articles each finds in each period, beside all articles
among which it could have found them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.partialdate import PartialDate
from search.addresses.parameters import UNDATED, Parameters
from search.addresses.trendparameters import STEPS
from search.charts.histogram import Tally
from search.charts.timescale import Period, Timescale, timescale
from search.engines import Engine, get_engine
from search.inquiry.question import Question, outlets_of, questions_of, tags_of, understood_of
from search.language.description import describe_filters
from search.query.clauses import Filters, Query
from search.query.results import MOST_DAYS, Results

LETTERS: Final = "ABCDE"
#: The most periods of a step; a longer time is shown in longer steps.
_MOST_DAYS, _MOST_MONTHS = 366, 360

#: The first and the last day; None: no matter how early or late.
_Span = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Point:
    """``count`` articles were found in a period, of ``of`` among which they were looked for. If
    ``of`` is 0, there was nothing to find: the archive has nothing from that time, or the search
    leaves it out. ``url`` leads to the articles found; it is "" if there are none."""

    count: int
    of: int
    url: str

    @property
    def share(self) -> float:
        """Per cent."""
        return 100 * self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One search. ``words`` describe it, ``among`` describes the articles of which shares are
    shown. ``total`` counts the articles of all points, ``coarser`` ones whose dates are less exact
    than a point, and ``undated`` ones."""

    letter: str
    words: str
    among: str
    search: Parameters
    total: int
    coarser: int
    undated: int
    points: tuple[Point, ...]

    @property
    def url(self) -> str:
        return self.search.url

    def value(self, point: Point, *, share: bool) -> float:
        return point.share if share else point.count


@dataclass(frozen=True, slots=True)
class Trends:
    """``step`` is the length of a period in words, such as month or decade. All lines have a point
    for each of the ``periods``; ``labels`` are those of a time scale, "" for most periods.
    ``notes`` are messages for the user. ``generation`` names the state of the index."""

    step: str
    periods: tuple[Period, ...]
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    generation: str

    def highest(self, *, share: bool) -> float:
        values = (line.value(p, share=share) for line in self.lines for p in line.points)
        return max(values, default=0)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A search that was run. ``spans`` are the times in which it looks for dated articles, open
    where an end is None. ``among`` are the filters of the articles that it is a share of."""

    search: Parameters
    words: str
    query: Query
    results: Results
    spans: tuple[_Span, ...]
    among: Filters
    among_words: str

    @property
    def undated(self) -> int:
        """The number of undated articles that it finds."""
        filters = self.query.filters
        is_dated = bool(filters.dates or filters.since or filters.until)
        if is_dated and not filters.undated:
            return 0
        return self.results.counts.dates.get(UNDATED, 0)


def trends_of(searches: Sequence[Parameters], step: str = "") -> Trends:
    """``step`` is day, month or year, "" if the dates decide.

    The engine is asked at most twice for each line, twice more for each date that a line has
    chosen and, with the step day, twice for each two months. Raises EngineUnavailable.
    """
    engine = get_engine()
    questions = questions_of(searches)
    counted = [_counted(engine, question) for question in questions]
    tallies = [_by_month(engine, each) for each in counted]
    scale, notes = _scale_of(counted, tallies, step)
    notes = [*(note for question in questions for note in question.notes), *notes]
    periods = scale.periods if scale else []
    everything: dict[tuple[Filters, tuple[_Span, ...]], Tally] = {}
    lines = []
    for letter, each, tally in zip(LETTERS, counted, tallies, strict=False):
        # A part of a period is compared with that part of it alone.
        within = each.among, each.spans
        if scale and within not in everything:
            everything[within] = _everything(engine, *within, scale)
        if scale and scale.step == "day":
            tally = _by_day(engine, each.query, each.spans, scale)
        points = _points(each, periods, tally, everything.get(within, {}))
        shown = sum(point.count for point in points)
        lines.append(
            Line(
                letter=letter,
                words=each.words,
                among=each.among_words,
                search=each.search,
                total=each.results.total,
                coarser=max(0, each.results.total - each.undated - shown),
                undated=each.undated,
                points=points,
            )
        )
    return Trends(
        step=scale.words if scale else "",
        periods=tuple(periods),
        labels=tuple(scale.labels(periods)) if scale else (),
        lines=tuple(lines),
        notes=tuple(dict.fromkeys(notes)),
        generation=counted[0].results.generation if counted else "",
    )


def searches_by_outlet(search: Parameters, most: int) -> list[Parameters]:
    """The search narrowed to each of the outlets that have most of its articles, largest first.
    Raises EngineUnavailable."""
    engine = get_engine()
    (question,) = questions_of([search])
    results = engine.search(_query_of(engine, question), size=0)
    names, counts = outlets_of(results, question.outlets), results.counts.outlets
    chosen = set(question.outlets.values())
    keys = [key for key in names if counts.get(key) and (not chosen or key in chosen)]
    keys.sort(key=lambda key: (-counts[key], names[key].name))
    return [replace(search, outlets=(names[key].slug,)) for key in keys[:most]]


def _query_of(engine: Engine, question: Question) -> Query:
    """The query for the articles that the page of results counts."""
    return question.counting_query(question.respelt(engine).tiers)


def _counted(engine: Engine, question: Question) -> _Counted:
    query = _query_of(engine, question)
    results = engine.search(query, size=0)
    names = outlets_of(results, question.outlets)
    outlets = {key: each.name for key, each in names.items()}
    # Without words a search has the filters alone, and would be all of these.
    among = _undated(question.filters) if question.parameters.q else Filters()
    filtered = describe_filters(among, outlets, tags_of(results, question.tags))
    return _Counted(
        search=question.parameters,
        words=understood_of(question, query, names),
        query=query,
        results=results,
        spans=tuple(_spans(question.filters)),
        among=among,
        among_words=f"articles {filtered}" if filtered else "all articles",
    )


def _undated(filters: Filters) -> Filters:
    """The filters without those of dates."""
    return replace(filters, dates=(), undated=False, since=None, until=None)


def _spans(filters: Filters) -> Iterator[_Span]:
    """Chosen dates that lie in others are left out, so that no article is counted twice."""
    since, until = filters.since, filters.until
    if not filters.dates:
        if since or until or not filters.undated:
            yield since, until
        return
    for date in filters.dates:
        if any(date in other and date != other for other in filters.dates):
            continue
        first, last = max(date.first_day, since or date.first_day), date.last_day
        last = min(last, until or last)
        if first <= last:
            yield first, last


def _by_month(engine: Engine, counted: _Counted) -> Tally:
    """The articles by year and by month; the count of a year includes those of its months."""
    if counted.query.filters.dates:
        return _in_spans(engine, counted.query, counted.spans)
    return _years_and_months(counted.results) if counted.spans else Counter()


def _in_spans(engine: Engine, query: Query, spans: Iterable[_Span]) -> Counter[PartialDate]:
    found: Counter[PartialDate] = Counter()
    for span in spans:
        found.update(_years_and_months(_within(engine, query, span)))
    return found


def _by_day(engine: Engine, query: Query, spans: Iterable[_Span], scale: Timescale) -> Tally:
    """The articles by day, asked for in parts, since an engine counts no longer time by day."""
    found: Counter[PartialDate] = Counter()
    for since, until in spans:
        first, last = max(scale.first, since or scale.first), min(scale.last, until or scale.last)
        while first <= last:
            end = min(last, first + dt.timedelta(days=MOST_DAYS - 1))
            days = _within(engine, query, (first, end)).counts.days
            found.update({PartialDate.parse(day): count for day, count in days.items()})
            first = end + dt.timedelta(days=1)
    return found


def _everything(
    engine: Engine, filters: Filters, spans: Sequence[_Span], scale: Timescale
) -> Tally:
    """The articles that have these filters, by the periods of the scale."""
    query = Query(filters=filters)
    if scale.step == "day":
        return _by_day(engine, query, spans, scale)
    return _in_spans(engine, query, spans)


def _within(engine: Engine, query: Query, span: _Span) -> Results:
    since, until = span
    filters = replace(_undated(query.filters), since=since, until=until)
    return engine.search(replace(query, filters=filters), size=0)


def _years_and_months(results: Results) -> Counter[PartialDate]:
    dates = results.counts.dates
    return Counter(
        {PartialDate.parse(date): count for date, count in dates.items() if date != UNDATED}
    )


def _scale_of(
    counted: Sequence[_Counted], tallies: Sequence[Tally], step: str
) -> tuple[Timescale | None, list[str]]:
    """The scale of all lines, None without dated articles, and notes about it."""
    dates = [date for tally in tallies for date, count in tally.items() if count]
    months = [date for date in dates if date.month is not None]
    with_months = {date.year for date in months}
    leaves = [*months, *(date for date in dates if date.year not in with_months)]
    if not leaves:
        return None, []
    first, last = min(each.first_day for each in leaves), max(each.last_day for each in leaves)
    sinces, untils = zip(*(span for each in counted for span in each.spans), strict=True)
    if None not in sinces:
        first = max(first, min(sinces))
    if None not in untils:
        last = min(last, max(untils))
    if not step:
        has_days = any(each.results.counts.days for each in counted)
        finest = "day" if has_days else "month" if months else "year"
        return timescale(first, last, finest), []
    days, months_ = (last - first).days, 12 * (last.year - first.year) + last.month - first.month
    fits = {"day": days < _MOST_DAYS, "month": months_ < _MOST_MONTHS, "year": True}
    found = next(each for each in STEPS[STEPS.index(step) :] if fits[each])
    scale = Timescale(found, 1, first, last)
    if scale.step == "year":
        scale = timescale(first, last, "year")
    if scale.step == step:
        return scale, []
    return scale, [f"The time is too long for a chart by {step}, so it is by {scale.words}."]


def _points(
    counted: _Counted, periods: Sequence[Period], tally: Tally, everything: Tally
) -> tuple[Point, ...]:
    points = []
    for period in periods:
        count = period.sum(tally)
        url = _narrowed(counted.search, period).url if count else ""
        points.append(Point(count, period.sum(everything), url))
    return tuple(points)


def _narrowed(search: Parameters, period: Period) -> Parameters:
    """The search for its articles of a period."""
    first, last = period.first.first_day, period.last.last_day
    inside = [each for each in search.dates if first <= each.first_day and each.last_day <= last]
    if search.dates and not any(
        period.first in each and period.last in each for each in search.dates
    ):
        return replace(search, dates=tuple(inside), undated=False)
    if period.first == period.last:
        return replace(search, dates=(period.first,), undated=False)
    since = max(period.first, search.since) if search.since else period.first
    ends = filter(None, (period.last, search.until))
    until = min(ends, key=lambda date: date.last_day)
    return search.between(since, until)
