"""The edit page: evidence, pins, the source, and hostile text that stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.editpage import LINES_SHOWN, Span, spans
from articles.models import Article, MachineChange, Outlet

SCRIPT = "<script>alert('x')</script>"


@pytest.mark.parametrize(
    ("lines", "blank", "expected"),
    [
        ((), (), []),
        ((4,), (), [Span(4, 4)]),
        ((3, 1, 2, 2), (), [Span(1, 3)]),
        ((1, 3), (), [Span(1, 1), Span(3, 3)]),
        ((1, 3), (2,), [Span(1, 3)]),
        ((1, 5), (2, 4), [Span(1, 1), Span(5, 5)]),
    ],
    ids=str,
)
def test_line_numbers_become_runs_across_blank_lines(
    lines: Iterable[int], blank: tuple[int, ...], expected: list[Span]
) -> None:
    assert spans(lines, blank) == expected


def fact(response: Any, name: str) -> Any:
    return next(each for each in response.context["facts"] if each.name == name)


def test_each_fact_links_to_its_lines(desk: Any, article: Article) -> None:
    response = desk.client.get(desk.url(article))
    page = response.content.decode()

    for finding in article.findings:
        assert f'href="#L{finding["lines"][0]}"' in page
        assert finding["rule"] in page
    (headline,) = fact(response, "headline").evidence
    assert headline.spans == [Span(1, 1)]
    lines = response.context["source_lines"]
    assert [line.text for line in lines] == article.capture.lines
    assert ("headline", "Headline") in lines[0].starts
    assert 'id="L1" class="gave"' in page


def test_a_pin_shows_the_person_and_the_machines_value(desk: Any, article: Article) -> None:
    desk.save(article, headline="Mine")

    response = desk.client.get(desk.url(article))
    page = response.content.decode()

    assert "pinned by maria on " in page
    assert 'name="unpin_headline"' in page
    assert f"Found by the rules: “{article.headline}”" in page
    assert fact(response, "standfirst").machine is None
    assert 'name="unpin_standfirst"' not in page


def test_an_alias_of_a_merged_outlet_does_not_differ_from_the_machines_value(
    desk: Any, article: Article
) -> None:
    assert article.outlet is not None
    article.outlet.merge_into(Outlet.objects.create(name="Harbour Gazette"))

    response = desk.client.get(desk.url(article))

    assert fact(response, "outlet").words == "Harbour Gazette"
    assert fact(response, "outlet").machine is None


def test_the_date_shows_its_basis_reason_and_candidates(
    desk: Any, make_article: Callable[..., Article]
) -> None:
    article = make_article(
        published=None,
        published_basis="unknown",
        published_why="Two years fit the weekday.",
        published_candidates=["2015-03-04", "2020-03-04"],
    )

    page = desk.client.get(desk.url(article)).content.decode()

    assert "Two years fit the weekday." in page
    dates = (("1", "2015-03-04", "4 March 2015"), ("2", "2020-03-04", "4 March 2020"))
    for key, date, words in dates:
        named = f'name="candidate" value="{date}" accesskey="{key}"'
        assert f'<button type="submit" {named}>{words}</button>' in page


def test_the_page_shows_the_capture_and_the_changes_by_rules(
    desk: Any, make_article: Callable[..., Article]
) -> None:
    article = make_article()
    make_article("copy.txt", article.capture.text.replace("\n", "\r\n"))
    MachineChange.objects.create(
        article=article, cause="ingest", rule="url.own-line", field="url", old="", new="x://y"
    )

    page = desk.client.get(desk.url(article)).content.decode()

    assert article.capture.sha256 in page
    assert "bridge.txt" in page
    assert "copy.txt" in page
    assert "url.own-line" in page
    assert "“x://y”" in page
    assert article.get_absolute_url() in page


def test_a_very_long_source_is_cut_and_says_so(
    desk: Any, make_article: Callable[..., Article]
) -> None:
    article = make_article(text="A line of its own\n" * (LINES_SHOWN + 7))

    response = desk.client.get(desk.url(article))

    assert len(response.context["source_lines"]) == LINES_SHOWN
    assert "8 more lines are not shown." in response.content.decode()


def test_hostile_text_stays_text_on_every_page(
    desk: Any, make_article: Callable[..., Article], maria: Any
) -> None:
    article = make_article(f"{SCRIPT.replace('/', '')}.txt", f"{SCRIPT}\n\nA story {SCRIPT}\n")
    outlet = Outlet.objects.create(name=f"Out{SCRIPT}")
    finding = {"field": "headline", "value": SCRIPT, "lines": [1], "place": SCRIPT}
    Article.objects.filter(pk=article.pk).update(
        outlet=outlet,
        headline=SCRIPT,
        byline=[SCRIPT],
        published_why=SCRIPT,
        published_candidates=[SCRIPT],
        findings=[finding | {"rule": SCRIPT, "why": SCRIPT}],
        extracted=article.extracted | {"headline": f"other {SCRIPT}"},
        pins={"headline": {"by": SCRIPT, "at": "never"}},
    )
    MachineChange.objects.create(
        article=article, cause=SCRIPT, rule=SCRIPT, field="url", old=SCRIPT, new=[SCRIPT]
    )
    article = desk.save(Article.objects.get(pk=article.pk), standfirst=SCRIPT)
    pages = [
        desk.client.get(desk.url(article)),
        desk.client.get(reverse("admin:articles_article_history", args=[article.pk])),
        desk.client.get(reverse("admin:articles_article_changelist")),
        desk.client.get(reverse("admin:articles_machinechange_changelist")),
        desk.client.get(reverse("admin:articles_outlet_changelist")),
        desk.client.get(reverse("admin:articles_capture_change", args=[article.capture_id])),
        desk.act("extract_again", article, confirmed=False),
        desk.act("withdraw", article, confirmed=False),
        desk.send(article, desk.open(article) | {"headline": SCRIPT, "version": "1"}),
    ]

    for response in pages:
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert "&lt;script&gt;" in response.content.decode()


def test_the_pages_need_no_inline_script_or_style(desk: Any, article: Article) -> None:
    desk.save(article, headline="Mine")
    pages = [
        desk.client.get(desk.url(article)),
        desk.act("extract_again", article, confirmed=False),
        desk.act("withdraw", article, confirmed=False),
    ]

    for response in pages:
        page = response.content.decode()
        assert "<script" not in page
        assert " style=" not in page
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_withdrawn_article_says_so_and_offers_to_be_restored(desk: Any, article: Article) -> None:
    desk.act("withdraw", article)

    page = desk.client.get(desk.url(article)).content.decode()

    assert "readers cannot see or find this article" in page
    assert 'value="restore"' in page
    assert article.get_absolute_url() not in page


def test_the_page_needs_no_bytes_of_the_capture(desk: Any, article: Article) -> None:
    with CaptureQueriesContext(connection) as queries:
        desk.client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert not [each for each in queries if '"articles_capture"."compressed"' in each["sql"]]
