"""Dates as programs write them: ``2019-03-03T09:00:00Z``, ``20190303``, ``1551603600``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from articles.extraction.lines.dates import readings_in
from articles.partialdate import PartialDate

_COMPACT_TIMESTAMP = re.compile(
    r"(?P<date>\d{8})(?:[T ]?(?P<time>\d{4}(?:\d\d)?)(?:\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_ISO_TIMESTAMP = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?"
    r" ?(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?$",
    re.IGNORECASE,
)
_SECONDS = re.compile(r"(?P<seconds>\d{9,10})(?:\d{3}|\.\d+)?")
# Digits are a date only if they give one of these years: nearly any number could be read as one.
_YEARS = range(1500, 2100)


@dataclass(frozen=True, slots=True)
class MachineDate:
    """A date, and the moment if a time of day with its offset from UTC is written beside it.

    ``readings`` are the days that it may mean: one, or two if the order of day and month is open.
    Midnight is no moment, because programs write it where they know the day only.
    """

    readings: tuple[PartialDate, ...]
    at: dt.datetime | None = None

    @property
    def date(self) -> PartialDate | None:
        """The day, as it is written; None if it may be either of two."""
        return self.readings[0] if len(self.readings) == 1 else None

    @property
    def is_utc(self) -> bool:
        """True for a moment in UTC, whose day may be another one where the page was published."""
        return self.at is not None and not self.at.utcoffset()


def read_machine_date(text: str) -> MachineDate | None:
    """Read a value that is a date and nothing else, or the first date in an English text."""
    value = text.strip()
    return (
        _date_alone(value)
        or _timestamp(value)
        or _unix_time(value)
        or _mail_date(value)
        or _first_in_text(value)
    )


def _date_alone(value: str) -> MachineDate | None:
    try:
        return MachineDate((PartialDate.parse(value),))
    except ValueError:
        return None


def _timestamp(value: str) -> MachineDate | None:
    match = _ISO_TIMESTAMP.match(value) or _COMPACT_TIMESTAMP.fullmatch(value)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match["date"])
    time = re.sub(r"\D", "", match["time"] or "").ljust(6, "0")
    zone = (match["zone"] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    try:
        at = dt.datetime.strptime(digits + time, "%Y%m%d%H%M%S")
        aware = dt.datetime.strptime(f"{digits}{time}{zone}", "%Y%m%d%H%M%S%z") if zone else None
    except ValueError:
        return None
    return _dated(at.date(), aware) if at.year in _YEARS else None


def _unix_time(value: str) -> MachineDate | None:
    match = _SECONDS.fullmatch(value)
    if match is None:
        return None
    at = dt.datetime.fromtimestamp(int(match["seconds"]), dt.UTC)
    return _dated(at.date(), at)


def _mail_date(value: str) -> MachineDate | None:
    """``Sun, 03 Mar 2019 09:00:00 -0500``."""
    if ":" not in value:
        return None
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError):
        return None
    return _dated(at.date(), at if at.tzinfo else None) if at.year in _YEARS else None


def _first_in_text(value: str) -> MachineDate | None:
    found = next(readings_in(value), None)
    return MachineDate(found.readings) if found else None


def _dated(day: dt.date, at: dt.datetime | None) -> MachineDate:
    is_midnight = at is None or at.time() == dt.time()
    return MachineDate((PartialDate.of(day),), None if is_midnight else at)
