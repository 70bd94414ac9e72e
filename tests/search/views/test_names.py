"""Names and quotations on pages, in files and in searches."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import F, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.mentions.corrections import set_speaker
from articles.mentions.storage import bring_up_to_date
from articles.models import Article, Outlet
from articles.partialdate import PartialDate
from search.index.documents import document_of
from search.index.draining import rebuild
from tests.articles.stories import article

pytestmark = pytest.mark.django_db(transaction=True)

BODIES = {
    "Ferry": "“The hull <b>has</b> a tear,” Captain Anna Weil said in Paris.",
    "Storm": "Captain Anna Weil spoke in Rome. “We wait for calm weather,” she said.",
    "Harbour": "“The quay is shut for repairs,” Mayor Olaf Brun said. On Friday, Weil was in Rome.",
}


@pytest.fixture
def stories() -> Iterator[dict[str, Article]]:
    made = {headline: article(headline, body) for headline, body in BODIES.items()}
    for number, each in enumerate(made.values()):
        each.language = "en"
        each.published, each.published_precision = dt.date(2021, 1, 1 + number), "day"
        each.save()
    bring_up_to_date()
    rebuild()
    yield made


def found(client: Client, q: str) -> list[str]:
    inquiry = client.get("/", {"q": q}).context["inquiry"]
    assert inquiry.total == len(inquiry.found)
    return sorted(each.article.headline for each in inquiry.found)


@pytest.mark.parametrize(
    ("q", "wanted"),
    [
        ("quote:tears", ["Ferry"]),
        ('quote:"calm weather"', ["Storm"]),
        ("quote:paris", []),
        ('speaker:"Anna Weil"', ["Ferry", "Storm"]),
        ("speaker:weil -quote:hull", ["Storm"]),
        ("speaker:weil OR speaker:brun", ["Ferry", "Harbour", "Storm"]),
        ("has:quote rome", ["Harbour", "Storm"]),
    ],
)
def test_searches_find_speakers_and_what_they_say(
    client: Client, stories: dict[str, Article], q: str, wanted: list[str]
) -> None:
    assert found(client, q) == wanted


def test_a_correction_reaches_the_search_and_every_page(
    client: Client, stories: dict[str, Article]
) -> None:
    editor = User.objects.create_user("mira")
    set_speaker(stories["Storm"], "We wait for calm weather", "Pia Sand", editor)
    assert found(client, 'speaker:"Pia Sand"') == ["Storm"]
    assert found(client, "speaker:weil") == ["Ferry"]
    assert "Pia Sand" in client.get(stories["Storm"].get_absolute_url()).text
    assert "Pia Sand" in client.get("/names/").text


def test_the_index_has_the_present_text_though_it_was_not_read_yet(
    stories: dict[str, Article],
) -> None:
    changed = stories["Ferry"]
    changed.body = "“I am late again,” Mr Jan Hall said."
    documents = [document_of(changed)]
    changed.version += 1
    documents.append(document_of(changed))
    assert [each.texts["speaker"] for each in documents] == ["Anna Weil", "Jan Hall"]


def test_names_of_a_search_are_listed_with_counts_and_dates(
    client: Client, stories: dict[str, Article]
) -> None:
    page = client.get("/names/").text
    people = page.split('id="person"')[1].split("</section>")[0]
    assert people.index("Anna Weil") < people.index("Olaf Brun")
    assert "also <bdi>Weil</bdi>" in people and "1 January 2021 to 3 January 2021" in people
    assert "Counted in 3 articles" in page
    page = client.get("/names/?q=quay").text
    assert "Anna" not in page and "Olaf Brun" in page
    assert 'href="/names/?name=Rome&amp;q=quay"' in page


def test_every_number_leads_to_as_many_articles_and_quotations(
    client: Client, stories: dict[str, Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    article("Unread", "Anna Weil")  # not read, and not counted
    rebuild()
    monkeypatch.setattr("search.views.names.PAGE_SIZE", 2)
    for query in ("", "?q=weil", "?q=rome+||+paris", "?from=2021-01-02"):
        context = client.get(f"/names/{query}").context
        for _, kind, rows, _ in context["lists"]:
            for row in rows:
                led_to = client.get(row.url).context
                assert led_to["page"].paginator.count == row.ranked.articles, (kind, row)
                assert len(led_to["articles"]) == min(2, row.ranked.articles)
        for row in context["speakers"]:
            led_to = client.get(row.url).context
            assert (led_to["total"], led_to["articles"]) == (row.ranked.times, row.ranked.articles)


def test_numbers_of_the_first_articles_lead_to_these(
    client: Client, stories: dict[str, Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.views.names.MOST", 2)
    context = client.get("/names/").context
    assert context["is_cut"]
    led_to = {each.ranked.name: client.get(each.url).context for each in context["speakers"]}
    assert {name: each["total"] for name, each in led_to.items()} == {
        "Anna Weil": 1,
        "Olaf Brun": 1,
    }


def test_the_articles_that_name_somebody_are_listed_with_the_place(
    client: Client, stories: dict[str, Article]
) -> None:
    page = client.get("/names/?name=weil").text
    assert "Articles that name <bdi>Anna Weil</bdi>" in page and "also as <bdi>Weil</bdi>" in page
    assert f'href="{stories["Ferry"].get_absolute_url()}#p1"' in page
    assert 'href="/?q=%22Anna+Weil%22"' in page
    assert (
        "No article of these names Nobody &lt;b&gt;" in client.get("/names/?name=Nobody+<b>").text
    )
    page = client.get("/names/?name=Anna+Weil&q=paris").text
    assert "1 article, among 1 article" in page and "Harbour" not in page


def test_a_text_that_changed_is_not_counted_until_it_is_read(
    client: Client, stories: dict[str, Article]
) -> None:
    # Without the signals of the manager, as while the reading waits.
    QuerySet(Article).filter(pk=stories["Ferry"].pk).update(version=F("version") + 1)
    assert "1 article waits to be read and is not counted." in client.get("/names/?q=weil").text
    assert "Paris" not in client.get("/names.csv").text
    assert "hull" not in client.get("/quotations/?speaker=Anna+Weil").text


def test_names_of_withdrawn_articles_are_not_counted_while_the_index_follows(
    client: Client, stories: dict[str, Article]
) -> None:
    # Without the signals of the manager: the index has it still.
    QuerySet(Article).filter(pk=stories["Ferry"].pk).update(withdrawn_at=timezone.now())
    assert client.get("/names/?q=tear").context["total"] == 1
    assert "Paris" not in client.get("/names/").text + client.get("/names.csv").text
    page = client.get("/names/?name=Anna+Weil").text
    assert "2 articles" in page and "Ferry" not in page
    assert "hull" not in client.get("/quotations/?speaker=Anna+Weil&q=ferry").text


def test_dates_are_as_exact_as_they_are_known(client: Client, stories: dict[str, Article]) -> None:
    for headline, date in (("Ferry", "2019"), ("Storm", "2021-01")):
        stories[headline].set_published(PartialDate.parse(date))
        stories[headline].save()
    page = client.get("/names/").text
    assert "2019 to January 2021" in page.split('id="person"')[1].split("Olaf Brun")[0]
    assert "1 January" not in page
    rows = csv.DictReader(client.get("/names.csv").text.removeprefix("\ufeff").splitlines())
    dated = {(row["kind"], row["name"]): (row["first"], row["last"]) for row in rows}
    assert dated["person", "Anna Weil"] == ("2019", "2021-01")
    assert dated["speaker", "Olaf Brun"] == ("2021-01-03", "2021-01-03")
    page = client.get("/quotations/?speaker=Anna+Weil").text
    assert "· January 2021</p>" in page and "· 2019</p>" in page and "1 January" not in page


def test_quotations_of_many_articles_cost_no_more_queries(
    client: Client, stories: dict[str, Article]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            client.get("/quotations/?speaker=Anna+Weil")
        return len(context)

    few = queries()
    outlet = Outlet.objects.create(slug="gazette", name="Harbour Gazette")
    for number in range(5):
        made = article(f"More {number}", "“The hull has a tear,” Captain Anna Weil said.")
        made.language, made.outlet = "en", outlet
        made.save()
    bring_up_to_date()
    assert queries() == few


def test_speakers_with_most_quotations_come_first(
    client: Client, stories: dict[str, Article]
) -> None:
    stories["Harbour"].body += " “It is old,” Mayor Olaf Brun said. “It is leaking,” Mr Brun said."
    stories["Harbour"].save()
    bring_up_to_date()
    speakers = [row.ranked for row in client.get("/names/").context["speakers"]]
    assert [(each.name, each.times) for each in speakers] == [("Olaf Brun", 3), ("Anna Weil", 2)]


def test_a_speaker_with_quotation_marks_and_a_search_with_any_signs_are_searched_together(
    client: Client, stories: dict[str, Article]
) -> None:
    speaker = 'Anna "Nan" Weil'
    set_speaker(
        stories["Ferry"], "The hull <b>has</b> a tear", speaker, User.objects.create_user("m")
    )
    bring_up_to_date()
    for q in ("paris || quay", 'paris "ferry', "paris OR quay"):
        page = client.get("/quotations/", {"speaker": speaker, "q": q})
        assert page.context["total"] == 1
        hits = client.get(page.context["search_url"]).context["inquiry"].found
        assert [hit.article.headline for hit in hits] == ["Ferry"], q
    # With some of the words only, a search would find articles without the speaker.
    some = {"q": "paris quay", "match": "any"}
    for path, named in (("/quotations/", {"speaker": speaker}), ("/names/", {"name": "Paris"})):
        assert client.get(path, some | named).context["search_url"] == ""


def test_all_names_are_a_file(client: Client, stories: dict[str, Article]) -> None:
    answer = client.get("/names.csv?q=rome")
    rows = list(csv.DictReader(answer.text.removeprefix("\ufeff").splitlines()))
    assert {"kind": "place", "name": "Rome", "articles": "2"}.items() <= rows[2].items()
    assert [row["name"] for row in rows if row["kind"] == "speaker"] == ["Anna Weil", "Olaf Brun"]
    assert client.get("/names.csv?from=nothing").status_code == 400


def test_what_a_speaker_says_is_listed_newest_first(
    client: Client, stories: dict[str, Article]
) -> None:
    page = client.get("/quotations/?speaker=anna+weil").text
    assert page.index("We wait for calm") < page.index("The hull &lt;b&gt;has&lt;/b&gt; a tear")
    assert "2 quotations in 2 articles" in page
    assert f'href="{stories["Ferry"].get_absolute_url()}#p1"' in page
    page = client.get("/quotations/?speaker=Anna+Weil&q=rome").text
    assert "1 quotation in 1 article" in page and "hull" not in page
    assert "No quotation of this speaker" in client.get("/quotations/?speaker=nobody").text
    assert client.get("/quotations/").status_code == 302


def test_an_article_shows_its_names_and_quotations_with_reasons(
    client: Client, stories: dict[str, Article]
) -> None:
    page = client.get(stories["Storm"].get_absolute_url()).text
    listed = page.split('id="mentions"')[1].split("</section>")[0]
    for words in (
        'href="/?q=%22Anna+Weil%22"',
        "a title or a role stands before it",
        "<q>We wait for calm weather</q>",
        'href="/quotations/?speaker=Anna+Weil"',
        "a pronoun stands for the only person named just before",
        'href="#p1"',
    ):
        assert words in listed
    assert "<form" not in listed and "<details>" in page
    page = client.get(f"{stories['Storm'].get_absolute_url()}?q=quote:calm").text
    assert "<details open>" in page and 'id="hit-1"' in page.split('id="mentions"')[1]


def test_the_page_of_a_very_long_text_says_how_much_of_it_was_read(client: Client) -> None:
    long = article("Long", "Captain Anna Weil left. " + "It rained again and again. " * 4000)
    Article.objects.filter(pk=long.pk).update(language="en")
    sentence = "the first 100,000 characters were read"
    assert sentence in client.get(long.get_absolute_url()).text
    Article.objects.filter(pk=long.pk).update(body="Captain Anna Weil left.")
    assert sentence not in client.get(long.get_absolute_url()).text
