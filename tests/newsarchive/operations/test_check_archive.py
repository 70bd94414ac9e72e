"""`manage.py check_archive`: what is damaged is named, and so is what a command mends."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, models

from articles.mentions import storage
from articles.models import Article, Capture, Reading, SharedText
from newsarchive.operations import checking
from newsarchive.operations.management.commands.check_archive import DAMAGED, DIFFERS
from newsarchive.operations.models import JournalEntry
from tests.commandline import Ended, command
from tests.conftest import damage
from tests.newsarchive.operations.conftest import content
from tests.newsarchive.operations.example import ARTICLES

pytestmark = pytest.mark.usefixtures("filled")


def checked(*options: str) -> Ended:
    ended = command("check_archive", *options)
    assert "Traceback" not in ended.err
    return ended


def set_silently(article: Article, **values: object) -> None:
    """Change a row as damage or another program does, without a signal or a new version."""
    models.QuerySet(Article).filter(pk=article.pk).update(**values)


def test_a_sound_archive_is_well_and_stays_as_it_is() -> None:
    before = content()
    ended = checked("--all")
    assert (ended.code, ended.out) == (0, "")
    assert f"{ARTICLES} captures and {ARTICLES} articles checked, {ARTICLES} extracted" in ended.err
    assert "all is well" in ended.err
    assert content() == before
    entry = JournalEntry.objects.get()
    assert (entry.task, entry.outcome) == ("check", "done")


@pytest.mark.parametrize(("sample", "extracted"), [("0", 0), ("3", 3), ("1000", ARTICLES)])
def test_a_sample_is_extracted_again(sample: str, extracted: int) -> None:
    assert f"{extracted} extracted again" in checked("--sample", sample).err


def lost_bytes(capture: Capture) -> None:
    Capture.objects.filter(pk=capture.pk).update(compressed=capture.compressed[:-9])


def other_bytes(capture: Capture) -> None:
    Capture.objects.filter(pk=capture.pk).update(compressed=Capture.compress(b"A forged story."))


def swapped_capture(capture: Capture) -> None:
    other = Article.objects.exclude(capture=capture).first()
    Capture.objects.filter(pk=capture.pk).update(article=other)


def other_id(capture: Capture) -> None:
    Article.objects.filter(capture=capture).update(public_id="0123456789")


def lost_row(capture: Capture) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(
            "UPDATE articles_article SET outlet_id = 999 WHERE capture_id = %s", [capture.pk]
        )
        cursor.execute("PRAGMA foreign_keys = ON")


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lost_bytes, "The stored bytes of capture {capture} are damaged."),
        (other_bytes, "The stored bytes of capture {capture} do not have its hash."),
        (swapped_capture, "has a capture that belongs to another one"),
        (other_id, "has an id that none of its captures gives"),
        # PostgreSQL keeps such a row from being lost.
        pytest.param(lost_row, "The database: ", marks=pytest.mark.sqlite),
    ],
)
def test_damage_is_named(harm: Callable[[Capture], None], sentence: str) -> None:
    capture = Capture.objects.order_by("pk")[3]
    harm(capture)
    ended = checked("--sample", "0")
    assert ended.code == DAMAGED
    assert sentence.format(capture=capture) in ended.out
    assert ended.out.startswith("damaged: ")
    assert "from a backup" in ended.err
    assert JournalEntry.objects.get().outcome == "failed"


def other_text(article: Article) -> None:
    text = article.capture.text.replace("harbour", "airport")
    Reading.objects.filter(capture=article.capture).update(compressed=Reading.compress(text))


def lost_text(article: Article) -> None:
    Reading.objects.filter(capture=article.capture).update(compressed=b"nothing")


def other_headline(article: Article) -> None:
    set_silently(article, headline="Something else")


def other_headline_and_finding(article: Article) -> None:
    extracted = article.extracted | {"headline": "Something else"}
    set_silently(article, headline="Something else", extracted=extracted)


def lost_evidence(article: Article) -> None:
    findings = [{**each, "lines": [9999]} for each in article.findings]
    set_silently(article, findings=findings)


def newer_than_the_index(article: Article) -> None:
    set_silently(article, version=article.version + 1)


def lost_copies(article: Article) -> None:
    assert SharedText.objects.filter(article=article).delete()[0]


def other_names(article: Article) -> None:
    article.mentions.create(name="Nobody", key="nobody", paragraph=0, times=1)


def lost_quotations(article: Article) -> None:
    assert article.quotations.all().delete()[0]


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (other_text, "is not what its reader makes of the bytes: `extract --read-again`"),
        (lost_text, "is missing or damaged: `extract --read-again` makes it from the bytes"),
        (other_headline, "has another headline than its rules found, and nobody pinned it"),
        (other_headline_and_finding, "would change (headline) if it were extracted again"),
        (lost_evidence, "has evidence on lines that its text does not have"),
        (newer_than_the_index, "1 articles are outdated in the index"),
        (newer_than_the_index, "1 articles wait to be compared: run `manage.py copies`"),
        (newer_than_the_index, "1 articles wait to be read: run `manage.py mentions`"),
        (lost_copies, "what is stored of its copies differs from its text. Run `manage.py copies"),
        (other_names, "its names and quotations differs from its text. Run `manage.py mentions"),
        (lost_quotations, "names and quotations differs from its text. Run `manage.py mentions"),
    ],
)
def test_what_a_command_mends_is_named_with_the_command(
    harm: Callable[[Article], None], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "PAUSE", 0)
    harm(Article.objects.order_by("pk")[3])
    ended = checked("--all")
    assert ended.code == DIFFERS
    assert sentence in ended.out


def test_an_index_that_is_damaged_or_missing(index_folder: Path) -> None:
    damage(index_folder)
    ended = checked("--sample", "0")
    assert ended.code == DIFFERS
    assert "reindex" in ended.out
    shutil.rmtree(index_folder)
    ended = checked("--sample", "0")
    assert ended.code == DIFFERS
    assert "There is no search index" in ended.out


@pytest.mark.parametrize("at", [2, 7, 12, 16])
def test_a_stopped_check_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Nothing is left out and nothing is found twice, wherever it stopped."""
    lost_bytes(Capture.objects.order_by("pk")[1])
    other_headline(Article.objects.order_by("pk")[5])
    monkeypatch.setattr(checking, "_ROWS", 2)
    whole = checked("--sample", "0", "--anew")
    seen = 0

    def stopping(check: Callable[..., None]) -> Callable[..., None]:
        def run(*arguments: object) -> None:
            nonlocal seen
            check(*arguments)
            seen += 1
            if seen == at:
                raise KeyboardInterrupt

        return run

    for name in ("_check_capture", "_check_article"):
        monkeypatch.setattr(checking, name, stopping(getattr(checking, name)))
    stopped = checked("--sample", "0", "--anew")
    assert stopped.code == 130
    assert "The next check goes on from there." in stopped.err
    resumed = checked("--sample", "0")
    assert "Going on with the check of" in resumed.err
    assert (resumed.code, resumed.out) == (whole.code, whole.out)
    assert f"{ARTICLES} captures and {ARTICLES} articles checked" in resumed.err
    assert ARTICLES * 2 <= seen <= ARTICLES * 2 + 2, "only the batch that was stopped is repeated"
    assert "Going on" not in checked("--sample", "0").err


def test_a_step_that_was_stopped_finds_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article.objects.order_by("pk")[3]
    lost_copies(article)
    other_names(article)
    whole = checked("--sample", "0", "--anew")
    assert whole.out.count("\n") >= 2

    def stopped(most: int = 0) -> list[str]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(storage, "differing", stopped)
        assert checked("--sample", "0", "--anew").code == 130
    resumed = checked("--sample", "0")
    assert "Going on with the check of" in resumed.err
    assert (resumed.code, resumed.out) == (whole.code, whole.out)
