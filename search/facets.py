"""Facets: the values that narrow the results, each with its count and address; and the parts and
filters of a search, each with the address of the search without it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from articles.partialdate import PartialDate
from search.addresses.parameters import UNDATED, UNKNOWN_LANGUAGE, UNKNOWN_OUTLET, Parameters
from search.language.languagenames import name_of
from search.language.parts import Part
from search.query.results import Counts

#: A facet with more than _LONG values shows the first _FIRST and folds the others. Of outlets,
#: only _MORE are folded; the others are listed on demand.
_LONG: Final = 12
_FIRST: Final = 10
_MORE: Final = 20
#: Tags that are folded. The others are found by the field ``tag:``.
_MOST_TAGS: Final = 100
_PLURALS: Final = {"date": "years", "lang": "languages", "tag": "tags"}
NO_TAGS: Final[Mapping[int, str]] = {}
_UNREADABLE: Final = (
    "Enter a date such as 2020, March 2020, 7 March 2020, 2020-03-07 or yesterday, or a period "
    "such as last week, 2019 to 2021 or March to May 2020."
)


class Named(NamedTuple):
    """An outlet's slug for addresses and its name for people."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet. ``count`` is the number of results that have it, with the filters of
    the other facets applied. ``toggled`` returns the search with the value, or without it if it is
    selected. ``is_part`` marks a month or day, which is listed below its year."""

    value: str
    label: str
    count: int
    selected: bool
    toggled: Callable[[], Parameters] = field(repr=False, compare=False)
    is_part: bool = False

    @property
    def url(self) -> str:
        # Made on demand, since a page shows few of an archive's many outlets.
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
    """A facet as a page shows it. A long one has its first values in ``shown``, with any others
    that must stay visible, and the rest in ``folded``, under the label ``summary``. ``all_url``
    leads to the page with all values, and is "" if all are here."""

    facet: Facet
    shown: list[FacetValue]
    folded: list[FacetValue]
    summary: str
    all_url: str


def folded(facet: Facet, parameters: Parameters) -> Folded:
    """Fold the smaller outlets, tags or languages or the earlier years of a long facet."""
    values, number = facet.values, len(facet.values)
    is_outlet = facet.name == "outlet"
    whole = parameters.all_outlets if is_outlet else bool(facet.selected)
    if whole or number <= _LONG:
        return Folded(facet, list(values), [], "", "")

    def stays_visible(value: FacetValue) -> bool:
        return value.selected if is_outlet else value.value == UNDATED

    rest = values[_FIRST:]
    shown = [*values[:_FIRST], *filter(stays_visible, rest)]
    others = [each for each in (rest[:_MORE] if is_outlet else rest) if not stays_visible(each)]
    if not is_outlet:
        if facet.name == "tag" and len(others) > _MOST_TAGS:
            return Folded(facet, shown, others[:_MOST_TAGS], "Show more tags", "")
        return Folded(facet, shown, others, f"Show all {_PLURALS[facet.name]}", "")
    if number <= _FIRST + _MORE:
        return Folded(facet, shown, others, f"Show all {number} outlets", "")
    url = f"{parameters.with_all_outlets().url}#facet-outlet"
    return Folded(facet, shown, others, "Show more outlets", url)


def facets_of(
    counts: Counts,
    parameters: Parameters,
    outlets: Mapping[int, Named],
    languages: Collection[str] = (),
    tags: Mapping[int, str] = NO_TAGS,
) -> tuple[Facet, ...]:
    """The facets of outlets and dates, that of tags if there are any and, in an archive of several
    languages, that of languages.

    ``outlets`` has every outlet that is counted or chosen, by primary key, and ``tags`` the names
    of tags likewise; ``languages`` are the codes of all languages of the archive, "" for unknown.
    """
    facets = [_outlet_facet(counts, parameters, outlets), _date_facet(counts, parameters)]
    if counts.tags or parameters.tags:
        facets.append(_tag_facet(counts, parameters, tags))
    if len([code for code in languages if code]) > 1 or parameters.languages:
        facets.append(_language_facet(counts, parameters))
    return tuple(facets)


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


def _tag_facet(counts: Counts, parameters: Parameters, tags: Mapping[int, str]) -> Facet:
    by_name = {name: counts.tags.get(key, 0) for key, name in tags.items()}
    by_name |= {name: 0 for name in parameters.tags if name not in by_name}
    values = [
        FacetValue(
            value=name,
            label=name,
            count=count,
            selected=name in parameters.tags,
            toggled=partial(parameters.toggle_tag, name),
        )
        for name, count in by_name.items()
    ]
    values.sort(key=lambda each: (-each.count, each.label.casefold()))
    return Facet("tag", "Tag", tuple(values))


def _language_facet(counts: Counts, parameters: Parameters) -> Facet:
    codes = dict.fromkeys([*counts.languages, *parameters.languages])
    values = [
        FacetValue(
            value=code or UNKNOWN_LANGUAGE,
            label=name_of(code) if code else "Language unknown",
            count=counts.languages.get(code, 0),
            selected=code in parameters.languages,
            toggled=partial(parameters.toggle_language, code),
        )
        for code in codes
    ]
    values.sort(key=lambda each: (each.value == UNKNOWN_LANGUAGE, -each.count, each.label))
    return Facet("lang", "Language", tuple(values))


def _date_facet(counts: Counts, parameters: Parameters) -> Facet:
    periods = {
        PartialDate.parse(value): count for value, count in counts.dates.items() if value != UNDATED
    }
    chosen = set(parameters.dates)
    values: list[FacetValue] = []
    for number in sorted({date.year for date in [*periods, *chosen]}, reverse=True):
        year = PartialDate(number)
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
    """One of the two date fields of the form: its value, and what is wrong with it ("" if fine)."""

    name: str
    label: str
    value: str
    error: str


def date_fields(parameters: Parameters) -> list[DateField]:
    """The two fields. A wrong value stays as it was typed, so that it can be corrected."""
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
            value, error = wrong[name].value, _UNREADABLE
        elif reversed_ and name == "to":
            error = "This is before the first date."
        fields.append(DateField(name, label, value, error))
    return fields


@dataclass(frozen=True, slots=True)
class Choice:
    """A part or filter of the current search, with the address of the search without it."""

    label: str
    url: str


def asked(parts: Iterable[Part], parameters: Parameters) -> list[Choice]:
    """Every part of the search text, each removable."""
    return [Choice(part.words, parameters.asking(part.rest).url) for part in parts]


def choices(facets: Iterable[Facet], parameters: Parameters) -> list[Choice]:
    """Every filter of the search, each removable."""
    found = []
    for facet in facets:
        for value in facet.selected:
            label = value.label
            if facet.name == "date" and value.value != UNDATED:
                label = PartialDate.parse(value.value).words
            elif facet.name == "tag":
                label = f"tagged “{label}”"
            found.append(Choice(label, value.url))
    if parameters.since or parameters.until:
        since = f"from {parameters.since.words}" if parameters.since else ""
        until = f"to {parameters.until.words}" if parameters.until else ""
        found.append(Choice(f"{since} {until}".strip(), parameters.without_range().url))
    if parameters.after:
        found.append(
            Choice(f"added after number {parameters.after:,}", parameters.without_after().url)
        )
    if parameters.any_words:
        found.append(Choice("any of the words", parameters.matching_all().url))
    return found
