"""Web pages: what the markup states, and the visible text where it is silent."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from articles.extraction.findings import Context, Extraction, Finding, Locator
from articles.extraction.stated import extract_html
from articles.partialdate import PartialDate
from articles.readers import Unreadable
from articles.readers.webpages.html import stated_values
from articles.readers.webpages.visibletext import visible_text

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


@pytest.mark.parametrize(
    "title",
    [
        "The Harbour Post -- News -- Harbour bridge closes for repairs",
        "Opinion | Harbour bridge closes for repairs",
        "Analysis: Harbour bridge closes for repairs | The Harbour Post",
    ],
)
def test_a_long_headline_comes_before_a_title_that_has_it_anywhere(title: str) -> None:
    assert extracted(("headline", title)).headline == "Harbour bridge closes for repairs"


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


STORY_PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT.split("\n")[3:])


def page(inside: str = "", below: str = "", head: str = "") -> Extraction:
    markup = (
        f"<html><head><title>Harbour bridge closes for repairs</title>{head}</head><body>"
        f"<article><h1>Harbour bridge closes for repairs</h1>{inside}{STORY_PARAGRAPHS}"
        f"<p>The mayor promised to walk to work until then, and so did two of the engineers.</p>"
        f"</article>{below}</body></html>"
    )
    text = visible_text(markup)
    return extract_html(text, stated_values(markup, text), NOW)


def test_byline_and_date_are_no_part_of_the_text_of_a_page() -> None:
    found = page("<p class=by>By Ana Ruiz</p><p class=on>12 June 2021</p>")
    assert found.byline == ("Ana Ruiz",)
    assert found.published.date == PartialDate(2021, 6, 12)
    assert found.body[0].startswith("The council closed")


@pytest.mark.parametrize(
    ("head", "inside", "below"),
    [
        ("<!-- published 2021-06-12 -->", "", ""),
        ('<!-- <meta property="article:published_time" content="2021-06-12"> -->', "", ""),
        ("", "<!-- <time pubdate datetime=2021-06-12>12 June 2021</time> -->", ""),
        ("", "<p><!-- 12 June 2021 --></p>", ""),
        ("", "", "<!-- Served from cache @ 2021-06-12 10:02:14 -->"),
        ("", "<div>" * 5000 + "<!-- <p>12 June 2021</p> -->", ""),
        ("", "", "<div><b>mossgirl</b> <i>12 June 2021</i><p>I saw the cracks myself.</p></div>"),
        ("", "", "<div>Tam says:</div><div>12 June 2021 at 10:02</div><p>I saw them.</p>"),
    ],
)
def test_dates_in_comments_are_not_read(head: str, inside: str, below: str) -> None:
    """Neither those of the markup nor those of readers."""
    found = page(inside, below, head)
    assert (found.published.date, found.published.basis) == (None, "unknown")
    assert len(found.body) == 3


@pytest.mark.parametrize(
    "title", ["{} | Harbour Gazette", "Harbour Gazette – {}", "{} - News - Harbour Gazette"]
)
def test_the_name_of_the_site_is_no_headline(title: str) -> None:
    headline = "Quaymaster resigns over ferry contract"
    markup = (
        f"<html><head><title>{title.format(headline)}</title></head><body><h1>Harbour Gazette</h1>"
        f"<article><h2>{headline}</h2>{STORY_PARAGRAPHS}</article></body></html>"
    )
    text = visible_text(markup)
    found = extract_html(text, stated_values(markup, text), NOW)
    assert found.headline == headline
    assert found.body[0].startswith("The council closed")


def test_a_role_in_markup_is_no_author() -> None:
    found = page(head='<meta name="author" content="Lorna Pettifer, Political Editor">')
    assert found.byline == ("Lorna Pettifer",)


def test_subheads_between_paragraphs_are_part_of_the_text() -> None:
    shops = "".join(
        f"<h2>{number}. {name}</h2><p>Fried in {fat} for years, and nobody would have it otherwise.</p>"
        for number, name, fat in (
            (2, "The <b>Mole</b>", "oil"),
            (1, "Ruiz &amp; Daughter", "beef fat"),
        )
    )
    markup = (
        "<!doctype html><title>The 2 best chip shops</title><body><h1>The 2 best chip shops</h1>"
        f"<p>We ate 31 portions in one week so that you need not.</p>{shops}"
        "<h2>More from the Gazette</h2><p>Two libraries may close</p></body>"
    )
    text = visible_text(markup)
    body = extract_html(text, stated_values(markup, text), NOW).body
    assert body[:5] == (
        "We ate 31 portions in one week so that you need not.",
        "2. The Mole",
        "Fried in oil for years, and nobody would have it otherwise.",
        "1. Ruiz & Daughter",
        "Fried in beef fat for years, and nobody would have it otherwise.",
    )
