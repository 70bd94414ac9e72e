"""The name, logo, colours, public address and imprint of an archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client, override_settings

from articles.models import Article
from newsarchive.branding.colours import CONTRAST, accents_of, contrast
from tests.newsarchive.test_settings import settings

pytestmark = pytest.mark.django_db

LIGHT_PAPER, DARK_PAPER = "#fbfaf7", "#161513"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


@override_settings(ARCHIVE_NAME="Harbour & Library")
def test_pages_feeds_and_the_search_of_browsers_have_the_name(client: Client) -> None:
    home = client.get("/").text
    assert "<title>Search – Harbour &amp; Library</title>" in home
    assert "<bdi>Harbour &amp; Library</bdi></h1>" in home
    assert "<bdi>Harbour &amp; Library</bdi></a></p>" in client.get("/outlets/").text
    assert "<ShortName>Harbour &amp; Librar</ShortName>" in client.get("/opensearch.xml").text
    assert client.get("/archive.webmanifest").json()["name"] == "Harbour & Library"
    assert "News archive" not in home


def test_without_settings_nothing_is_loaded_for_them(client: Client) -> None:
    home = client.get("/").text
    assert "/branding.css" not in home and "/logo" not in home and "Imprint" not in home
    assert client.get("/branding.css").status_code == client.get("/logo").status_code == 404


def test_the_logo_is_a_file_of_the_operator(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "Sign.SVG"
    file.write_bytes(SVG)
    with override_settings(ARCHIVE_LOGO=str(file)):
        page = client.get("/outlets/").text
        assert '<img class="logo" src="/logo" alt="" height="32">' in page
        assert '<link rel="icon" href="/logo">' in page
        assert '<link rel="stylesheet" href="/branding.css">' in page
        assert ".logo {" in client.get("/branding.css").text
        answer = client.get("/logo")
        assert answer.getvalue() == SVG
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        file.unlink()
        assert client.get("/logo").status_code == 404


@pytest.mark.parametrize(
    "imprint", ["https://library.example/imprint", "Harbour Library, <b>Quay 1</b>"]
)
def test_the_imprint_is_a_link_or_a_text(client: Client, imprint: str) -> None:
    with override_settings(ARCHIVE_IMPRINT=imprint):
        page = client.get("/outlets/").text
    if imprint.startswith("https:"):
        assert f'<p><a href="{imprint}">Imprint</a></p>' in page
    else:
        assert "<p>Harbour Library, &lt;b&gt;Quay 1&lt;/b&gt;</p>" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("seeds")
@override_settings(ARCHIVE_ADDRESS="https://archive.example.org", ROBOTS_WELCOME=True)
def test_the_public_address_stands_in_citations_feeds_exports_and_sitemaps(client: Client) -> None:
    article = Article.objects.get(headline__startswith="Russia backs")
    own = f"https://archive.example.org/articles/{article.public_id}/"
    page = client.get(article.get_absolute_url()).text
    assert (
        f'<link rel="canonical" href="https://archive.example.org{article.get_absolute_url()}">'
        in page
    )
    assert f'id="permalink">{own}</a>' in page
    for address in (f"/articles/{article.public_id}/cite.bib", "/export.csv", "/feed.atom"):
        answer = client.get(address)
        text = answer.getvalue().decode() if answer.streaming else answer.text
        assert own in text, address
    assert "https://archive.example.org/sitemap-1.xml" in client.get("/sitemap.xml").text


@pytest.mark.parametrize(
    ("typed", "light", "dark"),
    [
        ("#7a1f1d #f0958f", "#7a1f1d", "#f0958f"),
        ("#004488", "#004488", ""),
        ("#FFFF00", "", "#ffff00"),
    ],
)
def test_a_colour_that_could_not_be_read_is_changed_until_it_can(
    typed: str, light: str, dark: str
) -> None:
    accents = accents_of(typed)
    assert accents.light == (light or accents.light)
    assert accents.dark == (dark or accents.dark)
    assert contrast(accents.light, LIGHT_PAPER) >= CONTRAST
    assert contrast(accents.dark, DARK_PAPER) >= CONTRAST


@override_settings(ARCHIVE_ACCENTS=accents_of("#004488 #88ccff"))
def test_the_colours_are_a_style_sheet(client: Client) -> None:
    assert '<link rel="stylesheet" href="/branding.css">' in client.get("/").text
    answer = client.get("/branding.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "--accent: #004488;" in answer.text and "--accent: #88ccff;" in answer.text


def test_the_papers_are_those_of_the_pages() -> None:
    tokens = Path("newsarchive/static/tokens.css").read_text()
    assert f"--paper: {LIGHT_PAPER};" in tokens and f"--paper: {DARK_PAPER};" in tokens


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ARCHIVE_COLOUR", "red", "is not one or two colours such as #7a1f1d"),
        ("ARCHIVE_ADDRESS", "archive.example.org", "must be an address such as https://"),
        ("ARCHIVE_ADDRESS", "https://a.example/archive", "SCRIPT_NAME is for the path."),
        ("ARCHIVE_LOGO", "/srv/logo.exe", "must be the path of a file that ends in .svg"),
        ("ARCHIVE_LOGO", "/nowhere/logo.svg", "The file /nowhere/logo.svg of ARCHIVE_LOGO is not"),
    ],
)
def test_a_wrong_setting_is_refused_with_a_sentence(name: str, value: str, sentence: str) -> None:
    done = settings(SECRET_KEY="s", **{name: value})
    assert done.returncode != 0
    assert sentence in done.stderr
