"""Users who may only view see the same facts and cannot change them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from articles.models import Article, Outlet


def test_a_reader_sees_facts_and_evidence_without_a_single_input(
    reader_desk: Any, article: Article
) -> None:
    page = reader_desk.client.get(reader_desk.url(article)).content.decode()
    content = page[page.index('id="content-main"') :]

    assert article.headline in content
    assert "LISBON" in content
    assert 'href="#L1"' in content
    for control in ("<textarea", "<select", 'type="text"', 'type="submit"', "<button"):
        assert control not in content


def test_a_reader_cannot_save(reader_desk: Any, article: Article) -> None:
    assert reader_desk.send(article, {"headline": "Mine"}).status_code == 403
    assert Article.objects.get(pk=article.pk).headline == article.headline


@pytest.mark.parametrize("action", ["extract_again", "withdraw", "restore"])
def test_a_reader_can_run_no_action(reader_desk: Any, article: Article, action: str) -> None:
    row = Article.objects.filter(pk=article.pk)
    row.update(
        agency="Nobody", withdrawn_at="2021-01-01T00:00:00Z" if action == "restore" else None
    )
    before = row.values().get()

    reader_desk.act(action, article)

    assert row.values().get() == before


def test_a_reader_cannot_merge_outlets(reader_desk: Any, article: Article) -> None:
    target = Outlet.objects.create(name="Harbour Gazette")

    reader_desk.client.post(
        reverse("admin:articles_outlet_changelist"),
        {
            "action": "merge",
            "_selected_action": [article.outlet_id],
            "target": target.pk,
            "confirmed": "yes",
        },
    )

    assert Article.objects.get(pk=article.pk).outlet == article.outlet


def test_merging_needs_the_permission_to_delete_outlets(article: Article) -> None:
    editor = User.objects.create_user("editor", is_staff=True)
    rights = Permission.objects.filter(codename__in=["view_outlet", "change_outlet"])
    editor.user_permissions.set(rights)
    client = Client()
    client.force_login(editor)

    page = client.get(reverse("admin:articles_outlet_changelist"))

    assert "Merge" not in page.content.decode()


def test_anonymous_users_see_nothing(article: Article) -> None:
    response = Client().get(reverse("admin:articles_article_change", args=[article.pk]))

    assert response.status_code == 302
    assert "/login/" in response["Location"]
