"""Outlets in admin: renaming, merging, reviewing and deleting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.test import Client
from django.urls import reverse

from articles.models import Article, Outlet


@pytest.fixture
def tass(article: Article) -> Outlet:
    assert article.outlet is not None
    return article.outlet


def merge(client: Client, *outlets: Outlet, **data: str) -> Any:
    chosen = [str(outlet.pk) for outlet in outlets]
    return client.post(
        reverse("admin:articles_outlet_changelist"),
        {"action": "merge", "_selected_action": chosen, **data},
    )


def test_the_list_counts_articles_and_names_aliases(desk: Any, tass: Outlet) -> None:
    Outlet.objects.create(name="Itar Tass").merge_into(tass)

    page = desk.client.get(reverse("admin:articles_outlet_changelist")).content.decode()

    assert '<td class="field-article_count">1</td>' in page
    assert '<td class="field-also">Itar Tass</td>' in page


def test_a_rename_keeps_the_slug(desk: Any, tass: Outlet, article: Article) -> None:
    address = reverse("admin:articles_outlet_change", args=[tass.pk])

    desk.client.post(address, {"name": "  Russian News   Agency TASS "})

    renamed = Outlet.objects.get(pk=tass.pk)
    assert tass.name in desk.client.get(address).content.decode(), "the old name stays an alias"
    assert (renamed.name, renamed.slug) == ("Russian News Agency TASS", tass.slug)
    assert Article.objects.get(pk=article.pk).version > article.version


@pytest.mark.parametrize("name", ["TASS", "tass", "Itar Tass"])
def test_a_name_or_alias_of_another_outlet_is_refused(desk: Any, tass: Outlet, name: str) -> None:
    Outlet.objects.create(name="Itar Tass").merge_into(tass)

    response = desk.client.post(reverse("admin:articles_outlet_add"), {"name": name})

    assert "TASS already has this name" in response.content.decode()
    assert Outlet.objects.count() == 1


def test_merging_asks_first_and_says_how_many_articles_each_has(desk: Any, tass: Outlet) -> None:
    agency = Outlet.objects.create(name="Tass Agency")

    page = merge(desk.client, tass, agency)

    assert page.status_code == 200
    assert "1 article<" in page.content.decode()
    assert "0 articles<" in page.content.decode()
    assert page.context["form"].initial == {"target": tass.pk}
    assert Outlet.objects.count() == 2


def test_a_merge_moves_articles_keeps_pins_and_leaves_the_name_as_an_alias(
    desk: Any, article: Article, tass: Outlet, make_article: Callable[..., Article]
) -> None:
    wrong = Outlet.objects.create(name="Harbour Gazete")
    right = Outlet.objects.create(name="Harbour Gazette")
    pinned = desk.save(article, outlet=str(wrong.pk))

    merge(desk.client, wrong, confirmed="yes", target=str(right.pk))

    moved = Article.objects.get(pk=article.pk)
    assert moved.outlet == right
    assert moved.pins == pinned.pins
    assert Outlet.objects.called("Harbour Gazete") == right
    target, source = LogEntry.objects.order_by("-pk")[:2]
    assert (target.action_flag, target.object_repr) == (CHANGE, "Harbour Gazette")
    assert target.change_message == ("Merged Harbour Gazete into this outlet; articles moved: 1.")
    assert (source.action_flag, source.object_repr) == (DELETION, "Harbour Gazete")


def test_several_outlets_merge_into_one_of_them(desk: Any, tass: Outlet) -> None:
    others = [Outlet.objects.create(name=name) for name in ("Tass A", "Tass B")]

    merge(desk.client, tass, *others, confirmed="yes", target=str(tass.pk))

    assert list(Outlet.objects.all()) == [tass]
    assert set(tass.aliases.values_list("name", flat=True)) == {"Tass A", "Tass B"}


@pytest.mark.parametrize("target", ["", "self", "999999"])
def test_a_merge_into_nothing_or_into_itself_is_refused(
    desk: Any, tass: Outlet, target: str
) -> None:
    response = merge(
        desk.client, tass, confirmed="yes", target=str(tass.pk) if target == "self" else target
    )

    assert response.status_code == 200
    assert response.context["form"].errors["target"]
    assert Outlet.objects.filter(pk=tass.pk).exists()


@pytest.mark.parametrize("data", [{}, {"post": "yes"}], ids=["asked", "confirmed"])
def test_deleting_an_outlet_with_articles_is_refused_with_advice(
    desk: Any, tass: Outlet, data: dict[str, str]
) -> None:
    address = reverse("admin:articles_outlet_delete", args=[tass.pk])

    response = desk.client.post(address, data, follow=True)

    assert "TASS has articles, so it cannot be deleted. Merge it" in response.content.decode()
    assert Outlet.objects.filter(pk=tass.pk).exists()


def test_an_outlet_without_articles_can_be_deleted(desk: Any, db: None) -> None:
    empty = Outlet.objects.create(name="Nobody's")

    desk.client.post(reverse("admin:articles_outlet_delete", args=[empty.pk]), {"post": "yes"})

    assert not Outlet.objects.filter(pk=empty.pk).exists()


def test_outlets_cannot_be_deleted_in_bulk(desk: Any, db: None) -> None:
    empty = Outlet.objects.create(name="Nobody's")

    desk.client.post(
        reverse("admin:articles_outlet_changelist"),
        {"action": "delete_selected", "_selected_action": [empty.pk], "post": "yes"},
    )

    assert Outlet.objects.filter(pk=empty.pk).exists()


@pytest.fixture(params=[Outlet.Origin.FOUND, Outlet.Origin.STATED])
def found(db: None, request: pytest.FixtureRequest) -> Outlet:
    return Outlet.objects.create(name="Harbour Gazete", origin=request.param)


def test_outlets_that_rules_found_are_listed_for_review(desk: Any, found: Outlet) -> None:
    Outlet.objects.create(name="Added")
    changelist = reverse("admin:articles_outlet_changelist")
    for answer, expected in (("yes", [found.name]), ("no", ["Added"])):
        response = desk.client.get(changelist, {"review": answer})
        assert [each.name for each in response.context["cl"].result_list] == expected


def test_a_found_outlet_is_confirmed_on_its_page(desk: Any, found: Outlet) -> None:
    address = reverse("admin:articles_outlet_change", args=[found.pk])
    before = desk.client.get(address).content.decode()
    assert "Confirm this outlet" in before
    stated = "A record or web page states this name"
    assert (stated in before) is (found.origin == Outlet.Origin.STATED)

    page = desk.client.post(
        reverse("admin:articles_outlet_changelist"),
        {
            "action": "confirm",
            "_selected_action": [str(found.pk)],
            "from_outlet": str(found.pk),
        },
        follow=True,
    )

    assert page.redirect_chain == [(address, 302)]
    assert "Confirm this outlet" not in page.content.decode()
    assert Outlet.objects.get(pk=found.pk).origin == Outlet.Origin.CONFIRMED
    assert LogEntry.objects.get().change_message == "Confirmed."


def test_confirming_touches_found_outlets_only(desk: Any, tass: Outlet, found: Outlet) -> None:
    desk.client.post(
        reverse("admin:articles_outlet_changelist"),
        {"action": "confirm", "_selected_action": [str(tass.pk), str(found.pk)]},
    )
    origins = dict(Outlet.objects.values_list("name", "origin"))
    assert origins == {tass.name: "listed", found.name: "confirmed"}


def test_renaming_a_found_outlet_confirms_it(desk: Any, found: Outlet) -> None:
    address = reverse("admin:articles_outlet_change", args=[found.pk])
    desk.client.post(address, {"name": found.name})
    assert Outlet.objects.get(pk=found.pk).origin == found.origin
    desk.client.post(address, {"name": "Harbour Gazette"})
    assert Outlet.objects.get(pk=found.pk).origin == Outlet.Origin.CONFIRMED
