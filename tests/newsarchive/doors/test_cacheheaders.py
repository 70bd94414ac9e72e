"""What caches may keep."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]

PRIVATE = "private, no-store"
PATHS = [
    *("/", "/?q=idlib", "/archive/", "/outlets/", "/coverage/", "/search/help", "/selection/"),
    *("/api/search?q=idlib", "/api/suggest?q=idl", "/feed.atom", "/export.csv?q=idlib"),
    *("/receipt.json?q=idlib", "/admin/", "/admin/articles/article/", "/no/such/page"),
]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_that_a_person_with_an_account_sees_is_kept(client: Client, path: str) -> None:
    client.force_login(User.objects.create_superuser("maria"))
    assert client.get(path)["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("path", [each for each in PATHS if "admin" not in each])
def test_public_pages_stay_cacheable(client: Client, path: str) -> None:
    before = {"/api/suggest?q=idl": "private, max-age=60"}
    assert client.get(path).headers.get("Cache-Control") == before.get(path)


def test_a_page_that_sets_a_cookie_is_not_kept(client: Client) -> None:
    page = client.get("/accounts/login/")
    assert page.cookies
    assert page["Cache-Control"] == PRIVATE


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/feed.json", {"authorization": "Bearer x"}), ("/feed.json?token=x", {})],
    ids=["header", "address"],
)
def test_an_answer_to_a_token_is_not_kept(
    client: Client, path: str, headers: dict[str, str]
) -> None:
    assert client.get(path, headers=headers)["Cache-Control"] == PRIVATE


def test_feeds_still_answer_conditional_requests(client: Client) -> None:
    feed = client.get("/feed.atom")
    again = client.get("/feed.atom", headers={"if-none-match": feed["ETag"]})
    assert again.status_code == 304


def test_an_article_after_logging_out_is_public_again(client: Client) -> None:
    article = Article.objects.order_by("pk").first()
    assert article is not None
    client.force_login(User.objects.create_user("maria"))
    assert client.get(article.get_absolute_url())["Cache-Control"] == PRIVATE
    client.logout()
    assert "Cache-Control" not in client.get(article.get_absolute_url()).headers
