"""The actions that extract again, withdraw and restore articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles.bulk import work
from articles.bulk.kind import Kind
from articles.bulk.rereading import Rereading
from articles.models import Article, BulkChange, MachineChange, Outlet
from search.index import draining
from search.index.differences import differences
from tests.samples import sampled


@pytest.fixture
def three(make_article: Callable[..., Article]) -> list[Article]:
    """Three articles whose agency earlier rules read differently."""
    return [
        make_article(
            f"{name}.txt",
            f"Ferry {name} sails again\n\nPORTO, March {day}, 2020. /TASS/. The ferry {name} "
            f"sailed again on day {day} with passengers of {name} who had waited for weeks.\n",
            agency="Nobody",
        )
        for day, name in enumerate(("Alba", "Boreal", "Cairo"), start=4)
    ]


def test_extract_again_shows_what_would_change_and_changes_nothing(
    desk: Any, three: list[Article]
) -> None:
    desk.save(three[1], headline="Mine")

    page = desk.act("extract_again", *three, confirmed=False)

    assert page.status_code == 200
    text = page.content.decode()
    assert "“Nobody”" in text
    assert "“TASS”" in text
    assert "agency.dateline" in text
    assert "Pinned, so left unchanged: headline." in text
    assert "Extract 3 articles again" in text
    assert set(Article.objects.values_list("agency", flat=True)) == {"Nobody"}


def test_extract_again_says_when_nothing_would_change(desk: Any, article: Article) -> None:
    page = desk.act("extract_again", article, confirmed=False)

    assert "Nothing would change." in page.content.decode()


def test_confirmed_extraction_changes_and_logs_but_leaves_pinned_facts(
    desk: Any, three: list[Article]
) -> None:
    desk.save(three[0], agency="Mine")

    response = desk.act("extract_again", *three)

    assert response.url == reverse("admin:articles_article_changelist")
    agencies = list(Article.objects.order_by("pk").values_list("agency", flat=True))
    assert agencies == ["Mine", "TASS", "TASS"]
    logged = MachineChange.objects.order_by("article").values_list("field", "old", "new", "cause")
    assert list(logged) == [("agency", "Nobody", "TASS", "extraction")] * 2
    assert MachineChange.objects.exclude(rule="agency.dateline").count() == 0


@pytest.mark.parametrize(
    ("action", "values", "done", "entry"),
    sampled(
        [
            ("withdraw", {"reason": "Asked for"}, "Withdrew {}.", "Withdrawn."),
            ("restore", {}, "Restored {}.", "Restored."),
            ("mark_reviewed", {}, "Marked {} as reviewed.", "Reviewed."),
            ("mark_unreviewed", {}, "Marked {} as not reviewed.", "Marked as not reviewed."),
            ("set_date", {"value": "2020-03-04", "as_of": ""}, "Set the date of {}.", "Changed"),
            ("extract_again", {}, "Extracted {} again", ""),
        ],
        every=5,
    ),
)
@pytest.mark.parametrize("across", sampled(["0", "1"], ["1"]), ids=["selected", "a whole list"])
def test_a_worker_changes_what_a_request_has_no_time_for(
    desk: Any,
    three: list[Article],
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    values: dict[str, str],
    done: str,
    entry: str,
    across: str,
) -> None:
    """A server gives up on a request that takes too long."""
    for kind in (Kind, Rereading):
        monkeypatch.setattr(kind, "size", 1)
    monkeypatch.setattr(work, "SECONDS", 0)
    if action in ("restore", "mark_unreviewed"):
        Article.objects.update(withdrawn_at=timezone.now(), reviewed_at=timezone.now())
    address = reverse("admin:articles_article_changelist")
    pks = [article.pk for article in three]
    chosen = {"action": action, "select_across": across, "_selected_action": pks}
    response = desk.client.post(address, chosen | values)
    if response.status_code == 200:
        assert not LogEntry.objects.exists()
        response = desk.client.post(address, chosen | values | response.context["hidden"])
    change = BulkChange.objects.get()
    assert response["Location"] == reverse("admin:articles_bulkchange_change", args=[change.pk])
    page = desk.client.get(response["Location"]).content.decode()
    assert done.format("1 article") in page
    assert '<progress max="3" value="1"' in page
    # The script hides this one, and no other link.
    assert page.count('class="again"') == 1
    followed = desk.client.get(f"/admin/articles/bulkchange/{change.pk}/progress").json()
    assert (followed["is_working"], followed["progress"], followed["total"]) == (True, 1, 3)

    work.work(change)

    page = desk.client.get(response["Location"]).content.decode()
    assert done.format("3 articles") in page
    assert "<progress" not in page
    assert done.format("3 articles") in desk.client.get("/admin/articles/bulkchange/").content.decode()  # fmt: skip
    if entry:
        entries = LogEntry.objects.values_list("object_id", "change_message")
        assert sorted(int(pk or 0) for pk, _ in entries) == sorted(pks)
        assert all(message.startswith(entry) for _, message in entries)
    else:
        assert set(Article.objects.values_list("agency", flat=True)) == {"TASS"}


def test_a_change_that_cannot_go_on_says_why_and_can_be_continued(
    desk: Any, three: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Kind, "size", 1)
    outlet = Outlet.objects.create(name="Gone Gazette")
    chosen = {"value": str(outlet.pk), "as_of": ""}
    page = desk.act("set_outlet", *three, confirmed=False, **chosen)
    monkeypatch.setattr(work, "SECONDS", 0)
    hidden = {name: value for name, value in page.context["hidden"].items() if name != "action"}
    response = desk.act("set_outlet", *three, **chosen | hidden)
    key, slug = outlet.pk, outlet.slug
    Article.objects.update(outlet=None)
    outlet.delete()
    change = BulkChange.objects.get()
    work.work(change)
    page = desk.client.get(response["Location"]).content.decode()
    assert "The outlet has been merged or deleted meanwhile. Choose another one." in page
    assert "Still to do: 2 of 3." in page
    Outlet.objects.create(pk=key, name="Gone Gazette", slug=slug)
    assert desk.client.post(response["Location"]).status_code == 302
    change.refresh_from_db()
    work.work(change)
    assert "Set the outlet of 3 articles." in desk.client.get(response["Location"]).content.decode()
    assert Article.objects.filter(outlet=key).count() == 2


@pytest.mark.parametrize("name", ["last", "newest"])
@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 30, "²"])
def test_forged_numbers_in_the_form_are_harmless(
    desk: Any, article: Article, name: str, sent: str
) -> None:
    response = desk.act("extract_again", article, **{name: sent})

    assert response.status_code == 302


def test_a_whole_filtered_list_can_be_selected(
    desk: Any, three: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Kind, "size", 1)
    address = reverse("admin:articles_article_changelist") + "?q=ferry&withdrawn=no"
    chosen = {"action": "withdraw", "select_across": "1", "_selected_action": three[0].pk}

    asked = desk.client.post(address, chosen)
    assert asked.context["selected"] == [str(three[0].pk)]
    assert "Withdraw 3 articles" in asked.content.decode()

    desk.client.post(address, chosen | {"reason": "Asked for"} | asked.context["hidden"])
    assert not Article.objects.shown().exists()


@pytest.mark.parametrize("action", ["withdraw", "mark_reviewed", "set_date"])
def test_articles_added_after_the_confirmation_page_are_left_out(
    desk: Any, three: list[Article], make_article: Callable[..., Article], action: str
) -> None:
    address = reverse("admin:articles_article_changelist")
    chosen = {"action": action, "select_across": "1", "value": "2020", "as_of": ""}
    asked = desk.client.post(address, chosen | {"_selected_action": three[0].pk})
    late = make_article("late.txt", "A ferry came late\n\nIt came after all others had gone.\n")
    before = dict(Article.objects.values_list("pk", "version"))
    confirmed = asked.context["hidden"] | {"_selected_action": three[0].pk}
    desk.client.post(address, {"value": "2020", "reason": "Asked for"} | confirmed)
    now = dict(Article.objects.values_list("pk", "version"))
    assert {key for key in now if now[key] != before[key]} == now.keys() - {late.pk}


def test_withdrawing_asks_first_and_is_logged_in_the_history(
    desk: Any, three: list[Article]
) -> None:
    one, two, other = three

    asked = desk.act("withdraw", one, two, confirmed=False)
    assert "Withdraw 2 articles" in asked.content.decode()
    assert not Article.objects.filter(withdrawn_at__isnull=False).exists()

    desk.act("withdraw", one, two)
    assert list(Article.objects.shown()) == [other]
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Withdrawn."] * 2
    assert Article.objects.get(pk=one.pk).version == one.version + 1


def test_restoring_is_logged_in_the_history(desk: Any, article: Article) -> None:
    desk.act("withdraw", article)

    desk.act("restore", article)

    assert list(Article.objects.shown()) == [article]
    latest = LogEntry.objects.order_by("-pk").first()
    assert latest is not None
    assert latest.change_message == "Restored."


def test_withdrawing_twice_keeps_the_first_date_and_logs_once(desk: Any, article: Article) -> None:
    desk.act("withdraw", article)
    first = Article.objects.get(pk=article.pk).withdrawn_at

    asked = desk.act("withdraw", article, confirmed=False)
    desk.act("withdraw", article)

    assert "already been withdrawn" in asked.content.decode()
    assert Article.objects.get(pk=article.pk).withdrawn_at == first
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("action", ["extract_again", "withdraw", "restore"])
def test_an_action_started_on_an_articles_page_returns_there(
    desk: Any, article: Article, action: str
) -> None:
    response = desk.act(action, article, from_article=str(article.pk))

    assert response.url == desk.url(article)


def test_an_ingest_of_a_withdrawn_text_does_not_bring_it_back(
    desk: Any, make_article: Callable[..., Article]
) -> None:
    article = make_article()
    desk.act("withdraw", article)

    assert make_article("copy.txt") == article
    assert not Article.objects.shown().exists()


def test_nobody_adds_or_deletes_an_article_by_hand(desk: Any, article: Article) -> None:
    assert desk.client.get(reverse("admin:articles_article_add")).status_code == 403
    deletion = reverse("admin:articles_article_delete", args=[article.pk])
    assert desk.client.post(deletion, {"post": "yes"}).status_code == 403
    desk.act("delete_selected", article)
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_updates_the_index_once(
    desk: Any, three: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Kind, "size", 1)
    updates: list[object] = []
    put = draining._put

    def counted(*args: Any) -> None:
        updates.append(args)
        put(*args)

    monkeypatch.setattr(draining, "_put", counted)
    forms = {
        "set_date": {"value": "2020-03-04", "as_of": ""},
        "withdraw": {"reason": "Asked for"},
    }
    for action, form in forms.items():
        page = desk.act(action, *three, confirmed=False, **form)
        hidden = page.context["hidden"]
        updates.clear()
        desk.client.post(
            reverse("admin:articles_article_changelist"),
            {**hidden, **form, "_selected_action": [each.pk for each in three]},
        )
        assert len(updates) == 1
        assert differences() == {"missing": [], "extra": [], "outdated": []}
    assert Article.objects.filter(withdrawn_at=None).count() == 0


def undo(desk: Any, change: BulkChange) -> str:
    address = reverse("admin:articles_bulkchange_change", args=[change.pk])
    assert 'value="Undo"' in desk.client.get(address).text
    page = desk.client.post(address, follow=True).text
    assert 'value="Undo"' not in desk.client.get(address).text
    return str(page)


def findings(article: Article) -> dict[str, Any]:
    """By fact."""
    return {each["field"]: each for each in Article.objects.get(pk=article.pk).findings}


def test_an_extraction_is_undone_where_nothing_has_changed_since(
    desk: Any, three: list[Article]
) -> None:
    desk.act("mark_reviewed", *three)
    read = Article.objects.order_by("pk").values
    before = list(read("agency", "extracted__agency", "reviewed_by", "pins"))
    evidence = findings(three[1])
    desk.act("extract_again", *three)
    change = BulkChange.objects.get(kind="extract")
    address = reverse("admin:articles_bulkchange_change", args=[change.pk])
    page = desk.client.get(reverse("admin:articles_article_changelist")).text
    assert f' <a href="{address}">See or undo this change</a></li>' in page
    assert set(Article.objects.values_list("agency", "reviewed_by")) == {("TASS", "")}
    desk.save(three[0], agency="Mine")

    page = undo(desk, change)

    assert f"Article {three[0].public_id}: agency changed since, so it stays." in page
    assert "in 2 articles. Changed since, so left as they are: 1 article." in page
    after = list(read("agency", "extracted__agency", "reviewed_by", "pins"))
    assert after[0]["agency"] == "Mine"
    assert after[1:] == [row | {"extracted__agency": "Nobody"} for row in before[1:]]
    assert findings(three[1]) == evidence
    assert differences() == {"missing": [], "extra": [], "outdated": []}
    logged = MachineChange.objects.filter(cause="undo").values_list("field", "old", "new")
    assert list(logged) == [("agency", "TASS", "Nobody")] * 2
    entry = LogEntry.objects.filter(object_id=three[1].pk).latest("pk")
    assert entry.change_message.startswith("Undone: agency")
    # The rules of today find it again.
    desk.act("extract_again", three[1])
    assert Article.objects.get(pk=three[1].pk).agency == "TASS"


@pytest.mark.parametrize("marked", [True, False], ids=["reviewed", "not reviewed"])
def test_marks_of_reviews_are_undone_where_nothing_has_changed_since(
    desk: Any, three: list[Article], marked: bool
) -> None:
    kind, opposite = ("review", "unreview") if marked else ("unreview", "review")
    rows = Article.objects.order_by("pk").values_list("reviewed_at", "reviewed_by")
    if not marked:
        desk.act("mark_reviewed", *three)
    before = list(rows.all())
    desk.act(f"mark_{kind}ed", *three)
    change = BulkChange.objects.get(kind=kind)
    assert all(bool(by) is marked for _, by in rows.all())
    # One is marked by somebody else; one has other values than those that were reviewed.
    Article.objects.filter(pk=three[0].pk).update(reviewed_by="olga")
    if not marked:
        desk.act("extract_again", three[1])

    page = undo(desk, change)

    kept = three[:1] if marked else three[:2]
    for article in kept:
        assert f"Article {article.public_id}: mark of the review changed since" in page
    assert list(rows.all())[len(kept) :] == before[len(kept) :]
    assert Article.objects.get(pk=three[0].pk).reviewed_by == "olga"
    assert opposite not in [each.kind for each in BulkChange.objects.filter(pk__gt=change.pk)]
