"""Dates that are known to the day, the month or only the year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache, total_ordering
from typing import Literal

Precision = Literal["day", "month", "year"]

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar day, a month or a year; ``month`` and ``day`` are None if unknown.

    The constructor raises ValueError for numbers that form no date.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs a month")
        dt.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> PartialDate:
        """Parse ``2020``, ``2020-03`` or ``2020-03-04``. Raises ValueError for anything else."""
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date like 2020, 2020-03 or 2020-03-04")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day)

    @classmethod
    def of(cls, date: dt.date, precision: str = "day") -> PartialDate:
        """Return a calendar date reduced to a precision: ``day``, ``month`` or ``year``."""
        return cls(
            date.year,
            None if precision == "year" else date.month,
            date.day if precision == "day" else None,
        )

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        """The date in English: ``4 March 2020``, ``March 2020``, ``2020``."""
        parts = [str(self.year)]
        if self.month is not None:
            parts.insert(0, calendar.month_name[self.month])
        if self.day is not None:
            parts.insert(0, str(self.day))
        return " ".join(parts)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def __lt__(self, other: PartialDate) -> bool:
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)

    def __contains__(self, other: PartialDate) -> bool:
        """True if every possible day of ``other`` lies within this date."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day
