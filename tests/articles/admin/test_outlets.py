"""Outlets in admin: renaming, merging, reviewing and deleting."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.facts import pins
from articles.models import Article, Outlet, OutletMerge
from newsarchive.accounts.roles import Role, give
from tests.articles.admin.conftest import CAPTURE, MakeArticle

OfOutlet = Callable[[Outlet], Article]


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


@pytest.fixture
def of_outlet(make_article: MakeArticle) -> OfOutlet:
    """Makes articles of which the rules found this outlet."""
    numbers = itertools.count()

    def make(outlet: Outlet) -> Article:
        number = next(numbers)
        text = CAPTURE.replace("arbour bridge", f"arbour bridge {number}")
        made = make_article(f"{number}.txt", text, outlet=outlet)
        made.extracted |= {"outlet": outlet.name}
        made.save()
        return made

    return make


def unmerge(client: Client, outlet: Outlet, **data: str) -> Any:
    return client.post(
        reverse("admin:articles_outlet_changelist"),
        {"action": "unmerge", "_selected_action": [str(outlet.pk)], **data},
        follow=True,
    )


def test_a_merge_is_undone_on_the_page_of_the_outlet(
    desk: Any, article: Article, tass: Outlet, of_outlet: OfOutlet
) -> None:
    other = Outlet.objects.create(name="Itar Tass", origin="stated")
    other.aliases.create(name="Itar")
    own = of_outlet(other)
    other.rulings.create(text="a", line="A", by="mira")
    other.rulings.create(text="b", line="B", by="mira", verdict="story")
    tass.rulings.create(text="b", line="B", by="ana")
    merge(desk.client, other, confirmed="yes", target=str(tass.pk))
    assert Article.objects.get(pk=own.pk).outlet == tass
    page = desk.client.get(reverse("admin:articles_outlet_change", args=[tass.pk])).text
    assert "<bdi>Itar Tass</bdi>" in page and "with 1 article" in page
    (key,) = re.findall(r'name="merge" value="(\d+)"', page)

    said = unmerge(desk.client, tass, merge=key).text

    assert "Itar Tass is an outlet again, with 1 article." in said
    again = Outlet.objects.get(name="Itar Tass")
    assert (again.slug, again.origin) == (other.slug, "stated")
    assert Article.objects.get(pk=own.pk).outlet == again
    assert Article.objects.get(pk=article.pk).outlet == tass
    assert Article.objects.get(pk=own.pk).version > own.version
    assert list(again.aliases.values_list("name", flat=True)) == ["Itar"]
    assert not tass.aliases.exists()
    assert set(again.rulings.values_list("line", "by", "verdict")) == {
        ("A", "mira", "furniture"),
        ("B", "mira", "story"),
    }
    assert set(tass.rulings.values_list("line", "by")) == {("B", "ana")}
    assert not OutletMerge.objects.exists()
    made, target = LogEntry.objects.order_by("-pk")[:2]
    assert target.change_message == "Undid the merge of Itar Tass; articles moved back: 1."
    assert made.change_message == "Made again: its merge into TASS was undone."
    assert "No merge into TASS is known." in unmerge(desk.client, tass).text


def test_undoing_a_merge_leaves_what_people_decided_since(
    desk: Any, tass: Outlet, of_outlet: OfOutlet
) -> None:
    other = Outlet.objects.create(name="Itar Tass")
    before, since, stays = (of_outlet(other) for _ in range(3))
    pinned = desk.save(before, outlet=str(other.pk), headline="Pinned before")
    other.merge_into(tass)
    desk.save(Article.objects.get(pk=stays.pk), outlet=str(tass.pk), headline="Chosen since")
    chosen = Article.objects.get(pk=stays.pk)
    chosen.pins |= {"outlet": {"by": "mira", "at": timezone.now().isoformat()}}
    chosen.save()
    (merged,) = OutletMerge.objects.all()
    again, moved = merged.undo()
    assert moved == 2
    assert {each.pk for each in again.article_set.all()} == {pinned.pk, since.pk}
    assert Article.objects.get(pk=stays.pk).outlet == tass
    assert Article.objects.get(pk=pinned.pk).pins == pinned.pins


def test_articles_that_came_after_a_merge_go_by_the_name_that_rules_found(
    tass: Outlet, of_outlet: OfOutlet
) -> None:
    other = Outlet.objects.create(name="Itar Tass")
    moved = of_outlet(other)
    other.merge_into(tass)
    came, others = of_outlet(tass), of_outlet(tass)
    for each, name in ((moved, "TASS"), (came, "Itar Tass"), (others, "TASS")):
        article = Article.objects.get(pk=each.pk)
        article.extracted |= {"outlet": name}
        article.save()
    again, _ = OutletMerge.objects.get().undo()
    assert list(again.article_set.all()) == [came], "the rules have read another name meanwhile"


def test_other_spellings_of_a_name_and_articles_without_one_move_back(
    tass: Outlet, of_outlet: OfOutlet
) -> None:
    paper = Outlet.objects.create(name="El País")
    mine = [of_outlet(paper) for _ in range(5)]
    for each, name in zip(mine, ("El País", "El Pais", "EL PAÍS", "el-pais", None), strict=True):
        article = Article.objects.get(pk=each.pk)
        article.extracted |= {"outlet": name}
        article.save()
    paper.merge_into(tass)
    again, moved = OutletMerge.objects.get().undo()
    assert (moved, list(again.article_set.order_by("pk"))) == (5, mine)


def test_an_article_that_an_inner_merge_took_back_is_not_given_to_the_outer_one(
    tass: Outlet, of_outlet: OfOutlet
) -> None:
    inner, outer = (Outlet.objects.create(name=name) for name in ("Inner", "Outer"))
    pinned = Article.objects.get(pk=of_outlet(inner).pk)
    pins.edit(pinned, "outlet", inner, "mona")
    pinned.save()
    inner.merge_into(outer)
    outer.merge_into(tass)
    inner, _ = OutletMerge.objects.get(name="Inner").undo()
    inner.merge_into(tass)
    OutletMerge.objects.get(name="Outer").undo()
    assert Article.objects.get(pk=pinned.pk).outlet == tass
    again, moved = OutletMerge.objects.get(name="Inner").undo()
    assert (again.name, moved) == ("Inner", 1)


def test_a_merge_that_moved_on_meanwhile_is_undone_where_it_is_now(
    tass: Outlet, of_outlet: OfOutlet
) -> None:
    inner, outer = (Outlet.objects.create(name=name) for name in ("Inner", "Outer"))
    one = of_outlet(inner)
    inner.merge_into(outer)
    read_before = OutletMerge.objects.select_related("target").get()
    twice = OutletMerge.objects.get()
    outer.merge_into(tass)
    again, moved = read_before.undo()
    assert (moved, list(again.article_set.all())) == (1, [one])
    with pytest.raises(ValueError, match="undone already"):
        twice.undo()


@pytest.mark.parametrize("number", ["9" * 20, "x", "999"])
def test_an_outlet_that_is_none_has_no_page(desk: Any, tass: Outlet, number: str) -> None:
    assert desk.client.get(f"/admin/articles/outlet/{number}/change/").status_code == 302


@pytest.mark.parametrize("merge", ["9" * 5000, "x", "999"])
def test_a_merge_that_is_none_is_not_undone(desk: Any, tass: Outlet, merge: str) -> None:
    Outlet.objects.create(name="Itar Tass").merge_into(tass)
    sent = {"action": "unmerge", "_selected_action": tass.pk, "merge": merge}
    page = desk.client.post("/admin/articles/outlet/", sent, follow=True)
    assert "No merge into TASS is known." in page.text
    assert OutletMerge.objects.count() == 1


@pytest.mark.parametrize("first", ["inner", "outer"])
def test_merges_of_merges_are_undone_in_any_order(
    tass: Outlet, of_outlet: OfOutlet, first: str
) -> None:
    inner, outer = (Outlet.objects.create(name=name) for name in ("Inner", "Outer"))
    one, two = of_outlet(inner), of_outlet(outer)
    inner.merge_into(outer)
    outer.merge_into(tass)
    names = ["Inner", "Outer"] if first == "inner" else ["Outer", "Inner"]
    for name in names:
        OutletMerge.objects.get(name=name).undo()
    for article, name in ((one, "Inner"), (two, "Outer")):
        outlet = Article.objects.get(pk=article.pk).outlet
        assert outlet is not None and outlet.name == name
        assert Outlet.objects.called(name) == outlet
    assert not OutletMerge.objects.exists()


def test_a_merge_is_not_undone_while_another_outlet_has_the_name(desk: Any, tass: Outlet) -> None:
    Outlet.objects.create(name="Itar Tass").merge_into(tass)
    tass.aliases.all().delete()
    Outlet.objects.create(name="Itar Tass")
    said = unmerge(desk.client, tass).text
    assert "There is another outlet called Itar Tass now: rename or merge it first." in said
    assert OutletMerge.objects.count() == 1


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_may_merge_undo_it(tass: Outlet, role: Role) -> None:
    Outlet.objects.create(name="Itar Tass").merge_into(tass)
    user = User.objects.create_user(role.value)
    give(user, role)
    client = Client()
    client.force_login(user)
    may = role in (Role.CURATOR, Role.ADMINISTRATOR)
    page = client.get(reverse("admin:articles_outlet_change", args=[tass.pk]))
    assert ('value="unmerge"' in page.text) is may
    unmerge(client, tass)
    assert Outlet.objects.filter(name="Itar Tass").exists() is may


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
