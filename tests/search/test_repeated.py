"""The tags for parts that repeat many times on a page: each value in its place, and escaped."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from articles.models import Article
from search.addresses.parameters import Parameters
from search.charts.coverage import Cell
from search.charts.histogram import Bar, Histogram
from search.facets import FacetValue
from search.highlighting.marking import Snippet, mark
from search.inquiry.foundarticles import FoundArticle


def rendered(tag: str, **values: object) -> str:
    return Template("{% load repeated %}{% " + tag + " %}").render(Context(values))


def found(*snippets: Snippet, language: str = "en") -> FoundArticle:
    return FoundArticle(Article(language=language), 1.0, False, mark("", ()), snippets)


def test_a_snippet_is_marked_where_it_matches_and_escaped_everywhere() -> None:
    snippet = Snippet("body", "<b>talks</b> & more", ((3, 8),))

    assert rendered("snippets found", found=found(snippet)) == (
        '<p class="snippet" dir="auto">&lt;b&gt;<mark>talks</mark>&lt;/b&gt; &amp; more</p>\n'
    )


def test_snippets_carry_the_language_of_their_article() -> None:
    html = rendered("snippets found", found=found(Snippet("body", "Öl"), language="de"))

    assert html == '<p class="snippet" dir="auto" lang="de">Öl</p>\n'


@pytest.mark.parametrize(
    ("field", "place"),
    [
        pytest.param("captions", "In a caption", id="caption"),
        pytest.param("standfirst", "In the standfirst", id="standfirst"),
        pytest.param("source", "In the source file", id="source"),
    ],
)
def test_a_snippet_from_outside_the_text_names_its_place(field: str, place: str) -> None:
    html = rendered("snippets found", found=found(Snippet(field, "A port")))

    assert f'<span class="place">{place}:</span> A port' in html


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            {"published": dt.date(2020, 3, 4), "published_basis": "stated"},
            '<time datetime="2020-03-04">4 March 2020</time>',
            id="stated",
        ),
        pytest.param(
            {
                "published": dt.date(2020, 3, 1),
                "published_precision": "month",
                "published_basis": "inferred",
                "published_why": 'The "line" <before>',
            },
            '<time datetime="2020-03">March 2020</time> <span class="certainty" '
            'title="The &quot;line&quot; &lt;before&gt;">date inferred</span>',
            id="inferred",
        ),
        pytest.param(
            {
                "published": dt.date(2020, 3, 4),
                "published_basis": "edited",
                "published_why": "By ann",
            },
            '<time datetime="2020-03-04">4 March 2020</time> <span class="certainty" '
            'title="By ann">date set by an editor</span>',
            id="edited",
        ),
        pytest.param({}, '<span class="certainty">undated</span>', id="undated"),
        pytest.param(
            {"published_why": "Two dates"},
            '<span class="certainty" title="Two dates">undated</span>',
            id="undated, with a reason",
        ),
    ],
)
def test_when_an_article_was_published(facts: dict[str, object], expected: str) -> None:
    assert rendered("published article", article=Article(**facts)) == expected


def test_values_of_a_facet() -> None:
    values = [
        FacetValue("a", "A & B", 1234, True, Parameters),
        FacetValue("2020-03", "March", 5, False, Parameters, is_part=True),
    ]

    assert rendered("facet_values values", values=values) == (
        '<ul><li><a href="/?q=#filters" aria-current="true"><bdi>A &amp; B</bdi>'
        "<b> 1,234</b></a></li>"
        '<li class="part"><a href="/?q=#filters"><bdi>March</bdi><b> 5</b></a></li></ul>'
    )


def bar(words: str, count: int, of: int | None = None, chosen: bool = False) -> Bar:
    return Bar(words, count, of, "/?q=a&b=<", chosen, "", 3, 40.0)


def test_bars_of_a_histogram_are_drawn_where_there_are_articles() -> None:
    histogram = Histogram("year", (bar("2019", 1200), bar("2020", 0)), 1200, False, 0)

    assert rendered("bars histogram", histogram=histogram) == (
        '<a href="/?q=a&amp;b=&lt;" tabindex="-1"><title>2019: 1,200</title>'
        '<rect x="3"/><rect x="3" y="60" height="40"/></a>'
    )
    assert rendered("bar_rows histogram", histogram=histogram) == (
        '<tr><th scope="row"><a href="/?q=a&amp;b=&lt;">2019</a></th><td>1,200</td></tr>'
    )


def test_bars_that_show_shares_name_all_articles_of_the_period() -> None:
    histogram = Histogram("year", (bar("2019", 5, of=1000, chosen=True),), 0.5, True, 0)

    assert "<title>2019: 5 of 1,000, 0.5%</title>" in rendered(
        "bars histogram", histogram=histogram
    )
    assert ' class="chosen"' in rendered("bars histogram", histogram=histogram)
    assert rendered("bar_rows histogram", histogram=histogram) == (
        '<tr><th scope="row"><a href="/?q=a&amp;b=&lt;" aria-current="true">2019</a></th>'
        "<td>5</td><td>1,000</td><td>0.5%</td></tr>"
    )


def test_cells_of_the_coverage_table() -> None:
    row = SimpleNamespace(cells=[Cell(0, "", 0), Cell(1200, "/?a=1&b=2", 4)])

    assert rendered("cells row", row=row) == (
        '<td>0</td><td class="shade-4"><a href="/?a=1&amp;b=2">1,200</a></td>'
    )
