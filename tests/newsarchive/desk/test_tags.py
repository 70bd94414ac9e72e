"""Editors change the tags of an article on its page."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article
from articles.tagging import Retagging

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seeds")]


@pytest.fixture
def article() -> Article:
    found = Article.objects.order_by("pk").first()
    assert found is not None
    return found


def names(article: Article) -> list[str]:
    return Article.objects.get(pk=article.pk).tag_names


def test_an_editor_tags_an_article_on_its_page(editor: Client, article: Article) -> None:
    address = f"/articles/{article.public_id}/tags"
    assert f'action="{address}"' in editor.get(article.get_absolute_url()).text
    page = editor.post(address, {"opened_tags": "", "tags": "Idlib, Talks"}, follow=True)
    assert "The tags were saved." in page.text and names(article) == ["Idlib", "Talks"]
    assert 'value="Idlib, Talks"' in page.text
    Retagging(("Syria",)).apply([article.pk], None)
    editor.post(address, {"opened_tags": "Idlib, Talks", "tags": "talks"})
    assert names(article) == ["Syria", "Talks"], "what another editor added stays"
    page = editor.post(address, {"opened_tags": "", "tags": f"Fine, {'x' * 61}"}, follow=True)
    assert "The tags stayed as they were." in page.text and "at most 60" in page.text
    assert names(article) == ["Syria", "Talks"]


def test_readers_and_strangers_change_no_tags(
    client: Client, reader: Client, article: Article
) -> None:
    address = f"/articles/{article.public_id}/tags"
    for visitor, status in ((reader, 403), (client, 302)):
        assert address not in visitor.get(article.get_absolute_url()).text
        assert visitor.post(address, {"opened_tags": "", "tags": "Idlib"}).status_code == status
    assert names(article) == []
