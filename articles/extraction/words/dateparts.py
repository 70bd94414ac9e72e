"""The parts of which dates are made: months, weekdays, days and years, as expressions.

Every expression that reads dates, or that stops at one, is put together from these parts. They
are written in lower case and meant for matching without regard to case.
"""

from __future__ import annotations

import re

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CAPITALISED_WEEKDAY = "|".join(WEEKDAYS)
WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
SHORT_WEEKDAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
# Where the number need not be a day that exists: "40th March".
ANY_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]|20)\d\d"
RECENT_YEAR = r"(?:19|20)\d\d"

# January to December: full names and the usual abbreviations, in lower case without full stops.
_ENGLISH = (
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
    "september sept sep|october oct|november nov|december dec"
)


_BY_NAME = {
    name: number
    for number, names in enumerate(_ENGLISH.split("|"), start=1)
    for name in names.split()
}
MONTH = "(?:" + "|".join(sorted(_BY_NAME, key=lambda name: (-len(name), name))) + r")\b\.?"
# Any word that begins as a month does, for a quick search or where the month itself is not read.
MONTH_BEGINNING = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
LIKE_MONTH = f"{MONTH_BEGINNING}[a-z]{{0,6}}"
# To be matched with regard to case, where copying has glued a date to a word: "PressMarch 11".
CAPITALISED_MONTH = "|".join(name.capitalize() for name in _BY_NAME)
MONTH_IN_CAPITALS = CAPITALISED_MONTH.upper()


def month_named(name: str) -> int | None:
    """The number of a month, by its English name; None for any other text."""
    return _BY_NAME.get(re.sub(r"\W+$", "", name).lower())
