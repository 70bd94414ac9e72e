"""Facets: what the results may be narrowed to, each value with its count and its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from articles.partialdate import PartialDate
from search.addresses.parameters import UNDATED, UNKNOWN_OUTLET, Parameters
from search.language.parts import Part
from search.query.results import Counts

#: A facet of more values is folded after the first; so many more outlets are given on demand.
_LONG: Final = 12
_FIRST: Final = 10
_MORE: Final = 20


class Named(NamedTuple):
    """What an outlet is called in addresses and to people."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice. ``count`` is how many results have it if it is chosen, other facets obeyed;
    ``toggled`` gives the search with it, or without it if it is chosen. ``is_part`` marks a month
    below its year."""

    value: str
    label: str
    count: int
    selected: bool
    toggled: Callable[[], Parameters] = field(repr=False, compare=False)
    is_part: bool = False

    @property
    def url(self) -> str:
        # Only when asked for: a page shows few of an archive's many outlets.
        return self.toggled().url


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    values: tuple[FacetValue, ...]

    @property
    def selected(self) -> list[FacetValue]:
        return [value for value in self.values if value.selected]


@dataclass(frozen=True, slots=True)
class Folded:
    """A facet as a page shows it. Of a long one only the first values and what matters besides
    are ``shown``; those ``folded`` stand under ``summary``. ``all_url`` leads to all values, and
    is "" where these are all."""

    facet: Facet
    shown: list[FacetValue]
    folded: list[FacetValue]
    summary: str
    all_url: str


def folded(facet: Facet, parameters: Parameters) -> Folded:
    """Of outlets the smaller ones are folded, of dates the earlier years."""
    values, number = facet.values, len(facet.values)
    is_outlet = facet.name == "outlet"
    whole = parameters.all_outlets if is_outlet else bool(facet.selected)
    if whole or number <= _LONG:
        return Folded(facet, list(values), [], "", "")

    def is_kept(value: FacetValue) -> bool:
        return value.selected if is_outlet else value.value == UNDATED

    rest = values[_FIRST:]
    shown = [*values[:_FIRST], *filter(is_kept, rest)]
    others = [each for each in (rest[:_MORE] if is_outlet else rest) if not is_kept(each)]
    if not is_outlet:
        return Folded(facet, shown, others, "Show all years", "")
    if number <= _FIRST + _MORE:
        return Folded(facet, shown, others, f"Show all {number} outlets", "")
    url = f"{parameters.with_all_outlets().url}#facet-outlet"
    return Folded(facet, shown, others, "Show more outlets", url)


def facets_of(
    counts: Counts, parameters: Parameters, outlets: Mapping[int, Named]
) -> tuple[Facet, ...]:
    """``outlets`` holds every outlet counted or chosen, by primary key."""
    return _outlet_facet(counts, parameters, outlets), _date_facet(counts, parameters)


def _outlet_facet(counts: Counts, parameters: Parameters, outlets: Mapping[int, Named]) -> Facet:
    by_slug = {
        outlet.slug: (outlet.name, counts.outlets.get(key, 0)) for key, outlet in outlets.items()
    }
    by_slug[UNKNOWN_OUTLET] = ("Outlet unknown", counts.outlets.get(0, 0))
    values = [
        FacetValue(
            value=slug,
            label=name,
            count=count,
            selected=slug in parameters.outlets,
            toggled=partial(parameters.toggle_outlet, slug),
        )
        for slug, (name, count) in by_slug.items()
        if count or slug in parameters.outlets
    ]
    values.sort(key=lambda each: (each.value == UNKNOWN_OUTLET, -each.count, each.label.casefold()))
    return Facet("outlet", "Outlet", tuple(values))


def _date_facet(counts: Counts, parameters: Parameters) -> Facet:
    periods = {
        PartialDate.parse(value): count for value, count in counts.dates.items() if value != UNDATED
    }
    chosen = set(parameters.dates)
    years = {PartialDate(date.year) for date in [*periods, *chosen]}
    values: list[FacetValue] = []
    for year in sorted(years, reverse=True):
        values.append(_date_value(year, periods, parameters))
        inside = [date for date in chosen if date in year]
        if inside:
            months = {date for date in periods if date in year} | set(inside)
            values += [
                _date_value(month, periods, parameters) for month in sorted(months) if month != year
            ]
    undated = counts.dates.get(UNDATED, 0)
    if undated or parameters.undated:
        beside = parameters.since or parameters.until
        label = "Include undated" if beside else "Undated"
        values.append(
            FacetValue(UNDATED, label, undated, parameters.undated, parameters.toggle_undated)
        )
    return Facet("date", "Date", tuple(values))


def _date_value(
    date: PartialDate, periods: Mapping[PartialDate, int], parameters: Parameters
) -> FacetValue:
    label = date.words if date.precision == "year" else date.words.rsplit(" ", 1)[0]
    return FacetValue(
        value=str(date),
        label=label,
        count=periods.get(date, 0),
        selected=date in parameters.dates,
        toggled=partial(parameters.toggle_date, date),
        is_part=date.precision != "year",
    )


@dataclass(frozen=True, slots=True)
class DateField:
    """One of the two typed dates: what stands in it, and what is wrong with that."""

    name: str
    label: str
    value: str
    error: str


def date_fields(parameters: Parameters) -> list[DateField]:
    """What was typed stays, so that it can be put right."""
    wrong = {each.name: each for each in parameters.malformed}
    reversed_ = (
        parameters.since
        and parameters.until
        and parameters.since.first_day > parameters.until.last_day
    )
    fields = []
    for name, label, date in (("from", "From", parameters.since), ("to", "To", parameters.until)):
        value, error = str(date or ""), ""
        if name in wrong:
            value, error = wrong[name].value, "Enter a date such as 2020, 2020-03 or 2020-03-04."
        elif reversed_ and name == "to":
            error = "This is before the first date."
        fields.append(DateField(name, label, value, error))
    return fields


@dataclass(frozen=True, slots=True)
class Choice:
    """One part of a search in force, with the address of the search without it."""

    label: str
    url: str


def asked(parts: Iterable[Part], parameters: Parameters) -> list[Choice]:
    """Every part of the words, each removable."""
    return [Choice(part.words, parameters.asking(part.rest).url) for part in parts]


def choices(facets: Iterable[Facet], parameters: Parameters) -> list[Choice]:
    """Every filter in force, each removable."""
    found = []
    for facet in facets:
        for value in facet.selected:
            label = value.label
            if facet.name == "date" and value.value != UNDATED:
                label = PartialDate.parse(value.value).words
            found.append(Choice(label, value.url))
    if parameters.since or parameters.until:
        since = f"from {parameters.since.words}" if parameters.since else ""
        until = f"to {parameters.until.words}" if parameters.until else ""
        found.append(Choice(f"{since} {until}".strip(), parameters.without_range().url))
    return found
