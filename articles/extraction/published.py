"""The date of publication: stated by a date line, inferred from a dateline, or unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from articles.extraction.dateline import dateline_of
from articles.extraction.findings import Context, Finding, Locator, Published
from articles.extraction.kinds import Kind
from articles.extraction.layout import Layout
from articles.extraction.page import Block
from articles.extraction.partialdate import PartialDate
from articles.extraction.rules import listed, quoted
from articles.extraction.stamps import Label, Stamp, read_stamp
from articles.extraction.tense import past_years, weekdays_in
from articles.extraction.years import infer

_INTO_STORY = 8  # blocks; date lines further down belong to something else
_MOST_YEARS = 6  # named in an explanation

Found = tuple[Published, Finding]


def find(layout: Layout, context: Context) -> tuple[Published, Finding | None]:
    """When the story was published, and the finding that says where it stands."""
    for rule in RULES:
        found = rule(layout, context)
        if found is not None:
            return found
    return _unknown(layout), None


def published_line(layout: Layout, context: Context) -> Found | None:
    """``Published: 4 March 2020``, near the story's head or after its end."""
    return _stamped((*_near_head(layout), *layout.tail), "published", context)


def date_line(layout: Layout, context: Context) -> Found | None:
    """A line that is only a date; one above the headline may be today's, so those come last."""
    near = _near_head(layout)
    headings = [index for index, block in enumerate(layout.head) if block.kind is Kind.HEADING]
    top = headings[0] if headings else 0
    return _stamped(near[top:], "", context) or _stamped(near[:top], "", context)


def updated_line(layout: Layout, context: Context) -> Found | None:
    """``Updated 4 March 2020``, where nothing says when the story was first published."""
    return _stamped((*_near_head(layout), *layout.tail), "updated", context)


def full_dateline(layout: Layout, context: Context) -> Found | None:
    """``PARIS, 4 March 2020 (AFP) -``."""
    dateline = dateline_of(layout)
    if dateline is None or dateline.opening.date is None:
        return None
    date = dateline.opening.date
    if not _is_possible(date, context):
        return None
    why = f"The dateline {quoted(dateline.opening.text)} gives the date."
    return _found(Published(date, "stated", why), dateline.block, "full-dateline")


def dateline_and_weekday(layout: Layout, context: Context) -> Found | None:
    """``MOSCOW, March 4. /TASS/.``: the year is inferred, or the day stays unknown."""
    dateline = dateline_of(layout)
    if dateline is None or dateline.opening.day is None:
        return None
    texts = [block.text for block in layout.paragraphs]
    month, day = dateline.opening.day
    texts[texts.index(dateline.block.text)] = dateline.block.text[dateline.opening.end :]
    published = infer(dateline.opening.text, month, day, texts, context.captured_at)
    return _found(published, dateline.block, "dateline-and-weekday")


RULES: tuple[Callable[[Layout, Context], Found | None], ...] = (
    published_line,
    date_line,
    full_dateline,
    updated_line,
    dateline_and_weekday,
)


def _near_head(layout: Layout) -> tuple[Block, ...]:
    return (*layout.head, *layout.story[:_INTO_STORY])


def _stamped(blocks: tuple[Block, ...], label: Label, context: Context) -> Found | None:
    for block, stamp in _stamps(blocks):
        if stamp.label == label and _is_possible(stamp.date, context):
            why = f"Line {block.lines[0]} gives the date: {quoted(block.text)}."
            if label == "updated":
                why = f"Line {block.lines[0]} says when it was updated: {quoted(block.text)}."
            return _found(Published(stamp.date, "stated", why), block, f"{label or 'date'}-line")
    return None


def _stamps(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Stamp]]:
    for block in blocks:
        stamp = read_stamp(block.text) if block.kind is Kind.DATE else None
        if stamp is not None:
            yield block, stamp


def _is_possible(date: PartialDate, context: Context) -> bool:
    """Not after the capture; a day is allowed for, since a time zone may be ahead of ours."""
    if context.captured_at is None:
        return True
    latest = min(context.captured_at.date(), dt.date.max - dt.timedelta(days=1))
    return date.first_day <= latest + dt.timedelta(days=1)


def _found(published: Published, block: Block, rule: str) -> Found:
    finding = Finding(
        "published", published.date, Locator(block.lines), f"published.{rule}", published.why
    )
    return published, finding


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
        return Published(why="No line states a date, and the text names neither weekday nor year.")
    return Published(why=f"No line states a date; the text names only {listed(seen)}.")
