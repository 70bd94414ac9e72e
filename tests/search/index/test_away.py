"""An index that is away is no lost one: pages say so, changes wait, and nothing is rebuilt."""

from __future__ import annotations

import io

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from articles.models import Article
from search.engines.base import EngineAway, State
from search.index import draining
from search.index.agreement import standing
from search.index.notice import notice
from search.models import OutboxEntry
from tests.ports import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def away(seeds: None, settings: Settings) -> None:
    """The seeds, in a cluster that does not answer."""
    settings.SEARCH_URL = f"opensearch+http://anna:s3cret@127.0.0.1:{free_port()}/archive"


def test_its_state_says_to_start_the_servers_and_not_to_rebuild() -> None:
    status = standing()
    assert status.state is State.AWAY
    assert "cannot be reached" in status.problem
    assert "OpenSearch is running" in status.remedy
    assert "reindex" not in status.remedy
    (warning,) = (each for each in run_checks(databases=["default"]) if each.id == "search.W001")
    assert (warning.msg, warning.hint) == (status.problem, status.remedy)


def test_pages_say_that_search_is_away_and_show_articles_of_the_table(client: Client) -> None:
    response = client.get("/", {"q": "idlib"})
    page = response.content.decode()
    assert response.status_code == 503
    assert "Search is unavailable" in page
    assert "OpenSearch is running" in page
    assert "127.0.0.1" not in page
    assert "s3cret" not in page
    assert notice() == "Search is away. It comes back by itself when its servers answer again."
    assert notice() in client.get(Article.objects.all()[0].get_absolute_url()).content.decode()


def test_programs_are_told_so(client: Client) -> None:
    for address in ("/api/search?q=idlib", "/export.csv?q=idlib", "/feed.atom?q=idlib"):
        assert client.get(address).status_code == 503
    index = client.get("/healthz").json()["index"]
    assert index["error"] == "the index is away"
    assert "reindex" not in index["remedy"]


def test_changes_are_saved_and_wait() -> None:
    article = Article.objects.all()[0]
    article.headline = "Another headline"
    article.save()
    assert OutboxEntry.objects.filter(article_id=article.pk).exists()
    with pytest.raises(EngineAway):
        draining.drain()
    assert OutboxEntry.objects.filter(article_id=article.pk).exists()


@pytest.mark.parametrize("option", [[], ["--if-needed"], ["--check"]])
def test_nothing_is_rebuilt(option: list[str]) -> None:
    with pytest.raises(CommandError, match="Nothing has to be rebuilt"):
        call_command("reindex", *option, stderr=io.StringIO())


def test_the_status_page_says_so(admin_client: Client) -> None:
    page = admin_client.get("/admin/status/").content.decode()
    assert "cannot be reached" in page
    assert "s3cret" not in page
