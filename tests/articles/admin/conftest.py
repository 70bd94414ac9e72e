"""Fixtures: articles, a librarian who may change them, and a reader who may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from articles.ingest.ingest import Outcome
from articles.models import Article
from search.index import outbox
from tests.conftest import Ingest

CAPTURE = """Harbour bridge reopens after repairs

The crossing had been closed since January

LISBON, March 4, 2020. /TASS/. The harbour bridge reopened on Wednesday after two months of \
repairs, the city council said.

"We are glad to have it back," the mayor said at the opening ceremony near the port, adding \
that the ferries would keep running until the end of the week.
"""

MakeArticle = Callable[..., Article]


@dataclass
class Desk:
    """A person's browser in admin."""

    client: Client

    def url(self, article: Article) -> str:
        return reverse("admin:articles_article_change", args=[article.pk])

    def open(self, article: Article) -> dict[str, str]:
        """Return the fields of the edit page as a browser would send them back."""
        form = self.client.get(self.url(article)).context["form"]
        names = [name for name in form.fields if not name.startswith("unpin_")]
        # Browsers send every line end of a text area as CR LF.
        return {name: str(form[name].value() or "").replace("\n", "\r\n") for name in names}

    def send(self, article: Article, data: dict[str, str]) -> Any:
        return self.client.post(self.url(article), data)

    def save(self, article: Article, **changes: str) -> Article:
        """Open, change and save the page; returns the stored article."""
        response = self.send(article, self.open(article) | changes)
        assert response.status_code == 302, response.context["errors"]
        return Article.objects.get(pk=article.pk)

    def act(self, action: str, *articles: Article, confirmed: bool = True, **more: str) -> Any:
        data: dict[str, Any] = {
            "action": action,
            "_selected_action": [str(article.pk) for article in articles],
            **({"confirmed": "yes"} if confirmed else {}),
            # What takedowns ask for.
            "reason": "The publisher asked",
            **more,
        }
        return self.client.post(reverse("admin:articles_article_changelist"), data)


@pytest.fixture
def maria(db: None) -> User:
    return User.objects.create_superuser("maria")


@pytest.fixture
def desk(maria: User) -> Desk:
    client = Client()
    client.force_login(maria)
    return Desk(client)


@pytest.fixture
def reader_desk(db: None) -> Desk:
    """A member of staff who may view but not change."""
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(
        Permission.objects.filter(content_type__app_label="articles", codename__startswith="view_")
    )
    client = Client()
    client.force_login(reader)
    return Desk(client)


@pytest.fixture
def ingest_paths(ingest_paths: Ingest) -> Ingest:
    """Ingests without a change of the index: no page of admin reads it, and to write it takes
    longer than to store an article."""

    def run(*paths: Path) -> list[Outcome]:
        with mock.patch.object(outbox, "drain"):
            return ingest_paths(*paths)

    return run


@pytest.fixture
def make_article(
    db: None,
    write: Callable[[str, str | bytes], Path],
    ingest_paths: Ingest,
) -> MakeArticle:
    """An article of a capture; ``facts`` are set on its row as if the rules had read them."""

    def make(name: str = "bridge.txt", text: str = CAPTURE, **facts: Any) -> Article:
        (outcome,) = ingest_paths(write(name, text))
        assert outcome.article is not None, outcome.error
        article = Article.objects.get(pk=outcome.article.pk)
        if facts:
            Article.objects.filter(pk=article.pk).update(**facts)
            article.refresh_from_db()
        return article

    return make


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    return make_article()
