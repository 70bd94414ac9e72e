"""Admin tells nothing to staff who may not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Outlet
from newsarchive.accounts.models import Token
from newsarchive.accounts.scopes import Scope
from tests.articles.admin.conftest import MakeArticle, ingest_paths, make_article
from tests.samples import sampled

__all__ = ["ingest_paths", "make_article"]  # fixtures

pytestmark = pytest.mark.django_db
SECRETS = ("Unspoken Gazette", "Harbour bridge", "hidden label", "harbour-bridge")
MODELS = [model._meta.label_lower for model in admin.site._registry]


@pytest.fixture
def clerk() -> User:
    """A member of staff without any permission."""
    return User.objects.create_user("clerk", is_staff=True)


@pytest.fixture
def browser(clerk: User) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


@pytest.fixture
def rows(make_article: MakeArticle, clerk: User) -> None:
    article = make_article()
    outlet = Outlet.objects.create(name="Unspoken Gazette")
    Article.objects.filter(pk=article.pk).update(outlet=outlet, withdrawn_at=timezone.now())
    Group.objects.create(name="hidden label")
    Token.make(clerk, "hidden label", [Scope.FEED])


def addresses(label: str) -> Iterator[tuple[str, str]]:
    """Every address of a model in admin, for an object that exists and for one that does not."""
    app, name = label.split(".")
    model: Any = next(each for each in admin.site._registry if each._meta.label_lower == label)
    first = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
    keys = [key for key in (first, 999_999) if key is not None]
    for page in ("changelist", "add"):
        yield page, reverse(f"admin:{app}_{name}_{page}")
    for page in ("change", "delete", "history"):
        for key in keys:
            yield f"{page} {key}", reverse(f"admin:{app}_{name}_{page}", args=[key])


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("label", sampled(MODELS, every=3))
def test_staff_without_permission_learn_nothing_of_any_model(
    browser: Client, label: str, method: str
) -> None:
    for page, address in addresses(label):
        response = getattr(browser, method)(address)
        assert response.status_code == 403, page
        assert not [each for each in SECRETS if each in response.text]
    assert not [each for each in SECRETS if each in browser.get("/admin/").text]


@pytest.mark.usefixtures("rows")
def test_view_on_site_does_not_tell_the_address_of_what_one_may_not_see(
    browser: Client, clerk: User
) -> None:
    kind = ContentType.objects.get_for_model(Article)
    article = Article.objects.get()
    for key in (article.pk, 999_999):
        response = browser.get(reverse("admin:view_on_site", args=[kind.pk, key]))
        assert response.status_code == 403
        assert "Location" not in response.headers
    assert browser.get(reverse("admin:view_on_site", args=[999_999, 1])).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename="view_article"))
    response = browser.get(reverse("admin:view_on_site", args=[kind.pk, article.pk]))
    assert response.status_code == 302


@pytest.mark.usefixtures("rows")
def test_an_outlet_is_not_deleted_by_those_who_may_only_view(browser: Client, clerk: User) -> None:
    clerk.user_permissions.add(Permission.objects.get(codename="view_outlet"))
    outlet = Outlet.objects.get(name="Unspoken Gazette")
    assert browser.post(f"/admin/articles/outlet/{outlet.pk}/delete/").status_code == 403
