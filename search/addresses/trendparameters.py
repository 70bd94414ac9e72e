"""The parameters of a chart that compares searches over time, which users bookmark and cite.

``line`` (a search, as the query string of its address; up to MOST_LINES), ``by`` (day, month or
year), ``show`` (``share``), ``from`` and ``to`` (for all lines). A value that cannot be read is
left out and reported.

The form of the page sends ``words`` and ``filters`` for each line instead, since a form cannot
write an address into an address. ``each=outlet`` stands for one line for each of the outlets that
have most articles of the first line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.urls import reverse

from articles.partialdate import PartialDate
from search.addresses.parameters import Malformed, Parameters
from search.addresses.reading import read

#: More lines cannot be told apart.
MOST_LINES: Final = 5
STEPS: Final = ("day", "month", "year")
KNOWN: Final = frozenset({"line", "by", "show", "from", "to", "words", "filters", "each"})
_SHARE: Final = "share"
_OUTLET: Final = "outlet"
_LONGEST: Final = 4_000
#: Each date of a line is a search of its own.
_MOST_DATES: Final = 12


@dataclass(frozen=True, slots=True)
class TrendParameters:
    """A chart as its address says. ``lines`` are searches without sort order and page. ``step`` is
    day, month or year, "" if the dates decide. With ``share`` the chart shows shares.

    ``each_outlet``: the outlets of the first line are wanted as lines. ``rewritten``: the request
    was in another form than the addresses of charts. ``notes`` are messages for the user,
    ``malformed`` the dates that could not be read.
    """

    lines: tuple[Parameters, ...] = ()
    step: str = ""
    share: bool = False
    since: PartialDate | None = None
    until: PartialDate | None = None
    each_outlet: bool = False
    rewritten: bool = False
    notes: tuple[str, ...] = ()
    malformed: tuple[Malformed, ...] = ()

    @classmethod
    def of(cls, search: Parameters) -> TrendParameters:
        """The chart with this search as its only line."""
        return cls(lines=(_bare(search),), share=search.share)

    @property
    def period(self) -> Parameters:
        """The dates of the chart, with those that could not be read."""
        return Parameters(since=self.since, until=self.until, malformed=self.malformed)

    @property
    def searches(self) -> list[Parameters]:
        """The lines within the dates of the chart, which replace dates of their own."""
        if not (self.since or self.until):
            return list(self.lines)
        return [
            replace(each, dates=(), undated=False, since=self.since, until=self.until)
            for each in self.lines
        ]

    def pairs(self) -> list[tuple[str, str]]:
        pairs = [("line", line_of(each)) for each in self.lines]
        pairs += [("by", self.step)] if self.step else []
        pairs += [("show", _SHARE)] if self.share else []
        pairs += [("from", str(self.since))] if self.since else []
        pairs += [("to", str(self.until))] if self.until else []
        return pairs

    @property
    def query(self) -> str:
        return urlencode(self.pairs())

    @property
    def url(self) -> str:
        """The address of this chart's page."""
        return self._address("trends")

    @property
    def csv_url(self) -> str:
        return self._address("trends-csv")

    @property
    def svg_url(self) -> str:
        return self._address("trends-svg")

    def _address(self, name: str) -> str:
        query = self.query
        return f"{reverse(name)}?{query}" if query else reverse(name)

    def without(self, place: int) -> TrendParameters:
        return replace(self, lines=self.lines[:place] + self.lines[place + 1 :])

    def by(self, step: str) -> TrendParameters:
        return replace(self, step=step)

    def shown_as(self, *, share: bool) -> TrendParameters:
        return replace(self, share=share)


def line_of(search: Parameters) -> str:
    """A search as the value of ``line``."""
    return search.query or "q="


def read_trends(query: QueryDict) -> TrendParameters:
    """The parameters of an address or of the form; never fails."""
    notes: list[str] = []
    unknown = sorted(set(query) - KNOWN)
    if unknown:
        names = ", ".join(f"“{name[:40]}”" for name in unknown[:5])
        notes.append(f"Not part of a chart, so ignored: {names}.")
    from_form = "words" in query
    texts = _rows(query) if from_form else query.getlist("line")
    lines = [_line(text, notes) for text in texts if len(text) <= _LONGEST]
    if len(lines) < len(texts):
        notes.append("A line of the chart is too long to be a search, so it was left out.")
    if len(lines) > MOST_LINES:
        notes.append(f"A chart has at most {MOST_LINES} lines; the others were left out.")
    dates = QueryDict(mutable=True)
    dates.update({name: query.get(name, "") for name in ("from", "to")})
    period = read(dates)
    notes += period.errors
    step, share, each = (query.get(name, "") for name in ("by", "show", "each"))
    if step not in ("", *STEPS):
        notes.append(f"“by” was not used: “{step[:40]}” is not day, month or year.")
    if share not in ("", _SHARE):
        notes.append(f"“show” was not used: “{share[:40]}” is not “{_SHARE}”.")
    if each not in ("", _OUTLET):
        notes.append(f"“each” was not used: “{each[:40]}” is not “{_OUTLET}”.")
    return TrendParameters(
        lines=tuple(dict.fromkeys(lines[:MOST_LINES])),
        step=step if step in STEPS else "",
        share=share == _SHARE,
        since=period.since,
        until=period.until,
        each_outlet=each == _OUTLET,
        rewritten=from_form or (period.in_words and not period.errors),
        notes=tuple(notes),
        malformed=period.malformed,
    )


def _rows(query: QueryDict) -> list[str]:
    """The lines of the form. A row without words and filters is an empty one."""
    words, filters = query.getlist("words"), query.getlist("filters")
    filters += [""] * (len(words) - len(filters))
    return [
        "&".join(part for part in (urlencode({"q": typed}), other) if part)
        for typed, other in zip(words, filters, strict=False)
        if typed.strip() or other.strip()
    ]


def _line(text: str, notes: list[str]) -> Parameters:
    try:
        search = read(QueryDict(text))
    except TooManyFieldsSent:
        notes.append("A line of the chart has too many parameters, so they were left out.")
        return Parameters()
    notes += [*search.errors, *search.notes]
    if len(search.dates) > _MOST_DATES:
        notes.append(f"A line of a chart has at most {_MOST_DATES} dates; the first are used.")
        search = replace(search, dates=search.dates[:_MOST_DATES])
    return _bare(search)


def _bare(search: Parameters) -> Parameters:
    """The search without what only its page of results needs."""
    return replace(search.as_list(), sort=None, in_words=False, notes=(), malformed=())
