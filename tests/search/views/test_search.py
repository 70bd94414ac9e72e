"""The home page and the results page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client

from articles.models import Article, Outlet
from tests.conftest import lose

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = "<script>alert('x')</script>"


def total(client: Client, **parameters: str | list[str]) -> int:
    response = client.get("/", parameters)
    assert response.status_code == 200
    return int(response.context["inquiry"].total)


@pytest.mark.usefixtures("seeds")
class TestSeeds:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("idlib", 5),
            ('"operation spring shield"', 2),
            ("“operation spring shield”", 2),
            ("codenamed", 1),
            ("izzeddin", 1),
            ("İzzeddin", 1),
            ("idlib -turkey", 1),
            ("idlib NOT turkey", 1),
            ("talk", 5),
            ("talks", 5),
            ("Erdoğan", 5),
            ("syria’s", 5),
            ("syria's", 5),
            ("stopped", 3),
            ("stop", 3),
            ("outlet:tass", 3),
            ('outlet:"moscow times"', 1),
            ("headline:kremlin", 1),
            ("source:undesirable", 1),
            ("undesirable", 0),
            ("undesir*", 0),
            ("source:undesir*", 1),
            ("codenam*", 1),
            ("codenamed OR izzeddin", 2),
            ("(codenamed OR izzeddin) ankara", 1),
            ("date:2020-02", 1),
            ("date:2020-02..2020-03 izzeddin", 1),
            ("date:2019", 0),
        ],
    )
    def test_a_query_finds(self, client: Client, query: str, expected: int) -> None:
        assert total(client, q=query) == expected

    def test_filters_of_the_address(self, client: Client) -> None:
        assert total(client, outlet="tass") == 3
        assert total(client, outlet=["tass", "the-moscow-times"]) == 4
        assert total(client, outlet="unknown") == 0
        assert total(client, outlet="nobody") == 0
        assert total(client, date="2020-02") == 1
        assert total(client, **{"from": "2020-02", "to": "2020-02-29"}) == 1
        assert total(client, **{"from": "2020-03-01", "to": "2020-01-01"}) == 0

    def test_the_undated_articles_include_that_of_the_moscow_times(self, client: Client) -> None:
        response = client.get("/", {"date": "undated"})
        titles = [found.article.title for found in response.context["inquiry"].found]
        expected = "Kremlin to Turkey: Help Stop Attacks on Syrian and Russian Forces in Idlib"
        assert expected in titles

    def test_facet_counts_add_up_to_the_total(self, client: Client) -> None:
        inquiry = client.get("/", {"q": "idlib"}).context["inquiry"]
        for facet in inquiry.facets:
            assert sum(value.count for value in facet.values if not value.is_part) == inquiry.total

    def test_a_facet_keeps_its_counts_if_one_of_its_values_is_chosen(self, client: Client) -> None:
        def outlets(**parameters: str) -> dict[str, int]:
            facet = client.get("/", parameters).context["inquiry"].facets[0]
            return {value.value: value.count for value in facet.values}

        assert outlets(q="idlib", outlet="tass") == outlets(q="idlib")

    def test_every_facet_link_finds_as_many_as_its_count(self, client: Client) -> None:
        for facet in client.get("/", {"q": "idlib"}).context["inquiry"].facets:
            for value in facet.values:
                assert client.get(value.url).context["inquiry"].total == value.count

    def test_the_page_says_what_was_searched(self, client: Client) -> None:
        page = client.get("/", {"q": '"spring shield" -turkey', "outlet": "tass"})
        assert "the phrase “spring shield”" in page.text
        assert "without “turkey”" in page.text
        assert "from TASS" in page.text

    def test_words_no_article_has_together_give_those_with_some_of_them(
        self, client: Client
    ) -> None:
        page = client.get("/", {"q": "codenamed izzeddin"})
        inquiry = page.context["inquiry"]
        assert (inquiry.total, inquiry.partial) == (0, 2)
        assert [found.is_partial for found in inquiry.found] == [True, True]
        assert "No article has all words of" in page.text
        assert "2 articles have some of the words: codenamed, izzeddin" in page.text

    def test_articles_with_some_of_the_words_follow_those_with_all(self, client: Client) -> None:
        page = client.get("/", {"q": "idlib codenamed"})
        inquiry = page.context["inquiry"]
        assert inquiry.total == 1
        assert len(inquiry.found) == 1 + inquiry.partial
        assert [found.is_partial for found in inquiry.found].index(True) == 1
        assert f"{inquiry.partial} more articles have some of the words" in page.text

    @pytest.mark.parametrize("sort", ["relevance", "newest"])
    def test_any_of_the_words_counts_both(self, client: Client, sort: str) -> None:
        strict = client.get("/", {"q": "idlib codenamed"}).context["inquiry"]
        page = client.get("/", {"q": "idlib codenamed", "match": "any", "sort": sort})
        inquiry = page.context["inquiry"]
        assert (inquiry.total, inquiry.partial) == (strict.total + strict.partial, 0)
        assert sum(inquiry.counts.outlets.values()) == inquiry.total
        assert len(inquiry.found) == inquiry.total
        assert "any of the words" in [choice.label for choice in page.context["choices"]]

    def test_by_date_only_articles_with_all_words_are_listed(self, client: Client) -> None:
        page = client.get("/", {"q": "idlib codenamed", "sort": "newest"})
        inquiry = page.context["inquiry"]
        assert (inquiry.total, len(inquiry.found)) == (1, 1)
        assert inquiry.partial > 0 and "match=any" in page.text

    def test_an_inferred_date_is_marked_as_inferred(self, client: Client) -> None:
        assert "inferred" in client.get("/", {"q": "codenamed"}).text

    def test_a_page_past_the_end_is_the_last_with_a_note(self, client: Client) -> None:
        response = client.get("/", {"q": "idlib", "page": "99"})
        assert response.status_code == 200
        assert "There is no page 99" in response.text
        assert len(response.context["inquiry"].found) == 5

    @pytest.mark.parametrize(
        "query",
        [
            "date=x",
            "page=x",
            "sort=x",
            "from=x&to=y",
            "foo=bar",
            "q=%00%ff",
            "q=((((",
            "date=" * 300,
        ],
    )
    def test_a_malformed_parameter_gives_a_note(self, client: Client, query: str) -> None:
        assert client.get(f"/?q=idlib&{query}").status_code == 200

    def test_markup_in_a_query_is_escaped(self, client: Client) -> None:
        page = client.get("/", {"q": HOSTILE, "outlet": HOSTILE, "date": HOSTILE, HOSTILE: "1"})
        assert page.status_code == 200
        assert "<script>" not in page.text

    def test_markup_in_an_article_is_escaped(self, client: Client) -> None:
        outlet = Outlet.objects.create(name=f"{HOSTILE} Times")
        article = Article.objects.order_by("pk")[0]
        article.headline = f"{HOSTILE} idlib"
        article.body = f"idlib {HOSTILE}\n\n{HOSTILE}"
        article.byline = [HOSTILE]
        article.captions = [HOSTILE]
        article.url = "javascript:alert(1)"
        article.outlet = outlet
        article.save()
        for address in (
            "/?q=idlib",
            "/?q=script",
            article.get_absolute_url() + "?q=script",
            "/",
            "/outlets/",
            outlet.get_absolute_url(),
            "/archive/",
        ):
            text = client.get(address).text
            assert "<script>" not in text, address
            assert 'href="javascript:' not in text, address

    def test_the_newest_come_first_without_words_and_the_undated_last(self, client: Client) -> None:
        inquiry = client.get("/", {"q": ""}).context["inquiry"]
        dates = [found.article.published for found in inquiry.found]
        dated = [date for date in dates if date]
        assert dated == sorted(dated, reverse=True)
        assert dates == dated + [None] * (len(dates) - len(dated))
        oldest = client.get("/", {"q": "", "sort": "oldest"}).context["inquiry"]
        assert [f.article.published for f in oldest.found][: len(dated)] == sorted(dated)

    def test_an_edit_is_found_by_the_next_search(self, client: Client) -> None:
        article = Article.objects.order_by("pk")[0]
        article.headline = "Xylophone recital"
        article.save()
        assert total(client, q="xylophone") == 1

    def test_the_number_of_database_queries_does_not_grow_with_the_hits(
        self, client: Client, django_assert_num_queries: object
    ) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        def queries(query: str) -> int:
            with CaptureQueriesContext(connection) as captured:
                client.get("/", {"q": query})
            return len(captured)

        assert queries("codenamed") == queries("idlib")


class TestOutage:
    def test_an_engine_that_is_down_is_a_503_with_articles_from_the_table(
        self, client: Client, seeds: object, index_folder: Path
    ) -> None:
        lose(index_folder)
        response = client.get("/", {"q": "kremlin"})
        assert response.status_code == 503
        assert "Kremlin to Turkey" in response.text
        assert "<code>manage.py reindex</code>" in response.text
        assert client.get("/", {"q": "x" * 60_000}).status_code == 503

    def test_an_empty_archive_says_how_to_fill_it(self, client: Client) -> None:
        for address in ("/", "/?q=idlib"):
            response = client.get(address)
            assert response.status_code == 200
            assert "manage.py ingest" in response.text


@pytest.mark.usefixtures("seeds")
def test_the_home_page_says_what_the_archive_holds(client: Client) -> None:
    response = client.get("/")
    assert response.context["total"] == 5
    assert "Middle East Monitor" in response.text


@pytest.mark.usefixtures("seeds")
def test_an_unknown_parameter_alone_is_the_home_page_with_a_note(client: Client) -> None:
    response = client.get("/?utm_source=x")
    assert response.context["total"] == 5
    assert "Not part of a search, so ignored: “utm_source”." in response.text


@pytest.mark.usefixtures("seeds")
def test_a_date_range_offers_to_include_undated_articles(client: Client) -> None:
    inquiry = client.get("/", {"q": "idlib", "from": "2020"}).context["inquiry"]
    (undated,) = [v for f in inquiry.facets for v in f.values if v.value == "undated"]
    assert undated.label == "Include undated"
    assert client.get(undated.url).context["inquiry"].total == inquiry.total + undated.count


@pytest.mark.usefixtures("seeds")
def test_pages_carry_a_strict_content_security_policy(client: Client) -> None:
    policy = client.get(f"/?{urlencode({'q': 'idlib'})}").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.usefixtures("seeds")
def test_only_get_head_and_the_form_s_post_are_allowed(client: Client) -> None:
    assert client.put("/", {"q": "idlib"}).status_code == 405
    assert client.delete("/?q=idlib").status_code == 405
    assert client.head("/?q=idlib").status_code == 200
