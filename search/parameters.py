"""The parameters of a search in an address: a promise to users, read forgivingly.

``q``, ``outlet`` (slugs, ``unknown``), ``date`` (2020, 2020-03, 2020-03-04, ``undated``), ``from``,
``to``, ``sort`` and ``page``. What cannot be read is left out and said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from articles.extraction.partialdate import PartialDate
from search.query import Sort

T = TypeVar("T")

UNKNOWN_OUTLET = "unknown"
UNDATED = "undated"
KNOWN = frozenset({"q", "outlet", "date", "from", "to", "sort", "page"})
#: More values than anybody chooses by hand, fewer than hurt.
MOST_VALUES = 100
LONGEST_VALUE = 100


@dataclass(frozen=True, slots=True)
class Parameters:
    """One search as its address says it. ``sort`` is None where none is asked for.

    ``notes`` tell of what was ignored, ``errors`` of what was malformed and left out.
    """

    q: str = ""
    outlets: tuple[str, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    undated: bool = False
    since: PartialDate | None = None
    until: PartialDate | None = None
    sort: Sort | None = None
    page: int = 1
    notes: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """As name and value, page left out; the same search always gives the same list."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [("outlet", slug) for slug in self.outlets]
        pairs += [("date", str(date)) for date in self.dates]
        pairs += [("date", UNDATED)] if self.undated else []
        pairs += [("from", str(self.since))] if self.since else []
        pairs += [("to", str(self.until))] if self.until else []
        pairs += [("sort", str(self.sort))] if self.sort else []
        return pairs

    @property
    def query(self) -> str:
        """As the query string of an address, page and all; "" where nothing is asked."""
        pairs = self.pairs()
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs)

    @property
    def url(self) -> str:
        """The address of this search's page."""
        return f"/?{self.query or 'q='}"

    def on_page(self, page: int) -> Parameters:
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> Parameters:
        return replace(self, sort=sort, page=1)

    def toggle_outlet(self, slug: str) -> Parameters:
        """With this outlet chosen, or no longer."""
        if slug in self.outlets:
            outlets = tuple(each for each in self.outlets if each != slug)
        else:
            outlets = (*self.outlets, slug)
        return replace(self, outlets=outlets, page=1)

    def toggle_date(self, date: PartialDate) -> Parameters:
        """With this period chosen, in the place of those it lies in or holds; or no longer.

        The year comes back when the last of its months goes.
        """
        rest = tuple(each for each in self.dates if each not in date and date not in each)
        if date not in self.dates:
            return replace(self, dates=(*rest, date), page=1)
        year = PartialDate(date.year)
        if date != year and not any(each in year for each in rest):
            rest = (*rest, year)
        return replace(self, dates=rest, page=1)

    def toggle_undated(self) -> Parameters:
        return replace(self, undated=not self.undated, page=1)

    def without_range(self) -> Parameters:
        return replace(self, since=None, until=None, page=1)

    def without_filters(self) -> Parameters:
        return Parameters(q=self.q, sort=self.sort)


def read(query: QueryDict, also_known: Collection[str] = ()) -> Parameters:
    """Parameters of an address; never fails."""
    reader = _Reader(query)
    unknown = sorted(set(query) - KNOWN - set(also_known))
    if unknown:
        names = ", ".join(f"“{name[:40]}”" for name in unknown[:5])
        reader.notes.append(f"Ignored what is no part of a search: {names}.")
    dates, undated = reader.dates()
    return Parameters(
        q=_clean(query.get("q", "")),
        outlets=reader.values("outlet"),
        dates=dates,
        undated=undated,
        since=reader.one("from", PartialDate.parse, "a date like 2020, 2020-03 or 2020-03-04"),
        until=reader.one("to", PartialDate.parse, "a date like 2020, 2020-03 or 2020-03-04"),
        sort=reader.one("sort", Sort, "one of relevance, newest, oldest"),
        page=reader.one("page", _page, "a page number from 1") or 1,
        notes=tuple(reader.notes),
        errors=tuple(reader.errors),
    )


class _Reader:
    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.notes: list[str] = []
        self.errors: list[str] = []

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a name, without repetition, in the order given."""
        values = list(dict.fromkeys(_clean(value) for value in self.query.getlist(name)))
        kept = [value for value in values if value and len(value) <= LONGEST_VALUE]
        if len(kept) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
            self.errors.append(f"“{name}” has more or longer values than a search can have.")
        return tuple(kept[:MOST_VALUES])

    def dates(self) -> tuple[tuple[PartialDate, ...], bool]:
        dates: list[PartialDate] = []
        values = self.values("date")
        for value in values:
            if value == UNDATED:
                continue
            try:
                dates.append(PartialDate.parse(value))
            except ValueError:
                self._malformed(
                    "date", value, "a date like 2020, 2020-03 or 2020-03-04, or undated"
                )
        return tuple(dict.fromkeys(dates)), UNDATED in values

    def one(self, name: str, convert: Callable[[str], T], form: str) -> T | None:
        value = _clean(self.query.get(name, ""))
        if not value:
            return None
        try:
            return convert(value)
        except ValueError:
            self._malformed(name, value, form)
            return None

    def _malformed(self, name: str, value: str, form: str) -> None:
        self.errors.append(f"“{name}={value[:40]}” was left out: it must be {form}.")


def _page(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9 or int(value) < 1:
        raise ValueError(value)
    return int(value)


def _clean(value: str) -> str:
    """Without what no address should carry: NULs, and halves of characters."""
    return value.encode("utf-8", "ignore").decode().replace("\0", " ").strip()


def hidden_pairs(parameters: Parameters, leave_out: Iterable[str]) -> list[tuple[str, str]]:
    """What a form must carry along beside its own fields."""
    names = set(leave_out)
    return [(name, value) for name, value in parameters.pairs() if name not in names]
