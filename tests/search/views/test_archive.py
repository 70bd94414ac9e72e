"""The archive by date and by outlet, and the health check."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from unittest import mock

import pytest
from django.contrib.auth.models import Permission, User
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from articles.models import Article, Outlet
from articles.partialdate import PartialDate
from search.models import OutboxEntry
from tests.conftest import lose

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


def listed(client: Client, address: str) -> list[str]:
    return [article.public_id for article in client.get(address).context["page"]]


def test_years_lead_to_months_and_months_to_articles(client: Client) -> None:
    assert "/archive/2020/" in client.get("/archive/").text
    year = client.get("/archive/2020/")
    assert "/archive/2020/02/" in year.text
    february = Article.objects.get(published="2020-02-24")
    assert listed(client, "/archive/2020/02/") == [february.public_id]


def test_an_article_dated_by_year_alone_is_in_the_year_and_in_no_month(client: Client) -> None:
    article = Article.objects.get(published="2020-02-24")
    article.set_published(PartialDate(2020))
    article.save()
    assert article.public_id in listed(client, "/archive/2020/")
    assert article.public_id not in listed(client, "/archive/2020/01/")


@pytest.mark.parametrize("address", ["/archive/0000/", "/archive/2020/13/", "/archive/20/"])
def test_an_address_that_is_not_a_date_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_period_without_articles_is_an_empty_page(client: Client) -> None:
    assert client.get("/archive/1999/").status_code == 200


def test_outlets_list_their_articles(client: Client) -> None:
    assert "Middle East Monitor" in client.get("/outlets/").text
    assert len(listed(client, "/outlets/tass/")) == 3


def test_the_address_of_a_merged_outlet_redirects_to_the_outlet_it_was_merged_into(
    client: Client,
) -> None:
    heir = Outlet.objects.create(name="Russian agencies")
    Outlet.objects.get(slug="tass").merge_into(heir)
    response = client.get("/outlets/tass/")
    assert response.headers["Location"] == "/outlets/russian-agencies/"
    found = client.get("/", {"outlet": "tass"}).context["inquiry"]
    assert found.total == 3
    assert "outlet=russian-agencies" in found.parameters.url


class TestHealth:
    def test_it_is_200_if_everything_works(self, client: Client) -> None:
        for address in ("/healthz", "/readyz"):
            assert client.get(address).status_code == 200

    def test_strangers_see_no_counts(self, client: Client) -> None:
        well = {"ok": True}
        assert client.get("/healthz").json() == {
            "ok": True, "database": well, "index": well, "outbox": well,
        }  # fmt: skip
        assert client.get("/readyz").json() == {"ok": True, "database": well, "index": well}

    def test_who_may_monitor_sees_counts(self, client: Client) -> None:
        editor = User.objects.create_user("editor")
        editor.user_permissions.add(Permission.objects.get(codename="monitor"))
        client.force_login(editor)
        assert client.get("/healthz").json() == {
            "ok": True,
            "database": {"ok": True, "articles": 5},
            "index": {"ok": True, "documents": 5},
            "outbox": {"ok": True, "waiting": 0, "oldest_seconds": 0},
        }

    def test_a_broken_index_is_reported(self, client: Client, index_folder: Path) -> None:
        lose(index_folder)
        answer = client.get("/healthz")
        assert answer.status_code == 503
        index = answer.json()["index"]
        assert (index["ok"], index["error"]) == (False, "the index is missing")
        assert "`manage.py reindex`" in index["remedy"]
        assert answer.json()["database"]["ok"]

    def test_changes_that_wait_for_long_are_no_reason_to_ask_another_process(
        self, client: Client
    ) -> None:
        entry = OutboxEntry.objects.create(article_id=1)
        long_ago = timezone.now() - dt.timedelta(hours=1)
        OutboxEntry.objects.filter(pk=entry.pk).update(queued_at=long_ago)
        statuses = [client.get(each).status_code for each in ("/healthz", "/readyz")]
        assert statuses == [503, 200]

    def test_a_database_that_is_down_is_reported(self, client: Client) -> None:
        with mock.patch.object(Article.objects, "shown", side_effect=OperationalError("gone")):
            answer = client.get("/healthz")
        assert answer.status_code == 503
        assert not answer.json()["database"]["ok"]


def test_the_archive_pages_need_no_index(client: Client, index_folder: Path) -> None:
    lose(index_folder)
    for address in ("/", "/archive/", "/archive/2020/", "/outlets/", "/outlets/tass/"):
        assert client.get(address).status_code == 200
