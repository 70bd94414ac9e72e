"""Learnt lines and snapshots in admin: viewing them and deciding on lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import reextraction
from articles.admin import learntlines
from articles.facts.rulenames import named
from articles.ingest.ingest import Outcome
from articles.learning.learning import current_learnt, learn
from articles.models import Article, LearntLine, Outlet, Ruling, Snapshot

NOTICE = "Follow our <harbour> page for all the sailing times that you need on your way to work."
STORY = """Ferry {name} sails again after repairs

PORTO, March {day}, 2020. /TASS/. The ferry {name} sailed again on that day, with passengers of \
{name} who had waited for {name} for weeks, said the master of {name} in the port of {name}.

{notice}

The owners of {name} told reporters that the {name} would keep its old timetable until autumn, \
when the dock of {name} is to be deepened and {name} is to have a sister ship called {name} Two.
"""
LINES = reverse("admin:articles_learntline_changelist")


@pytest.fixture
def stories(
    db: None, write: Callable[[str, str], Path], ingest_paths: Callable[..., list[Outcome]]
) -> list[Article]:
    """Four stories of one outlet that all have the same notice."""
    names = enumerate(["Alba", "Berta", "Clara", "Dora"], start=2)
    ingest_paths(
        *(
            write(f"{name}.txt", STORY.format(name=name, day=day, notice=NOTICE))
            for day, name in names
        )
    )
    return list(Article.objects.order_by("pk"))


@pytest.fixture
def snapshot(stories: list[Article]) -> Snapshot:
    made = learn("a test")
    assert made is not None
    return made


def act(desk: Any, action: str, line: LearntLine) -> str:
    data = {"action": action, "_selected_action": [str(line.pk)]}
    page: str = desk.client.post(LINES, data, follow=True).content.decode()
    return page


def state() -> str:
    return LearntLine.objects.current().get().state


def test_the_list_shows_each_line_as_printed_with_its_counts(
    desk: Any, snapshot: Snapshot, stories: list[Article]
) -> None:
    page = desk.client.get(LINES).content.decode()
    assert "Follow our &lt;harbour&gt; page" in page
    assert "<harbour>" not in page
    assert "4 of 4" in page
    assert "Recurring lines, snapshot 1" in page
    assert reverse("admin:articles_article_change", args=[stories[0].pk]) in page


@pytest.mark.parametrize(
    ("parameters", "shown"),
    [
        ({"outlet": "tass"}, 1),
        ({"outlet": "other"}, 0),
        ({"state__exact": "learnt"}, 1),
        ({"state__exact": "refused"}, 0),
        ({"q": "harbour"}, 1),
    ],
)
def test_lines_are_filtered_and_found(
    desk: Any, snapshot: Snapshot, parameters: dict[str, str], shown: int
) -> None:
    response = desk.client.get(LINES, parameters)
    assert len(response.context["cl"].result_list) == shown


def test_a_line_is_rejected_confirmed_and_its_decision_undone(
    desk: Any, snapshot: Snapshot
) -> None:
    states = []
    for number, action in enumerate(("refuse", "confirm", "let_go"), start=2):
        page = act(desk, action, LearntLine.objects.current().get())
        assert f"snapshot {number}</a>" in page
        states.append(state())
    assert states == ["refused", "added", "learnt"]
    assert not Ruling.objects.exists()
    causes = Snapshot.objects.order_by("number").values_list("cause", flat=True)
    assert list(causes)[1:3] == [
        "maria decided on lines: part of stories",
        "maria decided on lines: not part of stories",
    ]


def test_users_who_may_only_view_cannot_decide_on_lines(
    reader_desk: Any, snapshot: Snapshot
) -> None:
    page = reader_desk.client.get(LINES)
    assert page.status_code == 200
    act(reader_desk, "refuse", LearntLine.objects.get())
    assert state() == "learnt"
    assert not Ruling.objects.exists()


@pytest.mark.parametrize("action", ["refuse", "let_go"])
def test_users_who_may_only_add_decisions_cannot_change_those_of_others(
    reader_desk: Any, snapshot: Snapshot, action: str
) -> None:
    line = LearntLine.objects.get()
    Ruling.objects.create(
        outlet=line.outlet, text=line.text, line=NOTICE, verdict="furniture", by="ana"
    )
    User.objects.get().user_permissions.add(Permission.objects.get(codename="add_ruling"))
    act(reader_desk, action, line)
    assert Ruling.objects.get().verdict == "furniture"


def test_undoing_a_decision_is_logged_in_the_history(desk: Any, snapshot: Snapshot) -> None:
    act(desk, "refuse", LearntLine.objects.current().get())
    act(desk, "let_go", LearntLine.objects.current().get())
    entries = LogEntry.objects.order_by("pk").values_list("user__username", "change_message")
    assert list(entries)[-1] == ("maria", "Decision undone.")


def test_decisions_on_a_merged_outlets_lines_take_effect_at_once(
    desk: Any, snapshot: Snapshot
) -> None:
    line = LearntLine.objects.get()
    small = Outlet.objects.create(name="Harbour Small Post")
    Ruling.objects.create(outlet=small, text=line.text, line=NOTICE, verdict="story", by="ana")
    learn("ana", [small.pk])
    keys = [str(small.pk), str(line.outlet_id)]
    data = {"_selected_action": keys, "target": str(line.outlet_id), "confirmed": "yes"}
    desk.client.post(reverse("admin:articles_outlet_changelist"), data | {"action": "merge"})
    assert not Outlet.objects.filter(pk=small.pk).exists()
    assert state() == "refused"


def test_a_merge_leaves_earlier_snapshots_their_lines(
    desk: Any, snapshot: Snapshot, stories: list[Article]
) -> None:
    Article.objects.filter(pk=stories[0].pk).update(withdrawn_at=stories[0].changed_at)
    learn("a test")
    assert not LearntLine.objects.current().exists()
    Outlet.objects.get().merge_into(Outlet.objects.create(name="Harbour Post"))
    assert [str(line.outlet) for line in snapshot.lines] == ["Harbour Post"]


def test_a_decision_on_a_line_is_added_changed_and_deleted(
    desk: Any, stories: list[Article], maria: User
) -> None:
    outlet = Outlet.objects.get()
    add = reverse("admin:articles_ruling_add")
    data = {"outlet": str(outlet.pk), "line": "  Ferry   times ", "verdict": "furniture"}
    desk.client.post(add, data)
    ruling = Ruling.objects.get()
    assert (ruling.line, ruling.text, ruling.by) == ("Ferry times", "ferry times", "maria")
    assert LearntLine.objects.filter(state="added", example="Ferry times", since=1).exists()

    change = reverse("admin:articles_ruling_change", args=[ruling.pk])
    desk.client.post(change, data | {"line": "Bus times"})
    now = LearntLine.objects.current().filter(state="added")
    assert [line.example for line in now] == ["Bus times"]

    desk.client.post(reverse("admin:articles_ruling_delete", args=[ruling.pk]), {"post": "yes"})
    assert not LearntLine.objects.current().filter(state="added").exists()


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("Ferry times", "There is already a decision on this line"),
        ("…", "contains no words"),
        ("", "This field is required"),
        ("x" * 601, "at most 600"),
    ],
)
def test_a_line_that_cannot_be_added_says_why(
    desk: Any, stories: list[Article], line: str, error: str
) -> None:
    outlet = Outlet.objects.get()
    Ruling.objects.create(outlet=outlet, text="ferry times", line="Ferry times", by="ana")
    data = {"outlet": str(outlet.pk), "line": line, "verdict": "furniture"}
    page = desk.client.post(reverse("admin:articles_ruling_add"), data)
    assert error in page.content.decode()
    assert Ruling.objects.count() == 1


def test_a_snapshot_shows_added_and_removed_lines(desk: Any, snapshot: Snapshot) -> None:
    first = desk.client.get(reverse("admin:articles_snapshot_change", args=[snapshot.pk]))
    assert "<td>added</td><td>Follow our &lt;harbour&gt;" in first.content.decode()
    act(desk, "refuse", LearntLine.objects.get())
    second = Snapshot.objects.get(number=2)
    page = desk.client.get(reverse("admin:articles_snapshot_change", args=[second.pk]))
    content = page.content.decode()
    assert "<td>removed</td><td>Follow our &lt;harbour&gt;" in content
    assert "rejected by a person" in content
    assert "0 of its lines are left out of the stories" in " ".join(content.split())


def test_a_snapshot_of_many_outlets_takes_no_more_queries_than_one_of_one(
    desk: Any, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learntlines, "SHOWN", 2)
    url = reverse("admin:articles_snapshot_change", args=[snapshot.pk])

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.client.get(url)
        return len(queries)

    cost()  # the first request makes additional queries
    before = cost()
    for name in ("Harbour Agency", "Bridge Agency"):
        outlet = Outlet.objects.create(name=name)
        for text in ("one", "two", "three"):
            LearntLine.objects.create(
                outlet=outlet, text=text, example=text, state="added", since=1
            )

    assert cost() == before
    shown = desk.client.get(url).context["outlets"]
    assert [(each.outlet.name, len(each.added), each.more) for each in shown] == [
        ("Bridge Agency", 2, 1),
        ("Harbour Agency", 2, 1),
        ("TASS", 1, 0),
    ]


def test_a_snapshot_has_a_button_that_previews_its_changes(
    desk: Any, snapshot: Snapshot, stories: list[Article]
) -> None:
    page = desk.client.get(reverse("admin:articles_snapshot_change", args=[snapshot.pk]))
    (each,) = page.context["outlets"]
    preview = desk.client.post(
        reverse("admin:articles_article_changelist") + f"?outlet={each.outlet.slug}",
        {
            "action": "extract_again",
            "select_across": "1",
            "_selected_action": [str(each.article)],
        },
    )
    content = preview.content.decode()
    assert len(preview.context["previews"]) == 4
    assert "snapshot 1" in content
    for each in preview.context["previews"]:
        assert each.rows == [
            (
                "Text",
                f"… “{NOTICE}” …",
                "the same text without these paragraphs",
                "body.story",
                named("body.story"),
            )
        ]
    assert NOTICE in Article.objects.get(pk=stories[0].pk).body


def test_a_longer_list_of_snapshots_takes_no_more_queries(desk: Any, snapshot: Snapshot) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = desk.client.get(reverse("admin:articles_snapshot_changelist"))
        assert '<td class="field-line_count">1</td>' in page.content.decode()
        return len(queries)

    before = cost()
    for action in ("refuse", "confirm"):
        act(desk, action, LearntLine.objects.current().get())
    assert cost() == before


def test_the_edit_page_names_the_snapshot_used_for_the_article(
    desk: Any, snapshot: Snapshot, stories: list[Article]
) -> None:
    assert "Recurring lines used" not in desk.client.get(desk.url(stories[0])).content.decode()
    desk.act("extract_again", stories[0])
    page = desk.client.get(desk.url(stories[0])).content.decode()
    assert "<dt>Recurring lines used</dt><dd>snapshot 1</dd>" in page
    assert "leaving out lines that recur on its other pages:" in page


def test_a_merge_moves_decisions_and_lines(desk: Any, snapshot: Snapshot) -> None:
    tass = Outlet.objects.get()
    Ruling.objects.create(outlet=tass, text="ferry times", line="Ferry times", by="ana")
    target = Outlet.objects.create(name="Harbour Agency")
    tass.merge_into(target)
    assert Ruling.objects.get().outlet == target
    assert LearntLine.objects.get().outlet == target
    assert current_learnt().of("TASS") == current_learnt().of("harbour agency") is not None


def test_a_pinned_outlet_determines_which_lines_apply(
    desk: Any, snapshot: Snapshot, stories: list[Article]
) -> None:
    assert reextraction.preview(stories[0])
    agency = Outlet.objects.create(name="Harbour Agency")
    moved = desk.save(stories[0], outlet=str(agency.pk))
    assert reextraction.preview(moved) == []


def test_a_pinned_outlet_determines_the_lines_for_newer_bytes_too(
    desk: Any, snapshot: Snapshot, make_article: Callable[..., Article], stories: list[Article]
) -> None:
    agency = Outlet.objects.create(name="Harbour Agency")
    desk.save(stories[0], outlet=str(agency.pk))
    text = stories[0].capture.text.replace("for weeks", "for months")
    moved = make_article("Alba.txt", text)
    assert moved.pk == stories[0].pk
    assert "for months" in moved.body
    assert NOTICE in moved.body
    assert reextraction.preview(moved) == []
