"""Four groups, and what each may do."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client

from articles.models import Article, Outlet
from newsarchive.accounts import roles
from newsarchive.accounts.roles import ROLES, Role, permissions_of
from tests.articles.admin.conftest import Desk, MakeArticle, ingest_paths, make_article
from tests.newsarchive.accounts.conftest import MakePerson

__all__ = ["ingest_paths", "make_article"]  # fixtures

pytestmark = pytest.mark.django_db

#: Permissions that no role has: only superusers, and groups that an operator makes.
NOBODY = {
    *("articles.add_bulkchange", "articles.change_bulkchange", "articles.delete_bulkchange"),
    *("articles.add_capture", "articles.change_capture", "articles.delete_capture"),
    *("articles.add_ingestrun", "articles.change_ingestrun", "articles.delete_ingestrun"),
    *("articles.add_learntline", "articles.change_learntline", "articles.delete_learntline"),
    *("articles.add_machinechange", "articles.change_machinechange"),
    "articles.delete_machinechange",
    *("articles.add_snapshot", "articles.change_snapshot", "articles.delete_snapshot"),
    *("articles.add_takedown", "articles.change_takedown", "articles.delete_takedown"),
}
#: The labels of the archive's own apps.
OURS = [
    config.label
    for config in apps.get_app_configs()
    if config.name.partition(".")[0] in ("newsarchive", "articles", "search")
]


def of(name: str) -> set[str]:
    rows = Group.objects.get(name=name).permissions.values_list(
        "content_type__app_label", "codename"
    )
    return {f"{label}.{codename}" for label, codename in rows}


def test_migrations_make_the_groups_of_the_table() -> None:
    assert {role: of(role) for role in ROLES} == {role: permissions_of(role) for role in ROLES}


def test_every_permission_that_opens_something_has_a_role_or_is_nobodys() -> None:
    """Models without pages in admin have permissions, too, but nothing asks for them."""
    in_admin = {model._meta.model_name for model in admin.site._registry}
    rows = Permission.objects.filter(content_type__app_label__in=OURS)
    known = {
        f"{label}.{codename}"
        for label, model, codename in rows.values_list(
            "content_type__app_label", "content_type__model", "codename"
        )
        if model in in_admin or codename.partition("_")[2] != model
    }
    assert known == permissions_of(Role.ADMINISTRATOR) | NOBODY


def test_a_migrate_restores_the_groups_and_leaves_others_alone() -> None:
    editors, own = Group.objects.get(name="editor"), Group.objects.create(name="interns")
    right = Permission.objects.get(codename="delete_article")
    editors.permissions.add(right)
    editors.permissions.remove(Permission.objects.get(codename="view_article"))
    own.permissions.add(right)
    call_command("migrate", verbosity=0)
    assert of("editor") == permissions_of(Role.EDITOR)
    assert of("interns") == {"articles.delete_article"}


def test_a_role_replaces_the_earlier_one_and_opens_admin(make_person: MakePerson) -> None:
    own = Group.objects.create(name="interns")
    user = make_person("rita", Role.CURATOR)
    user.groups.add(own)
    assert user.is_staff
    roles.give(user, Role.READER)
    assert set(user.groups.values_list("name", flat=True)) == {"reader", "interns"}
    assert not User.objects.get(pk=user.pk).is_staff


@pytest.fixture
def at_desk(make_person: MakePerson, request: pytest.FixtureRequest) -> Desk:
    client = Client()
    client.force_login(make_person("wanda", request.param))
    return Desk(client)


@pytest.mark.parametrize(
    ("at_desk", "may_open", "may_correct", "may_withdraw", "may_merge", "may_decide"),
    [
        (Role.READER, False, False, False, False, False),
        (Role.EDITOR, True, True, False, False, False),
        (Role.CURATOR, True, True, True, True, True),
        (Role.ADMINISTRATOR, True, True, True, True, True),
    ],
    indirect=["at_desk"],
)
def test_what_each_role_does_in_admin(
    at_desk: Desk,
    make_article: MakeArticle,
    may_open: bool,
    may_correct: bool,
    may_withdraw: bool,
    may_merge: bool,
    may_decide: bool,
) -> None:
    article, other = make_article(), Outlet.objects.create(name="Harbour Gazette")
    client, key = at_desk.client, article.pk
    page = client.get(at_desk.url(article))
    assert (page.status_code == 200) is may_open
    if may_correct:
        at_desk.save(article, headline="Corrected")
    assert (Article.objects.get(pk=key).headline == "Corrected") is may_correct
    for action in ("withdraw", "restore"):
        assert (f'value="{action}"' in page.text) is (may_withdraw and action == "withdraw")
    at_desk.act("withdraw", article)
    assert Article.objects.get(pk=key).is_withdrawn is may_withdraw
    outlets = "/admin/articles/outlet/"
    client.post(
        outlets,
        {
            "action": "merge",
            "_selected_action": [article.outlet_id],
            "target": other.pk,
            "confirmed": "yes",
        },
    )
    assert (Article.objects.get(pk=key).outlet == other) is may_merge
    assert (client.get("/admin/articles/ruling/add/").status_code == 200) is may_decide


@pytest.mark.parametrize("at_desk", [Role.CURATOR, Role.ADMINISTRATOR], indirect=True)
def test_a_withdrawn_article_is_restored_by_those_who_may_withdraw(
    at_desk: Desk, make_article: MakeArticle
) -> None:
    article = make_article(withdrawn_at="2021-01-01T00:00:00Z")
    assert 'value="restore"' in at_desk.client.get(at_desk.url(article)).text
    at_desk.act("restore", article)
    assert not Article.objects.get(pk=article.pk).is_withdrawn


@pytest.mark.parametrize("at_desk", [Role.ADMINISTRATOR], indirect=True)
def test_an_administrator_cannot_become_a_superuser(at_desk: Desk) -> None:
    user = User.objects.get(username="wanda")
    for path in ("/admin/auth/user/", f"/admin/auth/user/{user.pk}/change/", "/admin/auth/group/"):
        assert at_desk.client.get(path).status_code == 403
    assert not user.is_superuser
