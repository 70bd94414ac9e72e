"""The archive below a path of a larger site."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory, override_settings
from django.urls import clear_script_prefix, set_script_prefix
from django.views.defaults import server_error

from articles.models import Article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

_LEADING = re.compile(r'(?:href|src|action|data-[a-z-]+)="(/[^"]*)"')
_STATIC = "/static/"  # not below the path, by the settings of the tests


@pytest.fixture(autouse=True)
def below(seeds: object) -> Iterator[None]:
    """Set the prefix like a server with SCRIPT_NAME, which the test client does not support."""
    set_script_prefix("/news/")
    yield
    clear_script_prefix()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=idlib+turkey&outlet=tass",
        "/?q=nosuchword",
        "/archive/",
        "/archive/2020/",
        "/outlets/",
        "/outlets/tass/",
        "/coverage/",
        "/search/help",
        "/selection/",
        "/articles/{id}/",
    ],
)
def test_all_links_of_a_page_stay_below_the_path(client: Client, path: str) -> None:
    article = Article.objects.order_by("pk").first()
    assert article is not None
    asked = path.format(id=article.public_id)
    page = client.get(asked, SCRIPT_NAME="/news")
    if page.status_code in (301, 302):
        assert page.headers["Location"].startswith("/news/articles/")
        page = client.get(page.headers["Location"].removeprefix("/news"), SCRIPT_NAME="/news")
    assert page.status_code == 200
    led = {each for each in _LEADING.findall(page.text) if not each.startswith(_STATIC)}
    assert led
    assert [each for each in led if not each.startswith("/news/")] == []


@override_settings(STATIC_URL="/news/static/")
def test_links_of_the_error_page_stay_below_the_path(rf: RequestFactory) -> None:
    page = server_error(rf.get("/")).content.decode()
    led = re.findall(r'href="([^"]*)"', page)
    assert "/news/" in led and "/news/static/site.css" in led
    assert [each for each in led if not each.startswith("/news/")] == []
