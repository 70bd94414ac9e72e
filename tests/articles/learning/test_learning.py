"""Learning of recurring lines, and its effect on articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.utils import timezone

from articles import reextraction
from articles.extraction.furniture import normal
from articles.facts import pins
from articles.ingest.ingest import Outcome, ingest
from articles.learning.counting import Recurring, recurring
from articles.learning.learning import current_learnt, learn
from articles.models import Article, LearntLine, LineKeys, Outlet, Ruling, Snapshot
from articles.readers import find

pytestmark = pytest.mark.django_db

Write = Callable[[str, str | bytes], Path]
Ingest = Callable[..., list[Outcome]]

NOTICE = "Follow our harbour page for all the sailing times that you need on your way to work."
STORY = """Ferry {name} sails again after repairs

PORTO, March {day}, 2020. /TASS/. The ferry {name} sailed again on that day, with passengers of \
{name} who had waited for {name} for weeks, said the master of {name} in the port of {name}.

{middle}

The owners of {name} told reporters that the {name} would keep its old timetable until autumn, \
when the dock of {name} is to be deepened and {name} is to have a sister ship called {name} Two.
"""
NAMES = ["Alba", "Berta", "Clara", "Dora", "Emma", "Flora"]


@pytest.fixture
def story(write: Write) -> Callable[..., Path]:
    """Writes a capture of one story, with ``middle`` between its two paragraphs."""

    def make(name: str, middle: str = NOTICE) -> Path:
        text = STORY.format(name=name, day=NAMES.index(name) + 2, middle=middle)
        return write(f"{name}.txt", text)

    return make


@pytest.fixture
def stories(story: Callable[..., Path], ingest_paths: Ingest) -> Callable[..., list[Article]]:
    """Ingests a number of stories with the same middle."""

    def make(count: int, middle: str = NOTICE) -> list[Article]:
        ingest_paths(*(story(name, middle) for name in NAMES[:count]))
        return list(Article.objects.order_by("headline"))

    return make


def lines() -> list[tuple[str, str, int, int]]:
    rows = LearntLine.objects.current().order_by("text")
    return [(row.example, row.state, row.seen, row.among) for row in rows]


@pytest.mark.parametrize(("count", "learnt"), [(3, []), (4, [(NOTICE, "learnt", 4, 4)])])
def test_a_notice_in_four_stories_is_learnt(
    stories: Callable[..., list[Article]], count: int, learnt: list[tuple[str, str, int, int]]
) -> None:
    stories(count)
    snapshot = learn("a test")
    assert lines() == learnt
    assert (snapshot.number if snapshot else 0) == bool(learnt)


@pytest.mark.parametrize(
    "middle",
    [
        pytest.param(
            "The harbour has been closed since the storm of January broke both of its cranes.",
            id="background of a running story",
        ),
        pytest.param(
            "“You and your ships are our pride,” the mayor told the crews at the quay last year.",
            id="a quote",
        ),
        pytest.param("Ann Lee", id="a name"),
        pytest.param("By Ann Lee", id="a byline"),
        pytest.param("March 4, 2020", id="a date"),
        pytest.param(
            "LISBON, March 4. /TASS/. Our reporters tell you what it is.", id="a dateline"
        ),
    ],
)
def test_passages_that_stories_share_are_not_learnt(
    stories: Callable[..., list[Article]], middle: str
) -> None:
    stories(6, middle)
    learn("a test")
    assert lines() == []


def test_a_headline_of_the_outlet_is_never_learnt(
    stories: Callable[..., list[Article]], story: Callable[..., Path], ingest_paths: Ingest
) -> None:
    first = "Ferry Flora sails again after repairs"
    stories(5, first)
    ingest_paths(story("Flora", "No news."))
    learn("a test")
    assert lines() == []


def test_versions_of_one_story_count_once(write: Write, ingest_paths: Ingest) -> None:
    text = STORY.format(name="Alba", day=4, middle=NOTICE)
    ingest_paths(*(write(f"{n}.txt", f"{text}\nEdition {n} of it.\n") for n in "abcde"))
    assert Article.objects.count() == 5
    learn("a test")
    assert lines() == []


def test_many_versions_of_another_story_do_not_make_a_line_rare(
    stories: Callable[..., list[Article]], write: Write, ingest_paths: Ingest
) -> None:
    stories(4)
    text = STORY.format(name="Flora", day=9, middle="The crew of Flora sang.")
    ingest_paths(*(write(f"{n}.txt", f"{text}\nEdition {n} of it.\n") for n in "abcdefghijklmnopq"))
    assert Article.objects.count() == 21
    learn("a test")
    assert lines() == [(NOTICE, "learnt", 4, 5)]


def test_withdrawn_articles_teach_nothing(stories: Callable[..., list[Article]]) -> None:
    article = stories(4)[0]
    Article.objects.filter(pk=article.pk).update(withdrawn_at=timezone.now())
    learn("a test")
    assert lines() == []


def test_a_decision_made_during_counting_is_not_undone(
    stories: Callable[..., list[Article]], monkeypatch: pytest.MonkeyPatch
) -> None:
    stories(4)

    def interrupted(outlet: int, always: Iterable[int]) -> list[Recurring]:
        monkeypatch.setattr("articles.learning.learning.recurring", recurring)
        counted = recurring(outlet, always)
        text = normal(NOTICE)
        Ruling.objects.create(outlet_id=outlet, text=text, line=NOTICE, verdict="story", by="ana")
        learn("ana")
        return counted

    monkeypatch.setattr("articles.learning.learning.recurring", interrupted)
    assert learn("a test") is None
    assert lines() == [(NOTICE, "refused", 4, 4)]


def test_nothing_new_makes_no_new_snapshot(stories: Callable[..., list[Article]]) -> None:
    stories(4)
    assert learn("a test") is not None
    stories(6)
    assert learn("a test") is None
    assert Snapshot.objects.count() == 1


def test_a_line_that_no_longer_recurs_is_removed_by_the_next_snapshot(
    stories: Callable[..., list[Article]],
) -> None:
    article = stories(4)[0]
    learn("a test")
    Article.objects.filter(pk=article.pk).update(withdrawn_at=timezone.now())
    second = learn("a test")
    assert second is not None
    assert [row.example for row in second.removed] == [NOTICE]
    assert [row.example for row in Snapshot.objects.get(number=1).lines] == [NOTICE]
    assert current_learnt().snapshot == 2
    assert current_learnt().outlets == {}


def test_stored_articles_change_when_they_are_extracted_again_and_the_evidence_says_why(
    stories: Callable[..., list[Article]],
) -> None:
    article = stories(4)[0]
    learn("a test")
    assert NOTICE in Article.objects.get(pk=article.pk).body
    promised = reextraction.preview(article)
    assert [change.fact for change in promised] == ["body"]

    assert reextraction.extract_again(article) == promised

    row = Article.objects.get(pk=article.pk)
    assert NOTICE not in row.body
    assert row.body.count("Alba") == article.body.count("Alba")
    assert row.headline == article.headline
    assert row.snapshot == 1
    (body,) = (each for each in row.findings if each["field"] == "body")
    assert "(snapshot 1)" in body["why"]


def test_the_snapshot_number_is_stored_even_if_nothing_else_changes(
    stories: Callable[..., list[Article]], story: Callable[..., Path], ingest_paths: Ingest
) -> None:
    stories(4)
    (outcome,) = ingest_paths(story("Flora", "The crew of Flora sang."))
    assert outcome.article is not None
    learn("a test")
    assert reextraction.extract_again(outcome.article) == []
    row = Article.objects.get(pk=outcome.article.pk)
    assert (row.snapshot, row.version) == (1, outcome.article.version)


def test_a_pinned_text_stays_as_it_is(stories: Callable[..., list[Article]]) -> None:
    article = stories(4)[0]
    pins.pin(article, "body", "ana")
    article.save()
    learn("a test")
    assert reextraction.extract_again(article) == []
    assert NOTICE in Article.objects.get(pk=article.pk).body


def test_learning_again_after_extracting_again_learns_the_same(
    stories: Callable[..., list[Article]],
) -> None:
    stories(4)
    learn("a test")
    assert len(list(reextraction.extract_all(Article.objects.all()))) == 4
    assert learn("a test") is None


@pytest.mark.parametrize("backwards", [False, True], ids=["as listed", "backwards"])
def test_the_order_of_files_makes_no_difference(
    stories: Callable[..., list[Article]], story: Callable[..., Path], backwards: bool
) -> None:
    paths = [story(name) for name in NAMES]
    found = list(find(paths))
    list(ingest(reversed(found) if backwards else found))
    learn("a test")
    bodies = Article.objects.order_by("headline").values_list("body", flat=True)
    assert [NOTICE in body for body in bodies] == [True] * 6, "a run is read with what was before"
    line = LearntLine.objects.get()
    assert line.first is not None
    assert line.last is not None
    by_time = sorted(Article.objects.all(), key=lambda a: (a.capture.seen_at, a.public_id))
    assert (line.first, line.last) == (by_time[0], by_time[-1])


def test_a_run_uses_what_was_learnt_before_it(
    stories: Callable[..., list[Article]], story: Callable[..., Path], ingest_paths: Ingest
) -> None:
    stories(4)
    learn("a test")
    (outcome,) = ingest_paths(story("Flora"))
    assert outcome.article is not None
    assert NOTICE not in outcome.article.body
    assert outcome.article.snapshot == 1


def test_records_teach_nothing(write: Write, ingest_paths: Ingest) -> None:
    ingest_paths(write("a.jsonl", f'{{"id": "1", "headline": "Ferry", "body": "{NOTICE}"}}\n'))
    assert Article.objects.count() == 1
    assert not LineKeys.objects.exists()


class TestPeople:
    def say(self, line: str, verdict: Ruling.Verdict) -> None:
        outlet = Outlet.objects.get()
        Ruling.objects.create(
            outlet=outlet, text=normal(line), line=line, verdict=verdict, by="ana"
        )

    def test_a_refusal_outranks_counting_in_later_snapshots(
        self, stories: Callable[..., list[Article]]
    ) -> None:
        article = stories(4)[0]
        learn("a test")
        self.say(NOTICE, Ruling.Verdict.STORY)
        learn("ana")
        stories(6)
        learn("a test")
        assert lines() == [(NOTICE, "refused", 4, 4)]
        assert reextraction.preview(article) == []

    def test_an_added_line_is_furniture_though_it_is_rare(
        self, stories: Callable[..., list[Article]]
    ) -> None:
        (article,) = stories(1, "The crew sang of it all night.")
        self.say("The crew sang  of it all night", Ruling.Verdict.FURNITURE)
        learn("ana")
        (change,) = reextraction.preview(article)
        assert change.fact == "body"
        assert "sang" not in change.new

    def test_an_added_line_can_be_one_that_was_mistaken_for_the_headline(
        self, stories: Callable[..., list[Article]]
    ) -> None:
        (article,) = stories(1)
        self.say(article.headline, Ruling.Verdict.FURNITURE)
        learn("ana")
        assert "headline" in [change.fact for change in reextraction.preview(article)]
