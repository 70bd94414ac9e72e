"""What lies at hand on a page of results: typed dates, the length and the form of the list, numbered
pages, the form that composes a search, and metadata for reference managers."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from articles.models import Article, Outlet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

COINS = re.compile(r'class="Z3988" title="([^"]+)"')


class TestTypedDates:
    @pytest.mark.parametrize(
        ("typed", "address"),
        [
            ("from=1+March+2020", "/?q=idlib&from=2020-03-01"),
            ("from=7/3/2020&to=", "/?q=idlib&from=2020-03-07"),
            ("from=March+2020+to+May+2020", "/?q=idlib&from=2020-03&to=2020-05"),
            ("to=2019-2021&outlet=tass", "/?q=idlib&outlet=tass&from=2019&to=2021"),
        ],
    )
    def test_they_become_dates_in_the_address(
        self, client: Client, typed: str, address: str
    ) -> None:
        response = client.get(f"/?q=idlib&{typed}")
        assert (response.status_code, response.headers["Location"]) == (302, address)

    def test_last_week_becomes_the_days_of_that_week(self, client: Client) -> None:
        location = client.get("/?q=idlib&from=last+week").headers["Location"]
        first, last = re.findall(r"[0-9-]{10}", location)
        assert first < last < timezone.localdate().isoformat()

    def test_beside_an_unreadable_date_the_page_says_what_works(self, client: Client) -> None:
        page = client.get("/?q=idlib&from=1+March+2020&to=soon")
        assert page.status_code == 200
        assert 'value="2020-03-01"' in page.text and 'value="soon"' in page.text
        assert "or a period such as last week, 2019 to 2021 or March to May 2020." in page.text
        assert all("from=2020-03-01" in link.url for link in page.context["facets"][0].shown)

    @pytest.mark.parametrize(("day_first", "meant"), [(True, "7 March"), (False, "3 July")])
    def test_the_field_says_what_a_slashed_date_means(
        self, client: Client, day_first: bool, meant: str
    ) -> None:
        with override_settings(DAY_FIRST=day_first):
            assert f"7/3/2020 ({meant} 2020)" in client.get("/?q=idlib").text
            location = client.get("/?q=idlib&from=7/3/2020").headers["Location"]
        assert location.endswith("from=2020-03-07" if day_first else "from=2020-07-03")

    def test_programs_may_send_them_too(self, client: Client) -> None:
        found = client.get("/api/search", {"q": "idlib", "from": "1 March 2020"}).json()
        same = client.get("/api/search", {"q": "idlib", "from": "2020-03-01"}).json()
        assert found == same


class TestList:
    def test_the_length_of_a_page_is_chosen_by_a_link(self, client: Client) -> None:
        page = client.get("/?q=idlib&per_page=2&page=2")
        assert len(page.context["inquiry"].found) == 2
        assert [link.number for link in page.context["pages"].links] == [1, 2, 3]
        assert page.context["pages"].links[2].url == "/?q=idlib&per_page=2&page=3"
        assert page.context["sizes"][0] == (10, "/?q=idlib&per_page=10", False)
        assert page.context["sizes"][1] == (20, "/?q=idlib", False)
        assert '<b aria-current="page">2</b>' in page.text

    def test_a_compact_list_has_no_passages(self, client: Client) -> None:
        full, compact = client.get("/?q=idlib"), client.get("/?q=idlib&list=compact")
        assert 'class="snippet"' in full.text and 'class="snippet"' not in compact.text
        assert compact.text.count('class="hit"') == full.text.count('class="hit"') == 5
        assert 'href="/?q=idlib&amp;list=compact"' in full.text

    def test_articles_lead_back_to_the_same_list(self, client: Client) -> None:
        page = client.get("/?q=idlib&per_page=2&page=2").text
        link = re.search(r'href="(/articles/[^"]+)"', page)
        assert link is not None
        article = client.get(unescape(link[1]))
        assert article.context["search_url"] == "/?q=idlib&per_page=2&page=2"
        assert article.context["place"].number == 3

    def test_the_filters_of_an_address_are_unfolded(self, client: Client) -> None:
        page = client.get("/?q=idlib").text
        assert 'href="/?q=idlib&amp;outlet=tass#filters"' in page
        assert '<nav id="filters" aria-label="Filters">' in page


class TestComposing:
    def test_the_form_is_answered_with_the_address_of_the_search(self, client: Client) -> None:
        fields = {"all": "idlib", "any": "turkey russia", "none": "oil", "within": "10"}
        response = client.post("/", fields | {"outlet": "tass", "phrase": "", "near": ""})
        assert response.status_code == 303
        assert response.headers["Location"] == "/?outlet=tass&q=idlib+%28turkey+OR+russia%29+-oil"
        assert client.get(response.headers["Location"]).context["inquiry"].notes == ()

    def test_home_and_results_lead_to_it_and_it_keeps_the_filters(self, client: Client) -> None:
        assert 'href="/search/help#compose"' in client.get("/").text
        address = client.get("/?q=idlib&outlet=tass&per_page=50").context["compose_url"]
        assert address == "/search/help?outlet=tass&per_page=50#compose"
        page = client.get(address).text
        assert '<input type="hidden" name="outlet" value="tass">' in page
        assert 'name="phrase"' in page


class TestMetadata:
    def test_lists_give_each_article_to_reference_managers(self, client: Client) -> None:
        tass = Outlet.objects.get(slug="tass")
        ids = [each.public_id for each in Article.objects.filter(outlet=tass)]
        chosen = "&".join(f"id={each}" for each in ids)
        for address in (tass.get_absolute_url(), f"/selection/?{chosen}", "/?outlet=tass"):
            found = COINS.findall(client.get(address).text)
            assert len(found) == len(ids) == 3, address
        assert len(COINS.findall(client.get("/archive/2020/03/").text)) > 1

    def test_a_page_in_another_language_says_so(self, client: Client) -> None:
        article = Article.objects.get(headline__startswith="Russia backs")
        address = article.get_absolute_url()
        assert '<html lang="en">' in client.get(address).text
        article.language = "de"
        article.save()
        page = client.get(address).text
        assert '<html lang="de">' in page and '<body lang="en">' in page
        assert '<meta name="citation_language" content="de">' in page

    def test_the_page_cites_the_original_address(self, client: Client) -> None:
        article = Article.objects.get(headline__startswith="Russia backs")
        article.url = "https://tass.example/idlib"
        article.save()
        page = client.get(article.get_absolute_url()).text
        assert '<meta name="citation_public_url" content="https://tass.example/idlib">' in page
        assert (
            f"https://tass.example/idlib. Archived at http://testserver/articles/{article.public_id}/"
            in page
        )
        assert "<i>Middle East Monitor</i>" in page
        for extension in ("bib", "ris", "json"):
            record = client.get(f"/articles/{article.public_id}/cite.{extension}").text
            assert "https://tass.example/idlib" in record
            assert f"http://testserver/articles/{article.public_id}/" in record

    def test_names_in_another_direction_stand_apart(self, client: Client) -> None:
        Outlet.objects.filter(slug="tass").update(name="العربي الجديد")
        for address in ("/?q=idlib", "/outlets/tass/", "/coverage/"):
            page = client.get(address).text
            assert "<bdi>العربي الجديد</bdi>" in page or 'dir="auto">العربي الجديد' in page, address
