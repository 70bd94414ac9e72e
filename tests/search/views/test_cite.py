"""An article's citations: on its page, as files, and for programs that read the page."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


@pytest.fixture
def monitor() -> Article:
    return Article.objects.get(headline__startswith="Russia backs")


def test_the_page_cites_the_article_in_every_form(client: Client, monitor: Article) -> None:
    response = client.get(monitor.get_absolute_url())
    forms = {form.label: text for form, text in response.context["citations"]}
    assert list(forms) == ["APA", "MLA", "Chicago", "Wikipedia", "BibTeX", "RIS", "CSL-JSON"]
    for text in forms.values():
        assert f"http://testserver/articles/{monitor.public_id}/" in text
        assert "Middle East Monitor" in text


@pytest.mark.parametrize(
    ("extension", "media_type", "start"),
    [
        ("bib", "application/x-bibtex", "@article{"),
        ("ris", "application/x-research-info-systems", "TY  - NEWS\r\n"),
        ("json", "application/vnd.citationstyles.csl+json", "[{\n"),
    ],
)
def test_each_record_is_a_file(
    client: Client, monitor: Article, extension: str, media_type: str, start: str
) -> None:
    address = f"/articles/{monitor.public_id}/cite.{extension}"
    assert f'href="{address}"' in client.get(monitor.get_absolute_url()).text
    response = client.get(address)
    assert response.status_code == 200
    assert response.text.startswith(start)
    assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    name = f"article-{monitor.public_id}.{extension}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_another_form_or_article_is_404(client: Client, monitor: Article) -> None:
    assert client.get(f"/articles/{monitor.public_id}/cite.exe").status_code == 404
    assert client.get("/articles/ffffffffff/cite.bib").status_code == 404
    assert client.post(f"/articles/{monitor.public_id}/cite.bib").status_code == 405


@pytest.mark.parametrize("extension", ["bib", "ris", "json"])
def test_a_withdrawn_article_cannot_be_cited(
    client: Client, monitor: Article, extension: str
) -> None:
    Article.objects.filter(pk=monitor.pk).update(withdrawn_at=timezone.now())
    response = client.get(f"/articles/{monitor.public_id}/cite.{extension}")
    assert response.status_code == 410
    assert response.text == "This article was withdrawn.\n"
    page = client.get(monitor.get_absolute_url()).text
    assert "citation_title" not in page
    assert "ld+json" not in page


def test_zotero_reads_the_page_as_a_newspaper_article(client: Client, monitor: Article) -> None:
    monitor.byline = ["Ann Doe", "Joe Bloggs"]
    monitor.save()
    page = client.get(monitor.get_absolute_url(), {"q": "idlib"}).text
    metas = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    assert ("DC.type", "newspaperArticle") in metas
    assert ("citation_title", monitor.headline) in metas
    assert [value for name, value in metas if name == "citation_author"] == monitor.byline
    assert ("citation_date", "2020-02-24") in metas
    assert ("DC.source", "Middle East Monitor") in metas
    assert ("og:site_name", "Middle East Monitor") in metas
    assert f'rel="canonical" href="http://testserver{monitor.get_absolute_url()}"' in page
    for other in ("og:type", "citation_journal_title", "Z3988"):
        assert other not in page


def test_hostile_text_is_escaped_in_the_head_of_the_page(client: Client, monitor: Article) -> None:
    monitor.headline = '</script><script>alert("x")</script>'
    monitor.save()
    page = client.get(monitor.get_absolute_url()).text
    assert "<script>alert" not in page
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert json.loads(block)["headline"] == monitor.headline


def test_every_hit_has_its_coins(client: Client) -> None:
    page = client.get("/?q=idlib").text
    records = re.findall(r'<span class="Z3988" title="([^"]+)"', page)
    assert len(records) == 5
    assert all("rft.type=newspaperArticle" in record for record in records)
    assert sum("rft.source=TASS" in record for record in records) == 3


def test_a_citation_makes_no_query_but_for_the_article_and_its_tags(
    client: Client, monitor: Article
) -> None:
    address = f"/articles/{monitor.public_id}/cite.bib"
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) == 2
