"""The files for robots, with and without ROBOTS_WELCOME."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return [each.text or "" for each in ET.fromstring(response.content).findall(".//s:loc", NAMES)]


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-1.xml"])
@pytest.mark.parametrize(("welcome", "login"), [(False, False), (False, True), (True, True)])
def test_without_robots_welcome_there_is_no_sitemap(
    client: Client, settings: Settings, address: str, welcome: bool, login: bool
) -> None:
    settings.ROBOTS_WELCOME, settings.LOGIN_REQUIRED = welcome, login
    assert client.get(address).status_code == 404
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_with_robots_welcome_the_sitemap_lists_every_visible_article(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROBOTS_WELCOME = True
    monkeypatch.setattr("search.views.wellknown.PAGE_SIZE", 3)
    Article.objects.filter(outlet__slug="the-moscow-times").update(withdrawn_at=timezone.now())
    robots = client.get("/robots.txt").text
    assert "Disallow: /\n" not in robots
    assert "Disallow: /?\n" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    pages = addresses(client, "/sitemap.xml")
    listed = [each for page in pages for each in addresses(client, page)]
    assert listed == [
        f"http://testserver{article.get_absolute_url()}"
        for article in Article.objects.shown().order_by("pk")
    ]
    assert len(pages) == 2 and len(listed) == 4
    assert client.get("/sitemap-9.xml").status_code == 404
