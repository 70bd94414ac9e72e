"""A structured record: what it states stands; rules read the rest from its body alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articles.extraction import extract
from articles.extraction.findings import Context, Extraction, Finding, Locator
from articles.extraction.given import FIELDS, with_given
from articles.extraction.outlets import known_outlets
from articles.extraction.page import Page

# What a wire story's own words tell. Headlines, bylines and the like are keys of a record:
# where it has none of them, a line of its body is none either.
_FROM_BODY = ("agency", "dateline", "published", "language")


def extract_record(text: str, given: Sequence[Finding], context: Context) -> Extraction:
    """The fields of a record shown as ``text``, in which ``given`` say where each value stands."""
    found = extract(_story(text, given), Context(captured_at=context.captured_at))
    kept = tuple(each for each in found.findings if each.field in _FROM_BODY)
    nothing = {name: empty for name, empty in FIELDS.items() if name not in _FROM_BODY}
    # A record has no furniture: nothing is learnt from it, and nothing learnt applies to it.
    bare = replace(found, **nothing, findings=kept, learnable={})
    return with_given(bare, (*given, *_outlet_by_address(given)), context)


def _story(text: str, given: Sequence[Finding]) -> Page:
    """The page with its headline and body only; the lines keep their numbers."""
    headline = {
        n: each.value for each in given if each.field == "headline" for n in each.locator.lines
    }
    body = {n for each in given if each.field == "body" for n in each.locator.lines}
    return Page.of(
        "\n".join(
            line if number in body else headline.get(number, "")
            for number, line in enumerate(text.split("\n"), start=1)
        )
    )


def _outlet_by_address(given: Sequence[Finding]) -> tuple[Finding, ...]:
    """The known outlet at the record's web address, where the record names none."""
    by_field = {each.field: each for each in given}
    url = by_field.get("url")
    if url is None or "outlet" in by_field:
        return ()
    host = str(url.value).partition("://")[2].partition("/")[0].partition(":")[0]
    known = known_outlets().at_host(host)
    if known is None:
        return ()
    why = f"The record’s web address is of {known.name}."
    return (
        Finding("outlet", known.name, Locator(url.locator.lines, "key url"), "record.url", why),
    )
