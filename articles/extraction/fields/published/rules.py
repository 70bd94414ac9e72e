"""The date of publication: stated by a date line, inferred from a dateline, or unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from articles.extraction.fields.dateline import dateline_of
from articles.extraction.fields.published.datecandidates import DateCandidate, date_candidates
from articles.extraction.fields.published.dayorder import decide
from articles.extraction.fields.published.tense import past_years, weekdays_in
from articles.extraction.fields.published.years import infer
from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, FoundFact, Locator, Published
from articles.extraction.lines.dates import is_possible
from articles.extraction.lines.handling import copied_on
from articles.extraction.lines.relativedates import day_meant
from articles.extraction.page.blocks import Block
from articles.extraction.page.layout import Layout
from articles.extraction.words.explanations import listed, quoted
from articles.partialdate import PartialDate

_MOST_YEARS = 6  # that an explanation names
_LONGEST_QUOTE = 120  # characters: The date may stand at the end of the line.
_NEAR_START = 8  # blocks on either side of the beginning of the story that may say "2 hours ago"
_SOME_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # for lines that count from any time
_NEAR_EDGE = 12  # blocks at either end of the page that may say when it was copied

Candidates = tuple[DateCandidate, ...]


def find(layout: Layout, context: Context, found: Found) -> FoundFact:
    """When the story was published, and the finding that shows where the page says so.

    The best place for a date line is under the headline, if that is known.
    """
    headline = found.get("headline")
    candidates = date_candidates(layout, headline.locator.lines if headline else ())
    for rule in RULES:
        fact = rule(layout, context, candidates)
        if fact is not None:
            return fact
    if candidates:  # All of them are after the capture.
        best = candidates[0]
        line, shown = best.block.lines[0], best.stamp.date.words
        why = f"Line {line} gives {shown}, which is later than the capture, so it cannot be right."
        return FoundFact(Published(why=why))
    return FoundFact(_unknown(layout))


def date_line(layout: Layout, context: Context, candidates: Candidates) -> FoundFact | None:
    """``Published: 4 March 2020``, or a date without a label; else ``Updated 4 March 2020``."""
    for candidate in candidates:
        possible = _possible(candidate, context)
        if possible:
            return _stated(candidate, possible, layout)
    return None


def full_dateline(layout: Layout, context: Context, candidates: Candidates) -> FoundFact | None:
    """``PARIS, 4 March 2020 (AFP) -``."""
    dateline = dateline_of(layout)
    if dateline is None or dateline.opening.date is None:
        return None
    date = dateline.opening.date
    if not is_possible(date, context.not_after):
        return None
    why = f"The dateline {quoted(dateline.opening.text)} gives the date."
    return _found(Published(date, "stated", why), dateline.block, "full-dateline")


def dateline_and_weekday(
    layout: Layout, context: Context, candidates: Candidates
) -> FoundFact | None:
    """``MOSCOW, March 4. /TASS/.``: the year is inferred, or the day stays unknown."""
    dateline = dateline_of(layout)
    if dateline is None or dateline.opening.day is None:
        return None
    texts = [block.text for block in layout.paragraphs]
    month, day = dateline.opening.day
    texts[texts.index(dateline.block.text)] = dateline.block.text[dateline.opening.end :]
    published = infer(dateline.opening.text, month, day, texts, context.not_after)
    return _found(published, dateline.block, "dateline-and-weekday")


def ago_line(layout: Layout, context: Context, candidates: Candidates) -> FoundFact | None:
    """``2 hours ago`` near the story's start, where the time of the capture is known.

    Otherwise the day that the time of the file would give is a candidate.
    """
    for block in (*layout.head[-_NEAR_START:], *layout.story[:_NEAR_START]):
        if day_meant(block.text, _SOME_TIME) is not None:
            return _counted_back(block, layout, context)
    return None


def _counted_back(block: Block, layout: Layout, context: Context) -> FoundFact | None:
    """The day that a line such as ``2 hours ago`` means."""
    captured = _captured(layout, context)
    at = captured[0] if captured else context.not_after
    date = day_meant(block.text, at) if at else None
    if date is None:
        return None
    says = f"Line {block.lines[0]} says {quoted(block.text)}"
    if captured is not None:
        why = f"{says}, and {captured[1]}."
        return _found(Published(date, "inferred", why), block, "ago-line")
    why = (
        f"{says}, but nothing says when the page was captured; if that was on the day of the file, "
        f"it was published on {date.words}."
    )
    return _found(Published(None, "unknown", why, (date,)), block, "file-time")


def _captured(layout: Layout, context: Context) -> tuple[dt.datetime, str] | None:
    """When the page was captured, and the reason; None if nothing says so."""
    if context.captured_at is not None:
        day = PartialDate.of(context.captured_at.date())
        return context.captured_at, f"the page was captured on {day.words}"
    blocks = layout.page.blocks
    for block in (*blocks[:_NEAR_EDGE], *blocks[-_NEAR_EDGE:]):
        copied = copied_on(block.text)
        if copied is not None and copied.precision == "day":
            noon = dt.datetime.combine(copied.first_day, dt.time(12), dt.UTC)
            return noon, f"line {block.lines[0]}, {quoted(block.text)}, says when it was captured"
    return None


RULES: tuple[Callable[[Layout, Context, Candidates], FoundFact | None], ...] = (
    date_line,
    full_dateline,
    dateline_and_weekday,
    ago_line,
)


def _possible(candidate: DateCandidate, context: Context) -> tuple[PartialDate, ...]:
    """The readings of a date line that are not after the capture."""
    return tuple(date for date in candidate.stamp.readings if is_possible(date, context.not_after))


def _stated(
    candidate: DateCandidate, possible: tuple[PartialDate, ...], layout: Layout
) -> FoundFact:
    block, label, readings = candidate.block, candidate.label, candidate.stamp.readings
    line, shown = f"Line {block.lines[0]}", quoted(block.text, _LONGEST_QUOTE)
    date, why = possible[0], f"{line} gives the date: {shown}."
    if candidate.stamp.calendar:
        why = f"{line} gives the date, {shown}: {date.words}, converted from "
        why += f"{candidate.stamp.calendar}."
    if label == "updated":
        why = f"{line} says when it was updated: {shown}."
    if len(readings) > 1:
        decided = decide(readings, block.text, layout) if len(possible) > 1 else None
        if decided is None and len(possible) > 1:
            either = listed([reading.words for reading in readings], "or")
            why = f"{line}, {shown}, may mean {either}; nothing on the page settles which."
            return FoundFact(Published(None, "unknown", why, tuple(sorted(readings))))
        date, reason = decided or (possible[0], "the time of the capture")
        why = f"{line} gives the date, {shown}: {date.words}, because of {reason}."
    return _found(Published(date, "stated", why), block, f"{label or 'date'}-line")


def _found(published: Published, block: Block, rule: str) -> FoundFact:
    finding = Finding(
        "published", published.date, Locator(block.lines), f"published.{rule}", published.why
    )
    return FoundFact(published, (finding,))


def _unknown(layout: Layout) -> Published:
    texts = [block.text for block in layout.paragraphs]
    days, years = weekdays_in(texts), past_years(texts)
    seen = []
    if days:
        seen.append(f"{'a weekday' if len(days) == 1 else 'weekdays'} ({listed(days)})")
    if years:
        shown = listed(years[-_MOST_YEARS:])
        seen.append(f"{'a year' if len(years) == 1 else 'years'} of other events ({shown})")
    if not seen:
        return Published(
            why="No line states a date, and the text names neither a weekday nor a year."
        )
    return Published(why=f"No line states a date; the text names only {listed(seen)}.")
