"""A page says how to follow a search; the feeds themselves stay as they are."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.test import Client, override_settings

from search.views import follow
from tests.conftest import damage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def feeds_of(page: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'<a href="([^"]*)" id="feed-', page)]


def test_the_results_lead_to_a_page_with_the_addresses_of_both_feeds(client: Client) -> None:
    results = client.get("/?q=idlib&outlet=tass&sort=newest").text
    (address,) = re.findall(r'href="(/follow/[^"]*)"', results)
    page = client.get(html.unescape(address)).text
    atom, as_json = feeds_of(page)
    assert atom == "http://testserver/feed.atom?q=idlib&outlet=tass"
    assert as_json == "http://testserver/feed.json?q=idlib&outlet=tass"
    for feed in (atom, as_json):
        assert client.get(feed.removeprefix("http://testserver")).status_code == 200
    assert 'href="/searches/new?q=idlib&amp;outlet=tass"' in page
    # Programs find the feeds on the page of results itself.
    assert 'type="application/atom+xml" href="/feed.atom?q=idlib&amp;outlet=tass' in results


def test_it_shows_what_the_feed_begins_with(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "NEWEST", 2)
    page = client.get("/follow/?q=idlib&page=3&sort=oldest").text
    shown = re.findall(r'<h3 class="title"[^>]*><a href="/articles/([0-9a-f]+)/', page)
    items = client.get("/feed.json?q=idlib").json()["items"]
    assert shown == [item["url"].strip("/").rpartition("/")[2] for item in items[:2]]
    assert len(shown) == 2
    assert feeds_of(client.get("/follow/").text)[0] == "http://testserver/feed.atom"


def test_people_of_a_closed_archive_learn_of_tokens(admin_client: Client) -> None:
    assert "token=" not in admin_client.get("/follow/?q=idlib").text
    with override_settings(LOGIN_REQUIRED=True):
        assert "<code>&amp;token=…</code>" in admin_client.get("/follow/?q=idlib").text
        assert "<code>?token=…</code>" in admin_client.get("/follow/").text


def test_without_the_index_it_still_says_how(client: Client, index_folder: Path) -> None:
    damage(index_folder)
    page = client.get("/follow/?q=idlib")
    assert page.status_code == 503
    assert "Search is unavailable" in page.text
    assert feeds_of(page.text)[0] == "http://testserver/feed.atom?q=idlib"
    assert str(index_folder) not in page.text
