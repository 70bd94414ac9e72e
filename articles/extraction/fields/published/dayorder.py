"""Which of two days ``04/05/2020`` means. The page decides, or it stays open."""

from __future__ import annotations

import re
from collections.abc import Callable

from articles.extraction.fields.language import language_of
from articles.extraction.fields.published.tense import past_weekdays
from articles.extraction.lines.dates import dates_in, weekday_of
from articles.extraction.page.layout import Layout
from articles.extraction.words.explanations import listed, quoted
from articles.extraction.words.phrasebook import phrasebook
from articles.partialdate import PartialDate

_PHRASES = phrasebook("dayorder")

Readings = tuple[PartialDate, ...]
Decision = tuple[PartialDate, str]

_SEARCHED = 100_000  # characters of the page in which other dates and spellings are looked for
_LEAD = 3  # paragraphs at the beginning that may name the weekday of the story
_MONTHS = range(1, 13)
_NUMBERS = re.compile(r"(?<![\d.])(\d\d?)([./-])(\d\d?)\2(?:\d{4}|\d\d)(?![\d.])")
_AMERICAN = _PHRASES.pattern("american_zone")
_OTHER_ZONE = _PHRASES.pattern("other_zone")
_TIMED_ZONE = _PHRASES.pattern("timed_zone")
_MONTH_FIRST = frozenset({"en", "tl"})  # English, and Tagalog in the Philippines
_FEWEST_SPELLINGS = 2  # One word may be part of a name.
_AMERICAN_SPELLING = _PHRASES.pattern("american")
_BRITISH_SPELLING = _PHRASES.pattern("british")


def decide(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """The day that a date with two readings (day first) means, and why; None if that is open."""
    for rule in RULES:
        decision = rule(readings, line, layout)
        if decision is not None:
            return decision
    return None


def weekday_beside(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """``Wed 04/03/2020``."""
    for date, other in _pairs(readings):
        day = weekday_of(date)
        if re.search(rf"\b{day[:3]}", line, re.I) and weekday_of(other) != day:
            return date, f"the {day} that it names"
    return None


def other_numbers(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """Other dates on the page are in numbers that can be read in one order only."""
    orders: dict[bool, str] = {}
    for text in _searched_texts(layout):
        for match in _NUMBERS.finditer(text):
            one, two = int(match[1]), int(match[3])
            if one != two and (one in _MONTHS) != (two in _MONTHS):
                orders[one > two] = match.group()
    if len(orders) != 1:
        return None
    ((day_first, seen),) = orders.items()
    return readings[0 if day_first else 1], f"{quoted(seen)} elsewhere on the page"


def same_day(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """Another date on the page is one of the two days without doubt."""
    seen = {match.date for text in _searched_texts(layout) for match in dates_in(text)}
    for date, other in _pairs(readings):
        if date in seen and other not in seen:
            return date, f"{date.words} elsewhere on the page"
    return None


def american_zone(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """The line has a North American time zone, where the month is written first."""
    zone = _AMERICAN.search(line)
    return (readings[1], f"the time in {zone.group()}") if zone else None


def zone_elsewhere(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """Times of day on the page are in zones of one side of the Atlantic only."""
    zones = {zone for text in _searched_texts(layout) for zone in _TIMED_ZONE.findall(text)}
    zones |= set(_OTHER_ZONE.findall(line))
    american = sorted(zone for zone in zones if _AMERICAN.fullmatch(zone))
    if not zones or 0 < len(american) < len(zones):
        return None
    return readings[1 if american else 0], f"the time in {min(zones)}"


def other_language(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """The story is in a language in which the day is written first, as in nearly all."""
    read = language_of([block.text for block in layout.paragraphs])
    return by_language(readings, read[0] if read else "")


def by_language(readings: Readings, code: str) -> Decision | None:
    """The day in a story in this language; None for one that writes either first."""
    if not code or code.partition("-")[0] in _MONTH_FIRST:
        return None
    return readings[0], f"the language of the story ({code})"


def weekday_of_lead(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """The first paragraphs name a past weekday, and only one of the two days is one."""
    days = past_weekdays([block.text for block in layout.paragraphs[:_LEAD]])
    for date, other in _pairs(readings):
        if days and weekday_of(date) == days[0].weekday != weekday_of(other):
            return date, f"{quoted(days[0].phrase)} in the text"
    return None


def american_spelling(readings: Readings, line: str, layout: Layout) -> Decision | None:
    """The spelling is American, and Americans write the month first."""
    text = " ".join(block.text for block in layout.story)[:_SEARCHED]
    american = sorted({word.lower() for word in _AMERICAN_SPELLING.findall(text)})
    if len(american) < _FEWEST_SPELLINGS or _BRITISH_SPELLING.search(text):
        return None
    return readings[1], f"American spelling ({listed(american[:_FEWEST_SPELLINGS])})"


RULES: tuple[Callable[[Readings, str, Layout], Decision | None], ...] = (
    weekday_beside,
    american_zone,
    other_numbers,
    same_day,
    zone_elsewhere,
    weekday_of_lead,
    american_spelling,
    other_language,
)


def _pairs(readings: Readings) -> tuple[tuple[PartialDate, PartialDate], ...]:
    one, two = readings
    return (one, two), (two, one)


def _searched_texts(layout: Layout) -> list[str]:
    left, texts = _SEARCHED, []
    for block in layout.page.blocks:
        left -= len(block.text)
        if left < 0:
            break
        texts.append(block.text)
    return texts
