"""A date among the words of a search: ``ferry strike june 2011``.

Articles seldom name the month in which they were published, so these words find little. What was
meant is a period.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from articles.partialdate import PartialDate
from search.language.typeddates import span_of

#: A longer text is a question or a pasted sentence, in which a year may be that of anything.
_MOST_WORDS: Final = 12
_MOST_OF_DATE: Final = 5  # words of a date, as in "4 de marzo de 2020"
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# Words and signs of the language of searches, among which a year is no date of its own.
_COMMANDS: Final = re.compile(r"[:\"“”()*~=]|(?:^|\s)-|\b(?:AND|OR|NOT)\b")
# What stands before a date and means nothing without it.
_BEFORE: Final = re.compile(
    r"(?:^|\s)(?:in|on|of|from|published|dated|im|am|vom|le|du|en|de|del|el|il|i|w|в|op|van)$",
    re.IGNORECASE,
)


def date_among(q: str, *, today: dt.date, day_first: bool) -> tuple[PartialDate, str] | None:
    """The date in a search, and the other words; None if it has none, or several."""
    words = q.split()
    if len(words) > _MOST_WORDS or _COMMANDS.search(q):
        return None
    years = [place for place, word in enumerate(words) if _YEAR.search(word)]
    if len(years) != 1:
        return None
    for length in range(_MOST_OF_DATE, 0, -1):
        for first in range(max(0, years[0] - length + 1), years[0] + 1):
            last = first + length
            if last > len(words):
                continue
            span = span_of(" ".join(words[first:last]), today, day_first=day_first)
            if span is not None and span.is_one_date and span.first is not None:
                before = _BEFORE.sub("", " ".join(words[:first]))
                return span.first, " ".join([*before.split(), *words[last:]])
    return None
