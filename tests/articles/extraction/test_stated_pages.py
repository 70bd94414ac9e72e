"""Web pages: what the markup states, and the visible text where it is silent."""

from __future__ import annotations

import datetime as dt

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from articles.extraction.findings import Context, Extraction, Finding, Locator
from articles.extraction.stated import extract_html
from articles.partialdate import PartialDate
from articles.readers import Unreadable
from articles.readers.html import stated_values, visible_text

NOW = Context(captured_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
TEXT = """Harbour bridge closes for repairs
By Ana Ruiz
12 June 2021
The council closed the harbour bridge on Monday after inspectors found cracks in two of its piers.
Engineers said that the work would take until autumn and that ferries would run every ten minutes."""


def extracted(*given: tuple[str, object]) -> Extraction:
    findings = [
        Finding(field, value, Locator((), "meta"), "html.meta", "The markup states it.")
        for field, value in given
    ]
    return extract_html(TEXT, findings, NOW)


def test_without_values_the_text_is_read_as_any_other() -> None:
    found = extracted()
    assert found.headline == "Harbour bridge closes for repairs"
    assert found.published.date == PartialDate(2021, 6, 12)
    assert len(found.body) == 2


def test_a_stated_value_stands_before_what_is_read() -> None:
    found = extracted(("published", PartialDate(2021, 6, 11)), ("outlet", "The Harbour Post"))
    assert (found.published.date, found.published.basis) == (PartialDate(2021, 6, 11), "stated")
    assert found.outlet == "The Harbour Post"
    assert [each.locator.place for each in found.of("published")] == ["meta"]


def test_a_title_with_more_than_the_headline_gives_way_to_it() -> None:
    found = extracted(("headline", "Harbour bridge closes for repairs | Local | The Harbour Post"))
    assert found.headline == "Harbour bridge closes for repairs"


def test_another_title_is_the_headline() -> None:
    assert extracted(("headline", "Bridge shut")).headline == "Bridge shut"


def test_a_stated_date_after_the_capture_gives_way_to_the_text() -> None:
    found = extracted(("published", PartialDate(2024, 6, 1)))
    assert found.published.date == PartialDate(2021, 6, 12)


_MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div hidden>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<table><td>",
            "&#0;",
            "<meta name='author' content='",
            "'>",
            "<title>",
            "<![CDATA[",
            "&amp;",
            '<a href="',
            "\x00",
        ]
    )
    | st.text(max_size=20),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=60)
@drawn(_MARKUP)
def test_any_markup_is_read_or_refused(markup: str) -> None:
    try:
        text = visible_text(markup)
    except Unreadable as unreadable:
        assert str(unreadable)
        return
    found = extract_html(text, stated_values(markup, text), NOW)
    count = len(text.split("\n"))
    for finding in found.findings:
        assert all(1 <= line <= count for line in finding.locator.lines)
