"""Extract from captures that state values: pages in their markup, records by their keys.

Stated values come before those that rules find.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from articles.extraction.extract import extract, extract_only
from articles.extraction.fields.published.dayorder import by_language
from articles.extraction.findings import Basis, Context, Extraction, Finding, Locator, Published
from articles.extraction.lines.dates import is_possible
from articles.extraction.lines.machinedates import read_machine_date
from articles.extraction.page.page import Page
from articles.extraction.words.explanations import quoted
from articles.extraction.words.knownoutlets import known_outlets
from articles.facttable import FACTS
from articles.partialdate import PartialDate

# Rules of dates in markup that yield to the lines of the page: a moment in UTC, whose day may be
# another one where the page was published; a time beside the headline; a part of the address.
UTC_RULE, TIME_RULE, ADDRESS_RULE = "html.published-utc", "html.time", "html.address"
# The rule of a record's date of which the record says that it was inferred.
INFERRED_RULE = "record.inferred-date"
# The rule of a record's date that was not understood, or may be either of two days.
OPEN_DATE_RULE = "record.open-date"

# The rules of values that say when a page was captured end so: "record.captured".
CAPTURED = ".captured"

# The rule of findings that say on which line a page of a printed document begins.
PAGE_RULE = "document.page"

_LONGEST_QUOTE = 80  # characters of a record's date
_LONG_HEADLINE = 4  # words; a shorter part of a title may be a section
_LETTERS = re.compile(r"\w+")
# The facts that rules may read from the body of a record. Headline, byline and the like are keys of
# a record; if a key is missing, no line of the body is taken for it.
_FROM_BODY = ("agency", "dateline", "published", "language")


class TextLayout(StrEnum):
    """How a text is laid out, and so how it is read.

    A page has furniture around its story. A record has one value for each key, of which only the
    body is running text. A document (a mail, a manuscript) is all story: no furniture is learnt
    from it.
    """

    PAGE = "page"
    RECORD = "record"
    DOCUMENT = "document"


def extract_laid_out(
    layout: TextLayout, text: str, stated: Sequence[Finding], context: Context
) -> Extraction:
    """Return the facts of a text with this layout, whose capture states the values ``stated``."""
    match layout:
        case TextLayout.RECORD:
            return extract_record(text, stated, context)
        case TextLayout.DOCUMENT:
            return _on_pages(extract_html(text, stated, _unlearnt(context)), stated)
    return extract_html(text, stated, context)


def _on_pages(found: Extraction, stated: Sequence[Finding]) -> Extraction:
    """Return the facts of a document, from which nothing is learnt, with the pages they stand on.

    ``stated`` says where pages begin, if it has any; the extraction does not list that.
    """
    firsts = [each.locator.lines[0] for each in stated if each.rule == PAGE_RULE]
    kept = [each for each in found.findings if each.rule != PAGE_RULE]
    if len(firsts) > 1:
        kept = [replace(each, locator=_with_pages(each.locator, firsts)) for each in kept]
    return replace(found, findings=tuple(kept), learnable={})


def _with_pages(locator: Locator, firsts: Sequence[int]) -> Locator:
    if locator.place or not locator.lines:
        return locator
    first = bisect_right(firsts, min(locator.lines)) or 1
    last = bisect_right(firsts, max(locator.lines)) or 1
    return replace(locator, place=f"page {first}" if first == last else f"pages {first}–{last}")


def _unlearnt(context: Context) -> Context:
    return Context(captured_at=context.captured_at, seen_at=context.seen_at)


def capture_time_in(stated: Sequence[Finding]) -> dt.datetime | None:
    """When the page was captured, if its bytes state that; at noon if they name only the day."""
    for each in stated:
        date = read_machine_date(each.value) if each.rule.endswith(CAPTURED) else None
        if date is not None and (date.at is not None or date.date is not None):
            day = date.readings[0].first_day
            return date.at or dt.datetime.combine(day, dt.time(12), dt.UTC)
    return None


def extract_html(text: str, stated: Sequence[Finding], context: Context) -> Extraction:
    """Return the facts of a page with visible text ``text`` and markup that states ``stated``."""
    found = extract(Page.of(text), context)
    return with_stated(
        found, [each for each in stated if _is_better(each, found, context)], context
    )


def _is_better(stated: Finding, found: Extraction, context: Context) -> bool:
    match stated.field:
        case "headline":
            # A page's title carries more than its headline: "… | Sport | The Daily Example".
            return not _is_part(found.headline, stated.value)
        case "published":
            return is_possible(stated.value, context.not_after) and not _is_outranked(stated, found)
    return True


def _is_outranked(stated: Finding, found: Extraction) -> bool:
    """True if what the page prints says more about its date than this part of the markup."""
    date: PartialDate = stated.value
    printed: Published = found.published
    if stated.rule == UTC_RULE:
        # The printed day is that of the page's own time zone, which may be the one beside it.
        return (
            printed.date is not None
            and printed.date.precision == date.precision == "day"
            and printed.basis == "stated"
            and not any(each.rule == "published.updated-line" for each in found.of("published"))
            and abs((printed.date.first_day - date.first_day).days) == 1
        )
    if stated.rule in (TIME_RULE, ADDRESS_RULE):
        is_open = bool(printed.candidates) and date not in printed.candidates
        return printed.date is not None or is_open
    return False


def _is_part(headline: str, title: str) -> bool:
    """True if the title begins with the headline, or has a long one whole further on, and more
    besides."""
    words, all_words = _LETTERS.findall(headline.casefold()), _LETTERS.findall(title.casefold())
    if not words or len(words) >= len(all_words):
        return False
    starts = range(len(all_words) - len(words) + 1) if len(words) >= _LONG_HEADLINE else range(1)
    return any(all_words[start : start + len(words)] == words for start in starts)


def extract_record(text: str, stated: Sequence[Finding], context: Context) -> Extraction:
    """Return the facts of a record shown as ``text``; ``stated`` has its values and their lines."""
    known = {each.field for each in stated}
    wanted = [fact for fact in _FROM_BODY if fact not in known]
    # A record has no furniture: nothing is learnt from it, and nothing learnt applies to it.
    found = extract_only(wanted, _story(text, stated), _unlearnt(context))
    kept = tuple(each for each in found.findings if each.field in wanted)
    values = {fact: value for fact, value in found.values.items() if fact in wanted}
    language = next((each.value for each in stated if each.field == "language"), "")
    values["published"] = _with_open_date(
        found.published, stated, language or found.values.get("language", ""), context
    )
    bare = replace(found, values=values, findings=kept)
    return with_stated(bare, (*stated, *_outlet_by_address(stated)), context)


def _with_open_date(
    read: Published, stated: Sequence[Finding], language: str, context: Context
) -> Published:
    """``read``, or the reason why the date that the record states is not known.

    If the date may be either of two days, the language of the record may tell which.
    """
    own = next((each for each in stated if each.rule == OPEN_DATE_RULE), None)
    if own is None or read.date is not None:
        return read
    date = read_machine_date(own.value)
    decided = by_language(date.readings, language) if date and len(date.readings) > 1 else None
    if decided is not None and is_possible(decided[0], context.not_after):
        day, reason = decided
        shown = quoted(own.value, _LONGEST_QUOTE)
        why = f"The record’s date, {shown}, is {day.words}, because of {reason}."
        return Published(day, "stated", why)
    candidates = tuple(sorted(date.readings)) if date else read.candidates
    return Published(None, "unknown", own.why, candidates)


def _story(text: str, stated: Sequence[Finding]) -> Page:
    """The page with its headline and body only; the lines keep their numbers."""
    headline = {
        n: each.value for each in stated if each.field == "headline" for n in each.locator.lines
    }
    body = {n for each in stated if each.field == "body" for n in each.locator.lines}
    return Page.of(
        "\n".join(
            line if number in body else headline.get(number, "")
            for number, line in enumerate(text.split("\n"), start=1)
        )
    )


def _outlet_by_address(stated: Sequence[Finding]) -> tuple[Finding, ...]:
    """The known outlet at the record's web address, where the record names none."""
    by_field = {each.field: each for each in stated}
    url = by_field.get("url")
    if url is None or "outlet" in by_field:
        return ()
    host = str(url.value).partition("://")[2].partition("/")[0].partition(":")[0]
    known = known_outlets().at_host(host)
    if known is None:
        return ()
    why = f"The record’s web address belongs to {known.name}."
    return (
        Finding("outlet", known.name, Locator(url.locator.lines, "key url"), "record.url", why),
    )


def with_stated(found: Extraction, stated: Sequence[Finding], context: Context) -> Extraction:
    """Return ``found`` with stated values in place of those read, and the findings of both.

    A stated ``published`` is a PartialDate; one after the capture's own time is a candidate only.
    """
    values: dict[str, Any] = {each.field: each.value for each in stated if each.field in FACTS}
    findings = []
    for each in stated:
        finding = each
        if each.field == "published":
            values["published"], finding = _published(each, context)
        findings.append(finding)
    kept = [each for each in found.findings if each.field not in values]
    return replace(found, values={**found.values, **values}, findings=(*findings, *kept))


def _published(finding: Finding, context: Context) -> tuple[Published, Finding]:
    date: PartialDate = finding.value
    if is_possible(date, context.not_after):
        is_inferred = finding.rule in (ADDRESS_RULE, INFERRED_RULE)
        basis: Basis = "inferred" if is_inferred else "stated"
        return Published(date, basis, finding.why), finding
    why = f"{finding.why} That is later than the capture, so it cannot be right."
    return Published(None, "unknown", why, (date,)), replace(finding, value=None, why=why)
