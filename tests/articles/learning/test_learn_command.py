"""`manage.py learn`, and learning at the end of `manage.py ingest`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import storedcaptures
from articles.learning import learning
from articles.learning.learning import learn, store_missing_line_keys
from articles.models import Article, Capture, LearntLine, LineKeys, Outlet, Snapshot
from articles.storedcaptures import Stored

pytestmark = pytest.mark.django_db

Write = Callable[[str, str | bytes], Path]
Capsys = pytest.CaptureFixture[str]

NOTICE = "Follow our harbour page for all the sailing times that you need on your way to work."
STORY = """Ferry {name} sails again after repairs

PORTO, March 4, 2020. /TASS/. The ferry {name} sailed again on that day, with passengers of \
{name} who had waited for {name} for weeks, said the master of {name} in the port of {name}.

{notice}

The owners of {name} told reporters that the {name} would keep its old timetable until autumn, \
when the dock of {name} is to be deepened and {name} is to have a sister ship called {name} Two.
"""


@pytest.fixture
def paths(write: Write) -> list[str]:
    """Captures of four stories of one outlet that all have the same notice."""
    names = ["Alba", "Berta", "Clara", "Dora"]
    return [str(write(f"{n}.txt", STORY.format(name=n, notice=NOTICE))) for n in names]


def test_an_ingest_learns_at_its_end_and_a_dry_run_does_not(
    paths: list[str], capsys: Capsys
) -> None:
    call_command("ingest", *paths, "--dry-run")
    assert not Snapshot.objects.exists()
    call_command("ingest", *paths)
    assert "Recurring lines, snapshot 1: 1 added, 0 removed." in capsys.readouterr().err
    call_command("ingest", *paths)
    assert "Recurring" not in capsys.readouterr().err


def test_the_command_reads_articles_whose_lines_are_not_stored(
    paths: list[str], capsys: Capsys
) -> None:
    call_command("ingest", *paths)
    Snapshot.objects.all().delete()
    LearntLine.objects.all().delete()
    LineKeys.objects.all().delete()
    assert learn("a test") is None
    capsys.readouterr()
    call_command("learn")
    output = capsys.readouterr()
    assert output.out == f"+ TASS: {NOTICE} (4 of 4, found by counting)\n"
    assert "snapshot 1: 1 added" in output.err
    assert store_missing_line_keys() == 0
    call_command("learn")
    assert "Nothing new" in capsys.readouterr().err


def test_only_the_named_outlets_are_counted(paths: list[str]) -> None:
    call_command("ingest", *paths)
    first = Article.objects.order_by("pk")[:1]
    Article.objects.filter(pk__in=[each.pk for each in first]).update(withdrawn_at=timezone.now())
    outlet, other = Outlet.objects.get(), Outlet.objects.create(name="The Other Post")
    assert learn("a test", [other.pk]) is None, "the lines of other outlets stay"
    snapshot = learn("a test", [outlet.pk])
    assert snapshot is not None
    assert [line.example for line in snapshot.removed] == [NOTICE]


def test_lines_stored_meanwhile_are_not_overwritten(
    paths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meanwhile an ingest has stored newer bytes of one article, and their lines."""
    call_command("ingest", *paths)
    article = Article.objects.order_by("pk")[0]
    stored = LineKeys.objects.get(article=article).story
    LineKeys.objects.all().delete()
    job_of = storedcaptures.job_of

    def interrupted(capture: Capture) -> Stored:
        if capture.article_id == article.pk:
            LineKeys.objects.create(article=article, story=stored[:8], around=b"")
        return job_of(capture)

    monkeypatch.setattr(learning, "job_of", interrupted)
    assert store_missing_line_keys() == 3
    assert LineKeys.objects.get(article=article).story == stored[:8]
    assert LineKeys.objects.count() == 4


def test_an_interrupted_command_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(cause: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("articles.management.commands.learn.learn", interrupted)
    with pytest.raises(CommandError, match=r"Stopped\. Run the command again") as raised:
        call_command("learn")
    assert raised.value.returncode == 130


def test_an_ingest_interrupted_while_it_learns_says_what_is_stored(
    paths: list[str], capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(cause: str, outlets: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("articles.management.commands.ingest.learn", interrupted)
    with pytest.raises(SystemExit) as raised:
        call_command("ingest", *paths)
    assert raised.value.code == 130
    assert (
        "All files are stored, but the recurring lines were not updated" in capsys.readouterr().err
    )
    assert Article.objects.count() == 4
