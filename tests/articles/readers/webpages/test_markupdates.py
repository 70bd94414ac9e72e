"""The date of publication of a web page: what its markup states, and what it does not."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.extraction.findings import Context, Published
from articles.extraction.stated import capture_time_in, extract_html
from articles.readers.webpages.html import stated_values
from articles.readers.webpages.markupdates import published_in
from articles.readers.webpages.visibletext import visible_text

STORY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The ringers of Saint Orrin rang the largest bell on Sunday for the first time since it "
        "cracked, and half of the valley came up the hill to hear it.",
        "A founder from the coast had welded the crack in a shed beside the church, where the bell "
        "had stood on two beams for most of the winter.",
        "“It is half a tone lower than it was,” said the captain of the tower, who has rung there "
        "since she was a girl. “Nobody minds.”",
    )
)
JSON_LD = '<script type="application/ld+json">{}</script>'


def page(head: str = "", *, above: str = "", below: str = "", after: str = "") -> str:
    return (
        f"<html><head><title>Cracked bell rings again | The Valley Echo</title>{head}</head><body>"
        f"<article><h1>Cracked bell rings again</h1>{above}{STORY}{below}</article>{after}</body>"
    )


def published(markup: str) -> Published:
    text = visible_text(markup)
    found: Published = extract_html(text, stated_values(markup, text), Context()).published
    return found


@pytest.mark.parametrize(
    "markup",
    [
        page(after="<footer>© 2024 The Valley Echo. All rights reserved.</footer>"),
        page(below="<p>The tower was begun in 1487 and raised in 2011.</p>"),
        page(below="<table><tr><td>2017</td><td>41 ringers</td></tr></table>"),
        page('<link rel="stylesheet" href="/style.css?v=20180412">'),
        page(above='<img src="/uploads/2016/11/bell.jpg">'),
        page(below="<p>The next fair opens on 24 December 2019.</p>"),
        page(below="<p><i>Correction, 9 March 2019: An earlier version was wrong.</i></p>"),
        page('<meta property="article:modified_time" content="2019-03-09T10:00:00Z">'),
        page(
            JSON_LD.format(
                '{"@type": "ItemList", "itemListElement": '
                '[{"@type": "NewsArticle", "datePublished": "2018-01-01"}]}'
            )
        ),
    ],
)
def test_a_number_that_is_no_statement_is_no_date(markup: str) -> None:
    assert published(markup).date is None


@pytest.mark.parametrize(
    "markup",
    [
        page(
            after='<section id="comments"><div class="comment"><b>ana1</b> '
            '<time datetime="2019-03-09">9 March 2019</time><p>Lovely.</p></div></section>'
        ),
        page(
            after='<aside><ul><li><time datetime="2019-07-01">1 Jul 2019</time> '
            "Another story of the valley here</li></ul></aside>"
        ),
    ],
)
def test_times_in_comments_and_sidebars_state_nothing_about_the_page(markup: str) -> None:
    assert published_in(markup) is None


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        (
            page('<meta property="article:published_time" content="2019-03-03T09:00:00Z">'),
            "<meta property=article:published_time>",
        ),
        (page('<meta name="DC.date.issued" content="2019-03-03">'), "<meta name=DC.date.issued>"),
        (
            page(JSON_LD.format('{"@type": "NewsArticle", "datePublished": "2019-03-03"}')),
            "“datePublished” in JSON-LD",
        ),
        (
            page(
                JSON_LD.format(
                    '{"@graph": [{"@type": "WebPage", "datePublished": "2019-03-01"}, {"@type": '
                    '["Article"], "headline": "Cracked bell rings again", "datePublished": '
                    '"2019-03-03"}, {"@type": "Article", "headline": "Other", "datePublished": '
                    '"2019-03-07"}]}'
                )
            ),
            "“datePublished” in JSON-LD",
        ),
        (
            page(JSON_LD.format('{"@type": "Article", "datePublished": "2019-03-03",}')),
            "“datePublished” in JSON-LD",
        ),
        (
            page(above='<time itemprop="datePublished" datetime="2019-03-03">Sunday</time>'),
            "<time itemprop=datePublished>",
        ),
        (
            page(above='<time class="entry-date published" datetime="2019-03-03">Sunday</time>'),
            "<time class=entry-date published>",
        ),
        (page(above='<time datetime="2019-03-03">3 days ago</time>'), "<time datetime>"),
    ],
)
def test_what_the_markup_states_counts_with_the_element_quoted(markup: str, place: str) -> None:
    found = published(markup)
    assert (str(found.date), found.basis) == ("2019-03-03", "stated")
    assert place in found.why


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- FILE ARCHIVED ON 10:02:14 Mar 07, 2019 AND RETRIEVED FROM THE ARCHIVE -->",
        "<!-- Page saved with SingleFile \n url: https://valley.example/bell \n saved date: "
        "Thu Mar 07 2019 10:02:14 GMT+0100 (Central European Standard Time) -->",
    ],
)
def test_a_comment_of_an_archive_says_when_the_page_was_captured(comment: str) -> None:
    markup = page(above="<p>3 days ago</p>", after=comment)
    stated = stated_values(markup, visible_text(markup))
    at = capture_time_in(stated)
    assert at == dt.datetime(2019, 3, 7, 12, tzinfo=dt.UTC)
    found = extract_html(visible_text(markup), stated, Context(captured_at=at)).published
    assert (str(found.date), found.basis) == ("2019-03-04", "inferred")


@pytest.mark.parametrize("depth", [5, 900])
def test_lists_within_lists_end_somewhere(depth: int) -> None:
    data = "[" * depth + '{"@type": "NewsArticle", "datePublished": "2019-03-03"}' + "]" * depth
    found = published(page(JSON_LD.format(data)))
    assert str(found.date) == ("2019-03-03" if depth < 6 else "None")


def test_years_before_the_web_are_years() -> None:
    markup = page('<meta property="article:published_time" content="1989-03-03T00:00:00Z">')
    assert str(published(markup).date) == "1989-03-03"


@pytest.mark.parametrize(
    "after",
    [
        '<div class="comment"><time datetime="2019-03-09">9 March 2019</time></div>',
        '<aside><time datetime="2019-07-01">1 Jul 2019</time> Another story</aside>',
    ],
)
def test_the_date_under_the_byline_comes_before_those_of_comments_and_sidebars(after: str) -> None:
    found = published(page(above="<p>By Lorna Petrie</p><p>March 3, 2019</p>", after=after))
    assert str(found.date) == "2019-03-03"
    assert "March 3, 2019" in found.why


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("/2019/03/bell", "2019-03"),
        ("/2019/03/04/bell", "2019-03-04"),
        ("/bell-2019", "None"),
        ("/2000/10-bells", "None"),
    ],
)
def test_an_address_names_a_month_or_a_day(address: str, date: str) -> None:
    found = published(page(f'<link rel="canonical" href="https://valley.example{address}">'))
    assert str(found.date) == date
    assert found.basis == ("unknown" if date == "None" else "inferred")


def test_the_order_of_day_and_month_stays_open() -> None:
    found = published(page(above="<p class=date>03/04/2019</p>"))
    assert found.date is None
    assert [str(each) for each in found.candidates] == ["2019-03-04", "2019-04-03"]


def test_a_moment_in_utc_is_a_day_of_the_zone_that_the_page_uses_elsewhere() -> None:
    found = published(
        page(
            '<meta property="article:published_time" content="2019-03-04T02:30:00Z">'
            '<meta property="article:modified_time" content="2019-03-05T10:00:00-05:00">'
        )
    )
    assert str(found.date) == "2019-03-03"
    assert "UTC-05:00" in found.why


def test_a_moment_in_utc_yields_to_the_day_beside_it_that_the_page_prints() -> None:
    stated = '<meta property="article:published_time" content="2019-03-04T02:30:00Z">'
    assert str(published(page(stated, above="<p>March 3, 2019</p>")).date) == "2019-03-03"
    assert str(published(page(stated, above="<p>March 1, 2019</p>")).date) == "2019-03-04"
    assert str(published(page(stated, above="<p>Updated March 5, 2019</p>")).date) == "2019-03-04"
