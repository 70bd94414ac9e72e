"""The lines of text that show a record, and the values that they state."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from articles.extraction.findings import Finding, Locator
from articles.extraction.lines.machinedates import MachineDate, read_machine_date
from articles.extraction.stated import CAPTURED, OPEN_DATE_RULE
from articles.extraction.words.explanations import listed, quoted
from articles.extraction.words.knownoutlets import known_outlets
from articles.facttable import FACTS
from articles.partialdate import PartialDate
from articles.readers.authornames import author_names
from articles.readers.base import Unreadable
from articles.readers.statedlanguages import language_tag
from articles.readers.tables import keys
from articles.readers.tables.jsonobjects import as_json, storable
from articles.readers.tables.plainvalues import date_in, name_in, one_line, paragraphs
from articles.readers.text import unified

#: What a record of a wire feed states besides facts: the version of the item, and the words with
#: which its provider withdraws it.
VERSION, KILL = "version", "kill"
_TEXTS = tuple(name for name, fact in FACTS.items() if fact.kind.is_text)
_LISTS = tuple(name for name, fact in FACTS.items() if fact.kind.is_list)
# What objects may state: dates, and names of people and outlets.
_OBJECTS = (keys.ID, keys.CAPTURED, "published", "byline", "outlet")
#: Longest value of an unknown key in a finding, in characters; the capture has all of it.
_LONGEST = 2000
_LONGEST_QUOTE = 80  # characters of a date that a sentence quotes
# Days as spreadsheets count them, from 1927 to 2050; with a time of the day behind the point.
_SPREADSHEET_DAY = re.compile(r"(?P<number>[1-4]\d{4}|5[0-4]\d{3})(?:[.,]\d+)?")
_FIRST_DAY = dt.date(1899, 12, 30)
# "3-Apr-71", "3/4/71" and "3.4.71", as spreadsheets show dates; "03-04-71" may begin with its year.
_SHORT_YEAR = re.compile(
    r"(?P<day>\d{1,2}(?P<sign>[-/. ])[^\W\d_]{3,10}\.?(?P=sign)"
    r"|\d{1,2}(?P<mark>[/.])\d{1,2}(?P=mark))(?P<year>\d\d)"
)
_FIRST_OF_CENTURY = "30"
_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+", re.IGNORECASE)


def is_known_outlet(name: str) -> bool:
    """True for the name of a listed outlet that is no agency."""
    known = known_outlets().named(name)
    return known is not None and not known.agency


@dataclass(frozen=True, slots=True)
class DayOrder:
    """The order in which a table writes day and month, and a date of it that shows the order."""

    day_first: bool
    seen: str


class RecordLines:
    """Collects the lines of text that show a record."""

    def __init__(self, day_order: DayOrder | None = None) -> None:
        self.lines: list[str] = []
        self._day_order = day_order

    def add(self, fact: str, key: str, value: Any) -> Iterator[Finding]:
        """Show a field, and yield what it states; ``fact`` is "" if it states none.

        Raises Unreadable for a value that cannot be that fact, under a key that says that it is.
        """
        if fact in (*_TEXTS, "body") and isinstance(value, Mapping):
            value = name_in(value) or value
        if fact and not _is_text(value) and fact not in _OBJECTS:
            if key == fact:
                raise Unreadable(f"“{key}” must be text.")
            fact = ""
        if fact == "published" and not date_in(value):
            fact = ""  # in English, "data" is anything
        if fact == "body":
            texts = paragraphs(_texts(value))
            if texts:
                yield self._finding(key, fact, texts, "\n\n".join(texts), label=False)
        elif fact in _LISTS:
            names = tuple(one_line(each) for each in _texts(value))
            shown = "; ".join(name for name in names if name)
            stated = author_names(names) if fact == "byline" else tuple(filter(None, names))
            if shown:
                yield self._finding(key, fact if stated else "other", stated or shown, shown)
        elif fact == "outlet":
            text = one_line(storable(name_in(value)))
            known = known_outlets().named(text)
            if text:
                yield self._finding(key, fact, known.name if known else text, text)
        elif fact == "published":
            yield from self._published(key, one_line(storable(date_in(value))))
        elif fact == keys.CAPTURED:
            text = one_line(storable(date_in(value)))
            yield replace(self._finding(key, "other", text, text), rule=f"record{CAPTURED}")
        elif fact in (VERSION, KILL):
            text = one_line(storable(name_in(value)))
            yield replace(self._finding(key, "other", text, text), rule=f"record.{fact}")
        elif fact == "language":
            text = one_line(" ".join(_texts(value)))
            code = language_tag(text)
            yield self._finding(key, fact if code else "other", code or text, text)
        elif fact in _TEXTS and (fact != "url" or key == fact or _ADDRESS.match(str(value))):
            text = one_line(" ".join(_texts(value)))
            if text:
                yield self._finding(key, fact, text, text)
        else:
            text = storable(value if isinstance(value, str) else as_json(value))
            short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            yield self._finding(key, "other", short, text)

    def _published(self, key: str, text: str) -> Iterator[Finding]:
        day = _SPREADSHEET_DAY.fullmatch(text)
        read = read_machine_date(_with_century(text))
        if day is not None:
            date = PartialDate.of(_FIRST_DAY + dt.timedelta(int(day["number"])))
            why = (
                f"The record states it as “{key[:80]}”, by the number of the day in a spreadsheet."
            )
            yield replace(self._finding(key, "published", date, text), why=why)
        elif read is not None and read.date is not None:
            yield self._finding(key, "published", read.date, text)
        elif read is not None and self._day_order is not None:
            date = read.readings[0 if self._day_order.day_first else 1]
            finding = self._finding(key, "published", date, text)
            seen = quoted(self._day_order.seen, _LONGEST_QUOTE)
            why = f"{finding.why[:-1]}: {date.words}, because of {seen} in the same column."
            yield replace(finding, why=why)
        else:  # It is kept, but not as the date of publication.
            finding = self._finding(key, "other", text, text)
            yield replace(finding, rule=OPEN_DATE_RULE, why=_open_date(text, read))

    def _finding(
        self, key: str, field: str, value: Any, text: str, *, label: bool = True
    ) -> Finding:
        name = " ".join(key.split())
        if label:
            text = f"{name}: {text}"
        elif self.lines:
            self.lines.append("")
        new = unified(text).split("\n")
        first = len(self.lines) + 1
        self.lines.extend(new)
        numbers = tuple(first + index for index, line in enumerate(new) if line.strip())
        why = f"The record states it as “{name[:80]}”."
        return Finding(field, value, Locator(numbers, f"key {name[:80]}"), "record.key", why)


def _with_century(text: str) -> str:
    """A date whose year has two digits, with the century as spreadsheets read it: 1930 to 2029."""
    short = _SHORT_YEAR.fullmatch(text)
    if short is None:
        return text
    return f"{short['day']}{'20' if short['year'] < _FIRST_OF_CENTURY else '19'}{short['year']}"


def _is_text(value: Any) -> bool:
    if isinstance(value, list):
        return all(each is None or _is_text(each) for each in value)
    return not isinstance(value, (dict, bool))


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [storable(name_in(each)) for each in values if each is not None]


def _open_date(text: str, read: MachineDate | None) -> str:
    """The reason why the date of a record is not known."""
    shown = quoted(text, _LONGEST_QUOTE)
    if read is None:
        return f"The record’s date, {shown}, was not understood."
    either = listed([each.words for each in read.readings], "or")
    return f"The record’s date, {shown}, may mean {either}."
